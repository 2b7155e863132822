package dev.stackunderflow.sync.state;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What sync remembers of heads and segments, in the replica's file, so that it changes in one
 * transaction with what was published and landed.
 */
public final class Ledger {

  private final Connection db;
  private final OwnSegments segments;

  /**
   * The ledger of a replica; its tables are made where they are missing.
   *
   * @throws SQLException if the file can't be written
   */
  public Ledger(Replica replica) throws SQLException {
    this.db = replica.connection();
    this.segments = new OwnSegments(replica);
    if (Sqlite.number(db, "SELECT count(*) FROM sqlite_master WHERE name = 'own_segment_session'")
        == 0) {
      Sqlite.script(db, Ledger.class, "ledger.sql");
      Sqlite.execute(db, "INSERT OR IGNORE INTO own_head (id) VALUES (1)");
      for (String table : List.of("own_head", "pending_head", "peer")) {
        addColumn(table, "sealed_for TEXT");
      }
      addColumn("peer", "merged_own INTEGER NOT NULL DEFAULT 0");
      addColumn("peer", "role TEXT NOT NULL DEFAULT 'full'");
      for (String column : List.of("stamp", "level")) {
        addColumn("own_segment", column + " INTEGER NOT NULL DEFAULT 0");
      }
      addColumn("own_segment", "died_at TEXT");
      addColumn("own_segment", "erase INTEGER NOT NULL DEFAULT 0");
      addColumn("reseal", "events INTEGER NOT NULL DEFAULT 0");
      addColumn("reseal", "sealed_for TEXT NOT NULL DEFAULT ''");
      addColumn("reseal", "erasure INTEGER NOT NULL DEFAULT 0");
      addColumn("own_head", "look_for_lost INTEGER NOT NULL DEFAULT 0");
    }
  }

  /** For a ledger of an earlier version of this program. */
  private void addColumn(String table, String column) throws SQLException {
    String name = column.substring(0, column.indexOf(' '));
    if (Sqlite.number(db, "SELECT count(*) FROM pragma_table_info(?) WHERE name = ?", table, name)
        == 0) {
      Sqlite.execute(db, "ALTER TABLE " + table + " ADD COLUMN " + column);
    }
  }

  /** This device's segments. */
  public OwnSegments segments() {
    return segments;
  }

  /**
   * This device's own head, as last committed.
   *
   * @param generation 0 before the first push
   * @param etag the bucket's name for its content
   * @param sha256 the hash of the object
   * @param writtenAt ISO 8601 UTC
   * @param lastStamp no stamp of an event published later is smaller or equal
   * @param storeIdentity the store that {@code scannedId} is of
   * @param scannedId events up to this id have been looked at
   * @param sealedFor the fingerprint of the key that opens the head and its segments
   */
  public record OwnHead(
      long generation,
      @Nullable String etag,
      @Nullable String sha256,
      @Nullable String writtenAt,
      long lastStamp,
      @Nullable String storeIdentity,
      long scannedId,
      @Nullable String sealedFor) {}

  /**
   * A head that was about to be put.
   *
   * @param generation its generation
   * @param sha256 the hash of the object
   * @param object the encrypted bytes
   * @param writtenAt ISO 8601 UTC
   * @param scannedId the events that it covers
   * @param identity the store that they are of
   * @param sealedFor the fingerprint of the key that opens it
   */
  public record PendingHead(
      long generation,
      String sha256,
      byte[] object,
      String writtenAt,
      long scannedId,
      String identity,
      @Nullable String sealedFor) {}

  /**
   * Another device's head, as last seen.
   *
   * @param deviceId the device
   * @param label the name that people read
   * @param etag the bucket's name for its content; null for "fetch it again"
   * @param sha256 the hash of the last good object
   * @param generation the generation of the last good head
   * @param writtenAt when it was written, by the device's clock
   * @param problem what is wrong with the object in the bucket, null for nothing
   * @param sealedFor the fingerprint of the key that opened the last good head
   * @param mergedOwn up to which generation of this device it has merged
   * @param role {@code full} or {@code write-only}
   */
  public record Peer(
      String deviceId,
      String label,
      @Nullable String etag,
      @Nullable String sha256,
      long generation,
      @Nullable String writtenAt,
      @Nullable String problem,
      @Nullable String sealedFor,
      long mergedOwn,
      String role) {

    /** One of which no good head was seen yet. */
    public static Peer unknown(String deviceId, String label) {
      return new Peer(deviceId, label, null, null, 0, null, null, null, 0, "full");
    }

    /** The same with a problem; its last good state stays. */
    public Peer with(@Nullable String newEtag, String newProblem) {
      return new Peer(
          deviceId,
          label,
          newEtag,
          sha256,
          generation,
          writtenAt,
          newProblem,
          sealedFor,
          mergedOwn,
          role);
    }

    /** Whether it reads nothing. */
    public boolean isWriteOnly() {
      return role.equals("write-only");
    }
  }

