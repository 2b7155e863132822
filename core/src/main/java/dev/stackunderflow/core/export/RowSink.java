package dev.stackunderflow.core.export;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of an answer, one at a time. */
public interface RowSink {

  /** The columns' names, once, before any row. */
  void columns(List<String> names) throws IOException;

  /** A row: texts, numbers, {@code byte[]} or null, as many as there are columns. */
  void row(List<@Nullable Object> values) throws IOException;

  /** There are no more rows. */
  void end() throws IOException;
}
