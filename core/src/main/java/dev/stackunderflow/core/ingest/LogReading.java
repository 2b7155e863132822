package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogRecords;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.ingest.KnownFiles.Known;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log file, read from where it was read to before, or from its beginning if it begins differently
 * now.
 */
final class LogReading implements LogBatches {

  /** How many bytes of lines make a batch. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final LogSource source;
  private final BasicFileAttributes attributes;
  private final LogLines lines;
  private final boolean isRewritten;
  private final LineReader reader;

  /**
   * What was read of a file before.
   *
   * @param offset how many bytes
   * @param prefixDigest the digest of their lines: see {@link LogLines}
   * @param carry what their reader saved, JSON
   */
  record Before(long offset, byte[] prefixDigest, String carry) {

    /** Nothing. */
    static final Before NOTHING = new Before(0, LogLines.digestOfNothing(), "{}");

    static Before of(@Nullable Known file) {
      return file == null ? NOTHING : new Before(file.offset(), file.prefixDigest(), file.carry());
    }

    ObjectNode carried() {
      ObjectNode saved = LenientJson.object(carry);
      return saved == null ? LenientJson.newObject() : saved;
    }
  }

  private LogReading(
      LogSource source,
      BasicFileAttributes attributes,
      LogLines lines,
      boolean isRewritten,
      LineReader reader) {
    this.source = source;
    this.attributes = attributes;
    this.lines = lines;
    this.isRewritten = isRewritten;
    this.reader = reader;
  }

  /**
   * Opens a file.
   *
   * @param source its agent's
   * @param context the file, and what its reader may ask for
   * @param before what was read of it before
   * @throws IOException if it cannot be read
   */
  static LogReading open(LogSource source, LogContext context, Before before) throws IOException {
    Path file = context.file();
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    var lines = new LogLines(source.open(file));
    try {
      if (before.offset() == 0
          || (lines.pass(before.offset())
              && MessageDigest.isEqual(lines.passedDigest(), before.prefixDigest()))) {
        LineReader reader = source.reader(before.carried(), context);
        return new LogReading(source, attributes, lines, false, reader);
      }
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
    lines.close();
    LineReader reader = source.reader(Before.NOTHING.carried(), context);
    return new LogReading(source, attributes, new LogLines(source.open(file)), true, reader);
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
  public @Nullable LogBatch next() throws IOException, SQLException {
    List<LogBatch.Entry> records = new ArrayList<>();
    List<LogLines.Line> damaged = new ArrayList<>();
    long begin = lines.offset();
    while (lines.offset() - begin < BATCH_BYTES) {
      LogLines.Line line = lines.next();
      if (line == null) {
        break;
      }
      LogRecords found = LogRecords.of(line.utf8(), source::isRecord, source.unusedFields());
      if (found.isDamaged()) {
        damaged.add(line);
      }
      for (LogRecords.Found record : found.records()) {
        records.add(
            new LogBatch.Entry(
                line.seq() + record.offset(), record.text(), reader.read(record.json())));
      }
    }
    long bytes = lines.offset() - begin;
    return bytes == 0 ? null : new LogBatch(records, damaged, bytes);
  }

  /** What its lines are read by. */
  LineReader reader() {
    return reader;
  }

  @Override
  public void save(ObjectNode carry) {
    reader.save(carry);
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
