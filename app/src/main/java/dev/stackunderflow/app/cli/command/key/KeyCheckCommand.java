package dev.stackunderflow.app.cli.command.key;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.option.JsonOption;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.json.KeyJson;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.sync.api.KeyCheck;
import dev.stackunderflow.sync.api.SyncException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sync key check}. */
@Command(
    name = "check",
    description = "Try the key on the objects in the bucket. Changes nothing.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  stackunderflow sync key check")
public final class KeyCheckCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private final JsonOption json = new JsonOption();

  public KeyCheckCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws SyncException {
    KeyCheck check = context.sync().checkKey();
    if (json.isOn()) {
      context.print(KeyJson.of(check));
    } else {
      context
          .out()
          .println(
              "The key opens this vault: "
                  + check.opened()
                  + " of "
                  + CountFormat.of(check.devices(), "device")
                  + " can be read.");
    }
    if (check.opened() < check.devices()) {
      context.say("To see what is wrong with the others: stackunderflow sync pull");
      return ExitCode.TAMPERED;
    }
    return ExitCode.DONE;
  }
}
