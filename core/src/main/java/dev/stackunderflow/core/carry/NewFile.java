package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.Before;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written whole.
 *
 * @param path where
 * @param content its text
 * @param before the file that it replaces; null where there must be none
 */
record NewFile(Path path, String content, @Nullable Before before) {

  /** A file that does not exist yet. */
  static NewFile of(Path path, String content) {
    return new NewFile(path, content, null);
  }

  /**
   * A file with lines behind those that it has.
   *
   * @throws CarryException if its last line is incomplete
   */
  static NewFile appended(Path path, String lines) throws IOException {
    Before before = before(path);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      throw new CarryException(
          path
              + " is being written: its last line is incomplete. Nothing was written. End the session on this machine, then run stackunderflow ingest.");
    }
    return new NewFile(path, text + lines, before);
  }

  /** A file in the place of another, if there is one. */
  static NewFile replacing(Path path, String content) throws IOException {
    return new NewFile(path, content, Files.exists(path) ? before(path) : null);
  }

  private static Before before(Path path) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    return new Before(path, now.size(), now.lastModifiedTime());
  }
}
