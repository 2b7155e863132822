package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogRecords;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.carry.CarryPlan.Before;
import dev.stackunderflow.core.hash.FieldDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * The lines of an existing log, and which of them have not been matched yet. Equal lines count as
 * one: a line without a time of its own takes the time of the line before it, so a carried copy may
 * have another time than the original and must not be written again.
 */
final class LocalFile {

  private final Agent agent;
  private final Path file;
  private final Before before;
  private final Set<ByteBuffer> lines;
  private final Set<ByteBuffer> unclaimed;

  private LocalFile(Agent agent, Path file, Before before, Set<ByteBuffer> lines) {
    this.agent = agent;
    this.file = file;
    this.before = before;
    this.lines = lines;
    this.unclaimed = new HashSet<>(lines);
  }

  static LocalFile read(Agent agent, Path file) throws IOException {
    LogSource logs = agent.logs();
    BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
    Set<ByteBuffer> lines = new HashSet<>();
    try (var reader = new LogLines(logs.open(file))) {
      for (LogLines.Line line = reader.next(); line != null; line = reader.next()) {
        // Of a damaged line the store has the whole records; the rest stays in the file.
        for (LogRecords.Found record : LogRecords.of(line.utf8(), logs::isRecord).records()) {
          lines.add(key(agent.comparable(record.text().toString())));
        }
      }
      // A compressed log is smaller than its lines.
      if (reader.offset() < now.size()) {
        throw new CarryException(
            file
                + " is being written: its last line is incomplete. Nothing was written. End the session on this machine, then run stackunderflow ingest.");
      }
    }
    return new LocalFile(agent, file, new Before(file, now.size(), now.lastModifiedTime()), lines);
  }

  Path path() {
    return file;
  }

  Before before() {
    return before;
  }

  /** Whether the file contains the line. */
  boolean claim(String line) {
    ByteBuffer key = key(agent.comparable(line));
    unclaimed.remove(key);
    return lines.contains(key);
  }

  /** How many lines were not matched. */
  int unclaimed() {
    return unclaimed.size();
  }

  private static ByteBuffer key(String line) {
    return ByteBuffer.wrap(new FieldDigest().text(line).first16Bytes());
  }
}
