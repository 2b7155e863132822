package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.sqlite.Statements;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the store knows of documents and databases: which state of each session was read. */
final class KnownUnits {

  private final Statements db;

  KnownUnits(Statements db) {
    this.db = db;
  }

  /** A unit's stamp when it was read last, null where it never was. */
  @Nullable String stamp(Path unit) throws SQLException {
    return db.text("SELECT stamp FROM source_unit WHERE unit = ?", unit.toString());
  }

  /** Notes a unit, with no stamp until it was read completely. */
  void begin(Path unit, String provider, double now) throws SQLException {
    db.update(
        "INSERT INTO source_unit VALUES (?, ?, '', ?) ON CONFLICT DO NOTHING",
        unit.toString(),
        provider,
        now);
  }

  /** Notes that everything in the unit was read. */
  void end(Path unit, String stamp, double now) throws SQLException {
    db.update(
        "UPDATE source_unit SET stamp = ?, last_ingest_ts = ? WHERE unit = ?",
        stamp,
        now,
        unit.toString());
  }

  /** The versions of a unit's sessions, by their ids. */
  Map<String, String> versions(Path unit) throws SQLException {
    Map<String, String> versions = new HashMap<>();
    PreparedStatement select =
        db.of("SELECT session_id, version FROM source_session WHERE unit = ?");
    select.setString(1, unit.toString());
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        versions.put(row.getString(1), row.getString(2));
      }
    }
    return versions;
  }

  /** Where the seqs of a session's records from a unit begin, -1 where none was read. */
  long base(Path unit, long session) throws SQLException {
    return db.number(
            "SELECT base + 1 FROM source_session WHERE unit = ? AND session_fk = ?",
            unit.toString(),
            session)
        - 1;
  }

  /** Notes the state of a session that was read. */
  void save(Path unit, String sessionId, long session, String version, long base)
      throws SQLException {
    db.update(
        "INSERT OR REPLACE INTO source_session VALUES (?, ?, ?, ?, ?)",
        unit.toString(),
        sessionId,
        session,
        version,
        base);
  }
}
