package dev.stackunderflow.core.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What an ingest found.
 *
 * @param files log files, documents and databases there are
 * @param filesRead of them, those that had something new
 * @param sessions sessions with a message in the store, each with its subagents
 * @param eventsAdded events that this ingest put into the store
 * @param linesSkipped damaged lines of which it could not read all
 * @param unreadLines where these lines are, the first {@link #MAX_NAMED}
 * @param unreadFiles files that look like logs and that this program does not read
 * @param agents what it read of each agent that has something on this machine
 * @param warnings messages for the user
 */
public record IngestReport(
    long files,
    long filesRead,
    long sessions,
    long eventsAdded,
    long linesSkipped,
    List<UnreadLine> unreadLines,
    List<Path> unreadFiles,
    List<AgentPart> agents,
    List<String> warnings) {

  /** So many damaged lines are named at most. */
  public static final int MAX_NAMED = 1000;

  /**
   * A damaged line.
   *
   * @param file its file
   * @param number its number, from 1
   */
  public record UnreadLine(Path file, long number) {}

  /**
   * What was read of one agent.
   *
   * @param id its name in the store
   * @param title its name for people
   * @param files its log files, documents and databases
   * @param filesRead of them, those that had something new
   * @param eventsAdded events that were put into the store
   */
  public record AgentPart(String id, String title, long files, long filesRead, long eventsAdded) {}
}
