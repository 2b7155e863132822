package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import java.util.List;
import java.util.Set;

/**
 * A session as its agent holds it now.
 *
 * @param name its name; a subagent's id is {@code <session>/<its own>}
 * @param records all of it, in its order
 * @param warnings what of it could not be read, messages for the user
 * @param retracted the keys of records that an earlier state had, and whose figures others of these
 *     records have now: they do not stay as superseded
 */
public record RecordSession(
    SessionName name, List<Entry> records, List<String> warnings, Set<String> retracted) {

  /** A session of which something may be unreadable. */
  public RecordSession(SessionName name, List<Entry> records, List<String> warnings) {
    this(name, records, warnings, Set.of());
  }

  /** A session that was read completely. */
  public static RecordSession of(SessionName name, List<Entry> records) {
    return new RecordSession(name, records, List.of());
  }

  /** The same, in which others of the records have the figures of these. */
  public RecordSession retracting(Set<String> keys) {
    return new RecordSession(name, records, warnings, keys);
  }

  /**
   * A record.
   *
   * @param event what it means; its uuid is its key, which stays when the record changes
   * @param raw the record as the agent holds it, JSON
   */
  public record Entry(Draft event, String raw) {}
}
