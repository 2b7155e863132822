package dev.stackunderflow.app.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this process's messages go: Java knows that of the input and the output only. */
final class ErrorStream {

  /** Names what the messages go to, on Linux. */
  static final Path SELF = Path.of("/proc/self/fd/2");

  private ErrorStream() {}

  /**
   * Whether messages may go to a terminal: not if they go to a file or another program.
   *
   * @param link names what they go to; where it is missing, a terminal is assumed
   */
  static boolean mayBeTerminal(Path link) {
    try {
      return Files.readSymbolicLink(link).startsWith("/dev");
    } catch (IOException | UnsupportedOperationException e) {
      return true; // another system
    }
  }
}
