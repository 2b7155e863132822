package dev.stackunderflow.core.ingest;

import java.util.List;

/**
 * What an ingest found.
 *
 * @param files log files there are
 * @param filesRead of them, those that had something new
 * @param sessions sessions in the store
 * @param eventsAdded events that this ingest put into the store
 * @param linesSkipped broken lines that it passed over
 * @param warnings files that could not be read, in words
 */
public record IngestReport(
    long files,
    long filesRead,
    long sessions,
    long eventsAdded,
    long linesSkipped,
    List<String> warnings) {}
