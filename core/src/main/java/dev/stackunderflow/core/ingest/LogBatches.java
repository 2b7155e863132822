package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The new lines of one log file. */
interface LogBatches extends AutoCloseable {

  /** The file's time and size before it was read. */
  BasicFileAttributes attributes() throws IOException, SQLException;

  /** Whether the file begins differently than before, so that its first line comes first. */
  boolean isRewritten() throws IOException, SQLException;

  /** The next lines, or null behind the last complete one. */
  @Nullable LogBatch next() throws IOException, SQLException;

  /** Saves what the reader of the lines behind these needs; only after the last batch. */
  void save(ObjectNode carry);

  /** The byte offset behind the last complete line; only after the last batch. */
  long offset();

  /** The digest of the lines before {@link #offset}; only after the last batch. */
  byte[] passedDigest();

  @Override
  void close() throws IOException;
}
