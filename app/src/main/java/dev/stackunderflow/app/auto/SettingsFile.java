package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The settings as they are now, read again only when their file is another one. */
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

  /** Every write makes a new file. */
  private static Object identity(Path file) throws IOException {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      return is.lastModifiedTime() + " " + is.fileKey() + " " + is.size();
    } catch (NoSuchFileException e) {
      return "";
    }
  }
}
