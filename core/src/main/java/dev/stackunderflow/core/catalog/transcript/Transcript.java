package dev.stackunderflow.core.catalog.transcript;

import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.PartReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session's messages and its subagents', merged over the devices and read one after the other.
 */
public final class Transcript {

  /** Deeper subagents are not shown: no agent starts them, but a damaged log could. */
  public static final int DEEPEST = 8;

  private static final String OF_SESSION =
      """
      FROM entry e
      JOIN session s ON s.id = e.session
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = e.source
      """;

  private final Connection db;
  private final EventReader contents;
  private final PartReader parts;
  private final SessionView session;
  private final String where;
  private final Subagents subagents;

  /**
   * A session's transcript.
   *
   * @param db the catalog
   * @param contents reads the events
   * @param parts reads what they consist of
   * @param session the session
   * @param where a WHERE clause over {@code entry e}: what is visible
   */
  public Transcript(
      Connection db, EventReader contents, PartReader parts, SessionView session, String where)
      throws SQLException {
    this.db = db;
    this.contents = contents;
    this.parts = parts;
    this.session = session;
    this.where = where + " AND p.provider = ?";
    this.subagents = new Subagents(session.sessionId(), firstMessages(), this::isSession);
  }

  public SessionView session() {
    return session;
  }

  /** The session's own messages, the caller's to close. */
  public MessageReader messages() throws SQLException {
    return messages(session.sessionId());
  }

  /**
   * The messages of one of its transcripts, the caller's to close.
   *
   * @param transcriptId the session's id, or one that {@link #startedBy} or {@link #unnamed} says
   */
  public MessageReader messages(String transcriptId) throws SQLException {
    return new MessageReader(new Rows(transcriptId));
  }

  /** The ids of the subagents' transcripts that a call started and that were not asked for yet. */
  public List<String> startedBy(ToolCall call) {
    return subagents.of(call);
  }

  /** What people call the subagent with this transcript, as the call that started it says. */
  public static String nameOf(ToolCall call, String id) {
    for (Part.ToolResult result : call.results()) {
      Part.Subagent subagent = result.subagent();
      String own = subagent == null ? null : subagent.name();
      if (own != null && !own.isBlank()) {
        return own;
      }
    }
    for (String field : List.of("description", "nickname", "name", "subagent_type", "agent_type")) {
      String name = LenientJson.text(call.input(), field);
      if (name != null && !name.isBlank()) {
        return name.strip();
      }
    }
    return SessionRoots.ownId(id);
  }

  /** The id of a subagent's transcript that no call named; null when there is none left. */
  public @Nullable String unnamed() {
    return subagents.next();
  }

  private boolean isSession(String id) {
    try {
      return Sqlite.number(db, "SELECT count(*) FROM session WHERE thread = ?", id) > 0;
    } catch (SQLException e) {
      return false; // a damaged row: the session is shown without it
    }
  }

  private Map<String, String> firstMessages() throws SQLException {
    Map<String, String> first = new LinkedHashMap<>();
    String sql =
        "SELECT s.session_id, e.source, e.event_id, min(e.ts) "
            + OF_SESSION
            + where
            + " AND s.thread = ? AND s.session_id <> s.thread AND e.message = 1"
            + " GROUP BY s.session_id ORDER BY min(e.ts), s.session_id";
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, session.provider(), session.sessionId());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Event event = contents.read(row.getLong(2), row.getLong(3));
          first.put(row.getString(1), Subagents.beginning(event.contentText()));
        }
      }
    }
    return first;
  }

  /** The events of one transcript, in the order of their times. */
  private final class Rows implements MessageReader.Events {
    private final PreparedStatement select;
    private final ResultSet row;

    Rows(String transcriptId) throws SQLException {
      select =
          db.prepareStatement(
              "SELECT e.source, e.event_id, d.label, e.counted AND e.hidden = 0 "
                  + OF_SESSION
                  + where
                  + " AND s.session_id = ? ORDER BY e.ts, e.seq, e.id");
      Sqlite.bind(select, session.provider(), transcriptId);
      row = select.executeQuery();
    }

    @Override
    public @Nullable TranscriptMessage next() throws SQLException {
      if (!row.next()) {
        return null;
      }
      Event event = contents.read(row.getLong(1), row.getLong(2));
      List<Part> read = parts.parts(event);
      return new TranscriptMessage(
          event, row.getString(3), row.getInt(4) == 1, !read.isEmpty(), read);
    }

    @Override
    public void close() throws SQLException {
      row.close();
      select.close();
    }
  }
}
