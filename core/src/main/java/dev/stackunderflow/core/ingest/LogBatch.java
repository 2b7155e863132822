package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.store.Utf8Text;
import java.util.List;

/**
 * Lines of a log, read.
 *
 * @param records the records in their order
 * @param damaged the lines of which some could not be read
 * @param bytes how long the lines are together
 */
record LogBatch(List<Entry> records, List<LogLines.Line> damaged, long bytes) {

  /**
   * A record in a line.
   *
   * @param offset where it begins in the file, in bytes
   * @param text the record as it was logged
   * @param reading what it says
   */
  record Entry(long offset, Utf8Text text, Reading reading) {}
}
