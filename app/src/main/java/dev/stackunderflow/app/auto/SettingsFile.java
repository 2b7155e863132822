package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The present settings; the file is read again only after it was replaced. */
final class SettingsFile {

  private final Home home;
  private AutoSettings settings = AutoSettings.DEFAULT;
  private @Nullable Object seen;

  SettingsFile(Home home) {
    this.home = home;
  }

  AutoSettings read() throws IOException {
    Object now = identity(AutoSettings.file(home));
    if (!now.equals(seen)) {
      seen = null;
      settings = AutoSettings.read(home);
      seen = now;
    }
    return settings;
  }

  /** Changes with every write: each one creates a new file. */
  private static Object identity(Path file) throws IOException {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime() + " " + is.fileKey() + " " + is.size();
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
