package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.core.sqlite.Statements;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store knows of log files: how far each was read, and into which session. */
final class KnownFiles {

  private static final String SELECT =
      """
      SELECT l.file_path, i.session_fk, l.mtime, l.size, l.processed_offset,
             i.prefix_sha256, i.carry_json, i.base
      FROM ingest_log l JOIN ingest_state i ON i.file_path = l.file_path
      """;

  private final Statements db;

  KnownFiles(Statements db) {
    this.db = db;
  }

  /**
   * A file that was read.
   *
   * @param path where it was
   * @param session the session's row id
   * @param mtimeSeconds its time of modification, seconds since 1970
   * @param size in bytes, as it is on the disk
   * @param offset how far it was read, in bytes, decompressed
   * @param prefixDigest the digest of their lines: see {@link LogLines}
   * @param carry what its reader saved, JSON
   * @param base where the seqs of its lines begin
   */
  record Known(
      String path,
      long session,
      double mtimeSeconds,
      long size,
      long offset,
      byte[] prefixDigest,
      String carry,
      long base) {

    /** A file of which nothing was read. */
    static Known unread(Path file, long session, long base) {
      return new Known(file.toString(), session, 0, 0, 0, LogLines.digestOfNothing(), "{}", base);
    }

    /** The same file at another place. */
    Known movedTo(Path file) {
      return new Known(file.toString(), session, 0, 0, offset, prefixDigest, carry, base);
    }

    /** The same file, written again. */
    Known rewritten() {
      return new Known(
          path, session, mtimeSeconds, size, 0, LogLines.digestOfNothing(), "{}", base);
    }
  }

  @Nullable Known of(Path file) throws SQLException {
    PreparedStatement byPath = db.of(SELECT + "WHERE l.file_path = ?");
    byPath.setString(1, file.toString());
    try (ResultSet row = byPath.executeQuery()) {
      return row.next() ? read(row) : null;
    }
  }

  List<Known> ofSession(long session) throws SQLException {
    List<Known> files = new ArrayList<>();
    PreparedStatement bySession = db.of(SELECT + "WHERE i.session_fk = ? ORDER BY l.file_path");
    bySession.setLong(1, session);
    try (ResultSet row = bySession.executeQuery()) {
      while (row.next()) {
        files.add(read(row));
      }
    }
    return files;
  }

  private static Known read(ResultSet row) throws SQLException {
    return new Known(
        row.getString(1),
        row.getLong(2),
        row.getDouble(3),
        row.getLong(4),
        row.getLong(5),
        row.getBytes(6),
        row.getString(7),
        row.getLong(8));
  }

  void forget(String path) throws SQLException {
    db.update("DELETE FROM ingest_log WHERE file_path = ?", path);
  }

  /** Notes how far a file was read. */
  void save(String provider, Known known, ObjectNode carry, double now) throws SQLException {
    db.update(
        """
        INSERT INTO ingest_log (file_path, provider, mtime, size, processed_offset, last_ingest_ts)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (file_path) DO UPDATE SET
          mtime = excluded.mtime, size = excluded.size,
          processed_offset = excluded.processed_offset, last_ingest_ts = excluded.last_ingest_ts
        """,
        known.path(),
        provider,
        known.mtimeSeconds(),
        known.size(),
        known.offset(),
        now);
    db.update(
        """
        INSERT OR REPLACE INTO ingest_state (file_path, session_fk, prefix_sha256, carry_json, base)
        VALUES (?, ?, ?, ?, ?)
        """,
        known.path(),
        known.session(),
        known.prefixDigest(),
        JsonWriter.text(carry),
        known.base());
  }
}
