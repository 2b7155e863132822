package dev.stackunderflow.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What standard output goes to. */
final class StandardOutput {

  private static final int KIND = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private StandardOutput() {}

  /**
   * Whether a write that fails is a loss, such as on a full disk: not in a pipe, whose reader has
   * closed it, as {@code head} does. Where the system does not say, it is none.
   */
  static boolean mustBeWhole() {
    try {
      int kind = KIND & (int) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode");
      return kind != PIPE && kind != SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
