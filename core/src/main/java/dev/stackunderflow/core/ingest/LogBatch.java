package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.agent.source.LogRecords;
import java.util.List;

/**
 * Lines of a log, parsed.
 *
 * @param lines the lines in their order
 * @param bytes how long they are together
 */
record LogBatch(List<Parsed> lines, long bytes) {

  /** A line and the records in it. */
  record Parsed(LogLines.Line line, LogRecords records) {}
}
