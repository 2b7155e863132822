package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;

/** New objects for committed segments, until a committed head names them. */
public final class ReplacementStore {

  private final Connection db;

  ReplacementStore(Connection db) {
    this.db = db;
  }

  /** Adds a replacement for a live segment; it waits in the outbox. */
  public void add(String oldId, Replacement replacement) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT INTO replacement (old_id, id, bytes, sha256, sent, events, sealed_for, redacted)
        VALUES (?, ?, ?, ?, 0, ?, ?, ?)
        """,
        oldId,
        replacement.segment().id(),
        replacement.segment().bytes(),
        replacement.segment().sha256(),
        replacement.segment().events(),
        replacement.sealedFor(),
        replacement.isRedacted() ? 1 : 0);
  }

  /** Whether the next head replaces any segment. */
  public boolean isAnyPending() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM replacement") > 0;
  }

  /**
   * Removes replacements that are encrypted for another key than this one, which is the vault's.
   * The fate of a pending head that may name them must be known.
   */
  public void dropNotSealedFor(String keyFingerprint) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR IGNORE INTO garbage (id) SELECT id FROM replacement WHERE sealed_for <> ?",
        keyFingerprint);
    Sqlite.update(db, "DELETE FROM replacement WHERE sealed_for <> ?", keyFingerprint);
  }

  /** The committed head names the replacements: the old objects are garbage. */
  void commit() throws SQLException {
    Sqlite.execute(db, "INSERT OR IGNORE INTO garbage (id) SELECT old_id FROM replacement");
    Sqlite.execute(
        db,
        """
        UPDATE own_segment SET id = r.id, bytes = r.bytes, sha256 = r.sha256, events = r.events,
                               redact = CASE r.redacted WHEN 1 THEN 0 ELSE redact END
        FROM replacement r WHERE r.old_id = own_segment.id
        """);
    clear();
  }

  void clear() throws SQLException {
    Sqlite.execute(db, "DELETE FROM replacement");
  }
}
