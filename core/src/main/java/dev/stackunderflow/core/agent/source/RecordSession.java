package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import java.util.List;

/**
 * A session as its agent holds it now.
 *
 * @param name its name; a subagent's id is {@code <session>/<its own>}
 * @param records all of it, in its order
 * @param warnings what of it could not be read, messages for the user
 */
public record RecordSession(SessionName name, List<Entry> records, List<String> warnings) {

  /** A session that was read completely. */
  public static RecordSession of(SessionName name, List<Entry> records) {
    return new RecordSession(name, records, List.of());
  }

  /**
   * A record.
   *
   * @param event what it means; its uuid is its key, which stays when the record changes
   * @param raw the record as the agent holds it, JSON
   */
  public record Entry(Draft event, String raw) {}
}
