package dev.stackunderflow.app.cli.option;

import picocli.CommandLine.Option;

/** {@code --json}, on every command that prints data. */
public final class JsonOption {

  @Option(names = "--json", description = "Print one JSON document, with stable field names.")
  private boolean json;

  public boolean isOn() {
    return json;
  }
}
