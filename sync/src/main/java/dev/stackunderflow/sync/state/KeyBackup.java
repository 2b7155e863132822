package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.Home;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** When the vault's key was last backed up from this device: {@code sync/key-backup}. */
public final class KeyBackup {

  private KeyBackup() {}

  private static Path file(Home home) {
    return home.syncFolder().resolve("key-backup");
  }

  /** Notes that it was backed up. */
  public static void note(Home home, Instant when) throws IOException {
    PrivateFiles.replace(file(home), (when + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** When that was, ISO 8601 UTC; empty for never. */
  public static Optional<String> last(Home home) throws IOException {
    Path file = file(home);
    return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
  }
}
