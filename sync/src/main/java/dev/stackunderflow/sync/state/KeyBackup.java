package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
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

  /** Records that the key with this fingerprint was backed up. */
  public static void record(Home home, Instant when, String fingerprint) throws IOException {
    PrivateFiles.replace(
        file(home), (when + " " + fingerprint + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** When the key with this fingerprint was last backed up, ISO 8601 UTC; empty for never. */
  public static Optional<String> last(Home home, String fingerprint) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    String[] recorded = Files.readString(file).strip().split(" ", 2);
    return recorded.length == 2 && recorded[1].equals(fingerprint)
        ? Optional.of(recorded[0])
        : Optional.empty();
  }
}
