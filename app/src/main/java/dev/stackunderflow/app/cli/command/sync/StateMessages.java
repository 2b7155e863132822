package dev.stackunderflow.app.cli.command.sync;

import dev.stackunderflow.app.auto.AutoState;
import dev.stackunderflow.app.auto.Observer;
import dev.stackunderflow.app.cli.terminal.Context;

/** Prints each change of state of continuous sync, once. */
final class StateMessages implements Observer {

  private final Context context;
  private String last = "";

  StateMessages(Context context) {
    this.context = context;
  }

  @Override
  public void state(AutoState state) {
    if (state.kind() == AutoState.Kind.SYNCING) {
      return;
    }
    String message = state.kind().word() + (state.reason() == null ? "" : ": " + state.reason());
    if (!message.equals(last)) {
      last = message;
      context.say(message);
      context.err().flush();
    }
  }
}
