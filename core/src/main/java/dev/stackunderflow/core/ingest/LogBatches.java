package dev.stackunderflow.core.ingest;

import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The new lines of one log file. */
interface LogBatches extends AutoCloseable {

  /** The file's time and size before it was read. */
  BasicFileAttributes attributes() throws IOException;

  /** Whether the file begins differently than before, so that its first line comes first. */
  boolean isRewritten() throws IOException;

  /** The next lines, or null behind the last complete one. */
  @Nullable LogBatch next() throws IOException;

  /** The byte offset behind the last complete line; only after the last batch. */
  long offset();

  /** The digest of the lines before {@link #offset}; only after the last batch. */
  byte[] passedDigest();

  @Override
  void close() throws IOException;
}
