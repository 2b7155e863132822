package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Peer;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fetches the heads of other devices that are new; a head that fails its checks is quarantined. */
final class HeadFetch {

  private final Ledger ledger;
  private final HeadReader heads;
  private final Quarantines quarantines;
  private boolean isAnyOpened;

  HeadFetch(Ledger ledger, HeadReader heads, Quarantines quarantines) {
    this.ledger = ledger;
    this.heads = heads;
    this.quarantines = quarantines;
  }

  /** Whether any head passed its checks. */
  boolean isAnyOpened() {
    return isAnyOpened;
  }

  /** The heads that changed, of the devices that the bucket lists or that are known. */
  Map<String, PeerHead> changed(
      Set<String> devices, Map<String, Bucket.Entry> listed, Map<String, Peer> known)
      throws SyncException, BucketException, SQLException {
    Map<String, PeerHead> changed = new TreeMap<>();
    for (String deviceId : devices) {
      Peer peer = known.get(deviceId);
      Bucket.Entry entry = listed.get(deviceId);
      boolean isUnchanged = peer != null && entry != null && entry.etag().equals(peer.etag());
      if (isUnchanged
          || ledger.revocations().isRemoved(deviceId)
          || (entry != null && isRejected(deviceId, entry))) {
        continue;
      }
      fetch(deviceId, peer).ifPresent(head -> changed.put(deviceId, head));
    }
    return changed;
  }

  /** Whether a listed head is rejected without a request. */
  private boolean isRejected(String deviceId, Bucket.Entry listed) throws SQLException {
    try {
      HeadReader.requireSize(listed);
      return quarantines.addAgain(deviceId, listed);
    } catch (DeviceRejectedException e) {
      quarantines.add(deviceId, e);
      return true;
    }
  }

  /** A device's head; empty if it is rejected. */
  Optional<PeerHead> fetch(String deviceId, @Nullable Peer known)
      throws SyncException, BucketException, SQLException {
    try {
      PeerHead head = heads.fetch(deviceId, known);
      isAnyOpened = true;
      return Optional.of(head);
    } catch (DeviceRejectedException e) {
      quarantines.add(deviceId, e);
      return Optional.empty();
    } catch (OutOfMemoryError e) {
      quarantines.add(deviceId, DeviceRejectedException.tooLarge());
      return Optional.empty();
    }
  }
}
