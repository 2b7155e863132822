package dev.stackunderflow.app.cli;

import picocli.CommandLine.Option;

/** {@code --json}, on every command that prints data. */
final class JsonOption {

  @Option(names = "--json", description = "Print one JSON document, with stable field names.")
  private boolean json;

  boolean isOn() {
    return json;
  }
}
