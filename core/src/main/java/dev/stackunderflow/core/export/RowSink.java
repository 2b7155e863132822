package dev.stackunderflow.core.export;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives the rows of a result, one at a time. */
public interface RowSink {

  /** Receives the column names, once, before any row. */
  void columns(List<String> names) throws IOException;

  /**
   * Receives a row.
   *
   * @param values one per column: a String, a number, a {@code byte[]}, or null
   */
  void row(List<@Nullable Object> values) throws IOException;

  /** Ends the result. */
  void end() throws IOException;
}
