package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.sqlite.FirstFill;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.wire.Head;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

/** A first pull writes the replica without a write-ahead log, if it is short. */
final class ReplicaFill implements AutoCloseable {

  /**
   * Of segments, as stored: about 200,000 events, which take some seconds. Views wait for the
   * import of a device; for a longer one they must not.
   */
  private static final long MAX_BYTES = 64L << 20;

  private final Connection replica;
  private final boolean isFilling;

  private ReplicaFill(Connection replica, boolean isFilling) {
    this.replica = replica;
    this.isFilling = isFilling;
  }

  /** Begins, before the devices with these heads are imported. */
  static ReplicaFill begin(Connection replica, Collection<PeerHead> heads) throws SQLException {
    long bytes =
        heads.stream()
            .flatMap(head -> head.head().segments().stream())
            .mapToLong(Head.SegmentRef::bytes)
            .sum();
    return begin(replica, bytes);
  }

  static ReplicaFill begin(Connection replica, long bytes) throws SQLException {
    boolean isShort = bytes > 0 && bytes <= MAX_BYTES; // mostly there is nothing new
    return new ReplicaFill(replica, isShort && isEmpty(replica) && FirstFill.begin(replica, 0));
  }

  private static boolean isEmpty(Connection replica) throws SQLException {
    return Sqlite.number(replica, "SELECT EXISTS (SELECT 1 FROM event)") == 0;
  }

  @Override
  public void close() throws SQLException {
    if (isFilling) {
      FirstFill.end(replica);
    }
  }
}