  /**
   * The retry queue's state.
   *
   * @param attempts failed attempts in a row
   * @param nextAttemptAt ISO 8601 UTC, null for "not by itself"
   * @param lastError in words
   */
  public record Retry(int attempts, @Nullable String nextAttemptAt, @Nullable String lastError) {}

  /** This device's own head. */
  public OwnHead ownHead() throws SQLException {
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
          row.getLong(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getLong(5),
          row.getString(6),
          row.getLong(7),
          row.getString(8));
    }
  }

  /** Notes how the bucket names this device's last head now. */
  public void ownHeadIsNamed(String etag) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET etag = ? WHERE etag IS NOT ?", etag, etag);
  }

  /** Notes whether the store has to be looked through for what it lost. */
  public void lookForLost(boolean due) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET look_for_lost = ?", due ? 1 : 0);
  }

  /** Whether the store has to be looked through for what it lost. */
  public boolean isLookForLostDue() throws SQLException {
    return Sqlite.number(db, "SELECT look_for_lost FROM own_head") == 1;
  }

  /** Raises the clock value that later stamps must pass. */
  public void observeStamp(long stamp) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET last_stamp = max(last_stamp, ?)", stamp);
  }

  /** The head that was about to be put, or null. */
  public @Nullable PendingHead pendingHead() throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT generation, sha256, object, written_at, scanned_id, identity, sealed_for
                FROM pending_head
                """);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new PendingHead(
              row.getLong(1),
              row.getString(2),
              row.getBytes(3),
              row.getString(4),
              row.getLong(5),
              row.getString(6),
              row.getString(7))
          : null;
    }
  }

  /** Writes down the head that is about to be put. */
  public void prepareHead(PendingHead head) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR REPLACE INTO pending_head VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
        head.generation(),
        head.sha256(),
        head.object(),
        head.writtenAt(),
        head.scannedId(),
        head.identity(),
        head.sealedFor());
  }

  /** Forgets the head that was about to be put: it never reached the bucket. */
  public void dropPendingHead() throws SQLException {
    Sqlite.execute(db, "DELETE FROM pending_head");
  }

  /** Notes that the pending head is in the bucket. The caller holds the transaction. */
  public void commit(PendingHead head, String etag) throws SQLException {
    segments.commit(head.generation(), head.writtenAt());
    Sqlite.update(
        db,
        """
        UPDATE own_head SET generation = ?, etag = ?, sha256 = ?, written_at = ?,
                            store_identity = ?, scanned_id = ?, sealed_for = ?
        """,
        head.generation(),
        etag,
        head.sha256(),
        head.writtenAt(),
        head.identity(),
        head.scannedId(),
        head.sealedFor());
    Sqlite.execute(db, "UPDATE revocation SET published = 1");
    dropPendingHead();
  }

  /** Notes up to where the store was looked at, when nothing waits to be committed. */
  public void scanned(String storeIdentity, long scannedId) throws SQLException {
    Sqlite.update(
        db, "UPDATE own_head SET store_identity = ?, scanned_id = ?", storeIdentity, scannedId);
  }

  /** Notes that the vault gets another key than the one with this fingerprint. */
  public void keyChanges(String fingerprint) throws SQLException {
    Sqlite.update(db, "UPDATE own_head SET sealed_for = ? WHERE sealed_for IS NULL", fingerprint);
  }

  /** Forgets this device's head and segments, because it goes on under a new id. */
  public void startAnew() throws SQLException {
    segments.clear();
    dropPendingHead();
    Sqlite.execute(
        db,
        """
        UPDATE own_head SET generation = 0, etag = NULL, sha256 = NULL, written_at = NULL,
                            store_identity = NULL, scanned_id = 0, sealed_for = NULL
        """);
  }

  /** Forgets what is known of other devices, because this one goes on in another vault. */
  public void forgetOthers() throws SQLException {
    for (String table : List.of("peer", "claim", "revocation", "retry")) {
      Sqlite.execute(db, "DELETE FROM " + table);
    }
  }

  /** The other devices' heads, by device id. */
  public Map<String, Peer> peers() throws SQLException {
    Map<String, Peer> peers = new TreeMap<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT device_id, label, etag, sha256, generation, written_at, problem, sealed_for,
                       merged_own, role
                FROM peer
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        peers.put(
            row.getString(1),
            new Peer(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                row.getString(10)));
      }
    }
    return peers;
  }

  /** Notes another device's head. */
  public void putPeer(Peer peer) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR REPLACE INTO peer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        peer.deviceId(),
        peer.label(),
        peer.etag(),
        peer.sha256(),
        peer.generation(),
        peer.writtenAt(),
        peer.problem(),
        peer.sealedFor(),
        peer.mergedOwn(),
        peer.role());
  }

  /** Notes up to where a device says it has merged others; the greatest claim stays. */
  public void putClaims(Map<String, Long> merged) throws SQLException {
    for (Map.Entry<String, Long> claim : merged.entrySet()) {
      Sqlite.update(
          db,
          """
          INSERT INTO claim VALUES (?, ?)
          ON CONFLICT (device_id) DO UPDATE SET generation = max(generation, excluded.generation)
          """,
          claim.getKey(),
          claim.getValue());
    }
  }

  /** The generation that each device must have reached, because another one has merged it. */
  public Map<String, Long> claims() throws SQLException {
    Map<String, Long> claims = new TreeMap<>();
    try (PreparedStatement select = db.prepareStatement("SELECT device_id, generation FROM claim");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        claims.put(row.getString(1), row.getLong(2));
      }
    }
    return claims;
  }

  /**
   * Notes that what a device pushed after a generation is refused; the lowest one stays.
   *
   * @return whether that is news
   */
  public boolean revoke(String deviceId, long generation) throws SQLException {
    return Sqlite.update(
            db,
            """
            INSERT INTO revocation VALUES (?, ?, 0)
            ON CONFLICT (device_id) DO UPDATE SET generation = excluded.generation, published = 0
            WHERE excluded.generation < generation
            """,
            deviceId,
            generation)
        > 0;
  }

  /** The revoked devices, each with the last generation that is accepted. */
  public Map<String, Long> revocations() throws SQLException {
    return revocations("SELECT device_id, generation FROM revocation");
  }

  /** Those of {@link #revocations()} that are in no committed head of this device yet. */
  public Map<String, Long> unpublishedRevocations() throws SQLException {
    return revocations("SELECT device_id, generation FROM revocation WHERE published = 0");
  }

  private Map<String, Long> revocations(String sql) throws SQLException {
    Map<String, Long> revocations = new TreeMap<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        revocations.put(row.getString(1), row.getLong(2));
      }
    }
    return revocations;
  }

  /** Has all revocations told again: what was committed may have been written before them. */
  public void unpublishRevocations() throws SQLException {
    Sqlite.execute(db, "UPDATE revocation SET published = 0");
  }

  /** Has the head written again at the next push, though nothing is new. */
  public void renewHead() throws SQLException {
    Sqlite.execute(db, "UPDATE own_head SET written_at = NULL");
  }

  /** Forgets a device that was taken out of the vault; that it was stays noted. */
  public void forget(String deviceId) throws SQLException {
    Sqlite.update(db, "DELETE FROM peer WHERE device_id = ?", deviceId);
    Sqlite.update(db, "DELETE FROM claim WHERE device_id = ?", deviceId);
  }

  /** Whether a device was taken out of the vault. */
  public boolean isRemoved(String deviceId) throws SQLException {
    return Sqlite.number(
            db, "SELECT count(*) FROM revocation WHERE device_id = ? AND generation = 0", deviceId)
        == 1;
  }

  /** The retry queue's state. */
  public Retry retry() throws SQLException {
    try (PreparedStatement select =
            db.prepareStatement("SELECT attempts, next_attempt_at, last_error FROM retry");
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? new Retry(row.getInt(1), row.getString(2), row.getString(3))
          : new Retry(0, null, null);
    }
  }

  /** Notes a failed attempt. */
  public void putRetry(Retry retry) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR REPLACE INTO retry VALUES (1, ?, ?, ?)",
        retry.attempts(),
        retry.nextAttemptAt(),
        retry.lastError());
  }

  /** Notes that all is well again. */
  public void clearRetry() throws SQLException {
    Sqlite.execute(db, "DELETE FROM retry");
  }

  /** Adds to the requests of a day. */
  public void countRequests(String day, String kind, long n) throws SQLException {
    if (n > 0) {
      Sqlite.update(
          db,
          """
          INSERT INTO request_count VALUES (?, ?, ?)
          ON CONFLICT (day, kind) DO UPDATE SET n = n + excluded.n
          """,
          day,
          kind,
          n);
    }
  }

  /** The requests from a day on, by kind. */
  public Map<String, Long> requestsSince(String day) throws SQLException {
    Map<String, Long> byKind = new TreeMap<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT kind, sum(n) FROM request_count WHERE day >= ? GROUP BY kind")) {
      select.setString(1, day);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          byKind.put(row.getString(1), row.getLong(2));
        }
      }
    }
    return byKind;
  }

  /** The first day from that one on for which requests were counted; null for none. */
  public @Nullable String firstDayOfRequestsSince(String day) throws SQLException {
    return Sqlite.text(db, "SELECT min(day) FROM request_count WHERE day >= ?", day);
  }

  /** The requests of a day, of all kinds. */
  public long requestsOn(String day) throws SQLException {
    return Sqlite.number(db, "SELECT sum(n) FROM request_count WHERE day = ?", day);
  }
}
