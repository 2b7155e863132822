package dev.stackunderflow.app.cli.setup;

import dev.stackunderflow.app.cli.terminal.Context;

/** A message for a user who stops with Ctrl-C, until this is closed. */
final class LastWords implements AutoCloseable {

  private final Thread hook;

  /** Begins to listen. */
  LastWords(Context context, String message) {
    // The prompt's line is not at its end.
    hook = new Thread(() -> context.say("\n" + message), "last-words");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and says it.
    }
  }
}
