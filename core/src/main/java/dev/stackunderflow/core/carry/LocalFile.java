package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.Before;
import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.ingest.LogLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * The lines of a log that is here already, and those of them that nobody has claimed yet. Equal
 * lines are one: a line without a time of its own that was carried behind others has another time
 * here than there, and must not come once more.
 */
final class LocalFile {

  private final Path file;
  private final Before before;
  private final Set<ByteBuffer> lines;
  private final Set<ByteBuffer> unclaimed;

  private LocalFile(Path file, Before before, Set<ByteBuffer> lines) {
    this.file = file;
    this.before = before;
    this.lines = lines;
    this.unclaimed = new HashSet<>(lines);
  }

  static LocalFile read(Path file) throws IOException {
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Set<ByteBuffer> lines = new HashSet<>();
    try (var reader = new LogLines(file)) {
      for (LogLines.Line line = reader.next(); line != null; line = reader.next()) {
        String text = line.text();
        // A broken line is in no store; it stays in the file as it is.
        if (text != null && WorkingDirectory.isObject(text)) {
          lines.add(key(text));
        }
      }
      if (reader.offset() < now.size()) {
        throw new CarryException(
            file
                + " is being written: its last line has no end. Nothing was written. End the session"
                + " on this machine first, then run stackunderflow ingest.");
      }
    }
    return new LocalFile(file, new Before(now.size(), now.lastModifiedTime()), lines);
  }

  Path path() {
    return file;
  }

  Before before() {
    return before;
  }

  /** Whether a line is there. */
  boolean claim(String line) {
    ByteBuffer key = key(line);
    unclaimed.remove(key);
    return lines.contains(key);
  }

  /** How many lines are there that nobody claimed. */
  int unclaimed() {
    return unclaimed.size();
  }

  private static ByteBuffer key(String line) {
    return ByteBuffer.wrap(new FieldDigest().text(line).first16Bytes());
  }
}
