package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogRecords;
import dev.stackunderflow.core.agent.source.LogSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log file, parsed from where it was read to before, or from its beginning if it begins
 * differently now.
 */
final class LogReading implements LogBatches {

  /** How many bytes of lines make a batch. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final LogSource source;
  private final BasicFileAttributes attributes;
  private final LogLines lines;
  private final boolean isRewritten;

  private LogReading(
      LogSource source, BasicFileAttributes attributes, LogLines lines, boolean isRewritten) {
    this.source = source;
    this.attributes = attributes;
    this.lines = lines;
    this.isRewritten = isRewritten;
  }

  /**
   * Opens a file.
   *
   * @param offset how many bytes were read before
   * @param prefixDigest the digest of their lines: see {@link LogLines}
   * @throws IOException if it cannot be read
   */
  static LogReading open(LogSource source, Path file, long offset, byte[] prefixDigest)
      throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    var lines = new LogLines(source.open(file));
    try {
      if (offset == 0
          || (lines.pass(offset) && MessageDigest.isEqual(lines.passedDigest(), prefixDigest))) {
        return new LogReading(source, attributes, lines, false);
      }
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
    lines.close();
    return new LogReading(source, attributes, new LogLines(source.open(file)), true);
  }

  @Override
  public BasicFileAttributes attributes() {
    return attributes;
  }

  @Override
  public boolean isRewritten() {
    return isRewritten;
  }

  @Override
  public @Nullable LogBatch next() throws IOException {
    List<LogBatch.Parsed> parsed = new ArrayList<>();
    long begin = lines.offset();
    while (lines.offset() - begin < BATCH_BYTES) {
      LogLines.Line line = lines.next();
      if (line == null) {
        break;
      }
      parsed.add(new LogBatch.Parsed(line, LogRecords.of(line.text(), source::isRecord)));
    }
    return parsed.isEmpty() ? null : new LogBatch(parsed, lines.offset() - begin);
  }

  @Override
  public long offset() {
    return lines.offset();
  }

  @Override
  public byte[] passedDigest() {
    return lines.passedDigest();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
