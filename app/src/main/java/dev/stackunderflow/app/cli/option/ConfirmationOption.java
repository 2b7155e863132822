package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.app.cli.terminal.Confirmation;
import dev.stackunderflow.app.cli.terminal.Context;
import picocli.CommandLine.Option;

/** {@code --yes}, on every command that asks first. */
public final class ConfirmationOption {

  @Option(names = "--yes", description = "Do not ask for confirmation.")
  private boolean yes;

  /** What asks, unless the option was given. */
  public Confirmation on(Context context) {
    return new Confirmation(context, yes);
  }
}
