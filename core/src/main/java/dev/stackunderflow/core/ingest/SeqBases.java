package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.Event;
import java.sql.SQLException;

/** Where the seqs of each file and unit of a session begin: they never overlap. */
final class SeqBases {

  private SeqBases() {}

  /** Behind the seqs of everything that the session was read from. */
  static long free(Statements db, long session) throws SQLException {
    return db.number(
        """
        SELECT coalesce(max(base) + ?2, 0) FROM (
          SELECT base FROM ingest_state WHERE session_fk = ?1
          UNION ALL SELECT base FROM source_session WHERE session_fk = ?1)
        """,
        session,
        Event.FILE_SEQS);
  }
}
