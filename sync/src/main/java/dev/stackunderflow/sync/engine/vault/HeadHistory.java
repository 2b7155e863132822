package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.state.Ledger.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The last head of a revoked device that is accepted, in a place of its own: the device may write
 * over its head, and who joins after that is to see what it pushed before.
 */
public final class HeadHistory {

  private final VaultSession vault;

  public HeadHistory(VaultSession vault) {
    this.vault = vault;
  }

  /**
   * Copies the heads of the devices that this one has not told the others are revoked, where what
   * is in the bucket is still the head that was accepted.
   */
  public void keep() throws BucketException, SQLException {
    Map<String, Peer> peers = vault.ledger().peers();
    for (Map.Entry<String, Long> revoked : vault.ledger().unpublishedRevocations().entrySet()) {
      Peer peer = peers.get(revoked.getKey());
      if (peer == null || revoked.getValue() != peer.generation() || peer.generation() == 0) {
        continue;
      }
      String key = Layout.head(peer.deviceId());
      Optional<Bucket.Content> head = vault.bucket().get(key, Head.MAX_BYTES);
      if (head.isPresent() && Sha256.hex(head.get().bytes()).equals(peer.sha256())) {
        vault
            .bucket()
            .put(
                Layout.revoked(peer.deviceId(), peer.generation()),
                head.get().bytes(),
                new Precondition.None());
      }
    }
  }

  /**
   * The head that was kept.
   *
   * @param deviceId the revoked device
   * @param generation the last one that is accepted of it
   * @return its head of that generation, or empty where none was kept
   * @throws DeviceRejectedException if what is there is not what the device wrote
   */
  public Optional<PeerHead> find(String deviceId, long generation)
      throws SyncException, BucketException, DeviceRejectedException {
    Optional<Bucket.Content> found =
        PeerHead.object(vault, Layout.revoked(deviceId, generation), Head.MAX_BYTES);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    PeerHead kept = PeerHead.check(vault, deviceId, found.get(), null);
    if (kept.head().generation() != generation) {
      throw DeviceRejectedException.tampered(
          "The head that was kept of it is of another push." + PeerHead.KEPT);
    }
    return Optional.of(kept);
  }
}
