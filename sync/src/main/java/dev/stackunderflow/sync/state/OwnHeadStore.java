package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** This device's own head: the committed one, and the one that is being uploaded. */
public final class OwnHeadStore {

  private final Connection db;

  OwnHeadStore(Connection db) {
    this.db = db;
  }

  /** The head as last committed; generation 0 before the first push. */
  public OwnHead current() throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT generation, etag, sha256, written_at, last_stamp, store_identity, scanned_id,
                       sealed_for
                FROM own_head
                """);
        ResultSet row = select.executeQuery()) {
      row.next();
      return new OwnHead(
          row.getLong("generation"),
          row.getString("etag"),
          row.getString("sha256"),
          Times.read(row, "written_at"),
          row.getLong("last_stamp"),
          row.getString("store_identity"),
          row.getLong("scanned_id"),
          row.getString("sealed_for"));
    }
  }

  /** Records the bucket's present ETag of the head; its content is the same. */
  public void setEtag(String etag) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET etag = ? WHERE etag IS NOT ?", etag, etag);
  }

  /** Records that the store may have lost published events, so that a push looks for them. */
  public void markLostEventsDue() throws SQLException {
    Sqlite.execute(db, "UPDATE own_head SET lost_events_due = 1");
  }

  /** Records that all published events that the store lost are in the replica. */
  public void clearLostEventsDue() throws SQLException {
    Sqlite.execute(db, "UPDATE own_head SET lost_events_due = 0");
  }

  /** Whether a push must look for published events that the store lost. */
  public boolean areLostEventsDue() throws SQLException {
    return Sqlite.number(db, "SELECT lost_events_due FROM own_head") == 1;
  }

  /** Raises the clock value, in ms, that the stamps of later pushes must exceed. */
  public void observeStamp(long stamp) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET last_stamp = max(last_stamp, ?)", stamp);
  }

  /** Records how far the store was scanned when nothing waits to be committed. */
  public void setScanned(String storeIdentity, long scannedId) throws SQLException {
    Sqlite.update(
        db, "UPDATE own_head SET store_identity = ?, scanned_id = ?", storeIdentity, scannedId);
  }

  /** Forgets which store was scanned: the next push compares all of it. */
  public void forgetStore() throws SQLException {
    Sqlite.execute(db, "UPDATE own_head SET store_identity = NULL");
  }

  /** Before the vault's key changes: records which key the present objects are encrypted for. */
  public void recordSealingKey(String fingerprint) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET sealed_for = ? WHERE sealed_for IS NULL", fingerprint);
  }

  /** Makes the next push write a head even if nothing else is new. */
  public void requireNewHead() throws SQLException {
    Sqlite.execute(db, "UPDATE own_head SET written_at = NULL");
  }

  /** The head that is being uploaded, or null. */
  public @Nullable PendingHead pending() throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT generation, sha256, object, written_at, scanned_id, store_identity, sealed_for
                FROM pending_head
                """);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new PendingHead(
              row.getLong("generation"),
              row.getString("sha256"),
              row.getBytes("object"),
              Instant.parse(row.getString("written_at")),
              row.getLong("scanned_id"),
              row.getString("store_identity"),
              row.getString("sealed_for"))
          : null;
    }
  }

  /** Records the head before it is uploaded. */
  public void putPending(PendingHead head) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT OR REPLACE INTO pending_head
          (id, generation, sha256, object, written_at, scanned_id, store_identity, sealed_for)
        VALUES (1, ?, ?, ?, ?, ?, ?, ?)
        """,
        head.generation(),
        head.sha256(),
        head.object(),
        Objects.requireNonNull(Times.write(head.writtenAt())),
        head.scannedId(),
        head.storeIdentity(),
        head.sealedFor());
  }

  /** Removes the pending head: it never reached the bucket. */
  public void dropPending() throws SQLException {
    Sqlite.execute(db, "DELETE FROM pending_head");
  }

  /** Makes the pending head the committed one. */
  void commit(PendingHead head, String etag) throws SQLException {
    Sqlite.update(
        db,
        """
        UPDATE own_head SET generation = ?, etag = ?, sha256 = ?, written_at = ?,
                            store_identity = ?, scanned_id = ?, sealed_for = ?
        """,
        head.generation(),
        etag,
        head.sha256(),
        Times.write(head.writtenAt()),
        head.storeIdentity(),
        head.scannedId(),
        head.sealedFor());
    dropPending();
  }

  /** Back to generation 0. The clock value is kept: it never goes back. */
  void reset() throws SQLException {
    dropPending();
    Sqlite.execute(
        db,
        """
        UPDATE own_head SET generation = 0, etag = NULL, sha256 = NULL, written_at = NULL,
                            store_identity = NULL, scanned_id = 0, sealed_for = NULL
        """);
  }
}
