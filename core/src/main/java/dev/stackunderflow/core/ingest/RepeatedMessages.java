package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Marks as superseded the messages of a file that repeats, with less detail, another file of its
 * session: an agent's transcript that was read before the agent's database had the conversation.
 */
final class RepeatedMessages {

  private static final String PLACES =
      """
      SELECT f.session_fk, f.place, f.base FROM (
        SELECT session_fk, file_path AS place, base FROM ingest_state
        UNION ALL SELECT session_fk, unit, base FROM source_session) f
      JOIN sessions s ON s.id = f.session_fk JOIN projects p ON p.id = s.project_id
      WHERE p.provider = ? ORDER BY f.session_fk, f.base
      """;

  private final Statements db;
  private final ImportBatch batch;

  RepeatedMessages(Statements db, ImportBatch batch) {
    this.db = db;
    this.batch = batch;
  }

  /** A file that a session was read from. */
  private record Place(int detail, long base) {}

  /** Marks those of an agent. */
  void mark(CodingAgent agent) throws IOException, SQLException {
    ToIntFunction<Path> detail = agent.detail();
    if (detail == null) {
      return;
    }
    for (Map.Entry<Long, List<Place>> session : sessions(agent.id(), detail).entrySet()) {
      List<Place> places = session.getValue();
      int most = places.stream().mapToInt(Place::detail).max().orElse(0);
      for (Place place : places) {
        if (place.detail() < most && isShown(session.getKey(), place.base())) {
          batch.run(
              0, () -> RevertedLines.hideMessages(db.connection(), session.getKey(), place.base()));
        }
      }
    }
  }

  private Map<Long, List<Place>> sessions(String provider, ToIntFunction<Path> detail)
      throws SQLException {
    Map<Long, List<Place>> sessions = new LinkedHashMap<>();
    PreparedStatement select = db.of(PLACES);
    select.setString(1, provider);
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        sessions
            .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>(1))
            .add(new Place(detail.applyAsInt(Path.of(row.getString(2))), row.getLong(3)));
      }
    }
    return sessions;
  }

  private boolean isShown(long session, long base) throws SQLException {
    return db.number(
            """
            SELECT count(*) FROM messages WHERE session_fk = ? AND seq >= ? AND seq < ?
              AND flags & 1 = 0 AND role IN ('user', 'assistant')
            """,
            session,
            base,
            base + Event.FILE_SEQS)
        > 0;
  }
}
