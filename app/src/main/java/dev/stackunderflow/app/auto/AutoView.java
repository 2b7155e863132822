package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.util.Optional;

/**
 * Continuous sync as seen from outside the process that runs it.
 *
 * @param settings what the user wants
 * @param running the last state that the running process wrote; empty if none runs
 */
public record AutoView(AutoSettings settings, Optional<AutoState.Written> running) {

  /** Reads both files. */
  public static AutoView read(Home home) throws IOException {
    return new AutoView(
        AutoSettings.read(home), AutoState.read(home).filter(AutoState.Written::isAlive));
  }
}
