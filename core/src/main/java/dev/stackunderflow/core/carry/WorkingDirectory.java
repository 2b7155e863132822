package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.json.JsonField;
import org.jspecify.annotations.Nullable;

/** The field of a log line that names the working directory. */
final class WorkingDirectory {

  private final JsonField field;

  /** Uses the field with this path, such as {@code payload}, {@code cwd}. */
  WorkingDirectory(String... path) {
    this.field = new JsonField(path);
  }

  /** The working directory that a line names; null where it names none. */
  @Nullable String of(String line) {
    return field.text(line);
  }

  /** Replaces the directory and keeps every other byte of the line. */
  String mapped(String line, PathMap paths) {
    String directory = field.text(line);
    String mapped = directory == null ? null : paths.map(directory);
    return mapped == null || mapped.equals(directory) ? line : field.withText(line, mapped);
  }
}
