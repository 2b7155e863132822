package dev.stackunderflow.app.cli.option;

import picocli.CommandLine.Option;

/** {@code --watch}. */
public final class WatchOption {

  @Option(
      names = "--watch",
      description = "Show it on a terminal, and again whenever events arrive, until Ctrl-C.")
  private boolean on;

  public boolean isOn() {
    return on;
  }
}
