package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * Copies of the last accepted heads of revoked devices. A revoked device may overwrite its own
 * head; a device that joins later still needs the one before.
 */
public final class HeadHistory {

  private final VaultSession vault;

  public HeadHistory(VaultSession vault) {
    this.vault = vault;
  }

  /**
   * Copies the heads of the devices whose revocation this device has not published yet, if the
   * bucket still has the head that was accepted.
   */
  public void copyRevokedHeads() throws BucketException, SQLException {
    Map<String, Peer> peers = vault.ledger().peers().all();
    for (Map.Entry<String, Long> revoked : vault.ledger().revocations().unpublished().entrySet()) {
      Peer peer = peers.get(revoked.getKey());
      if (peer == null || revoked.getValue() != peer.generation() || peer.generation() == 0) {
        continue;
      }
      Optional<Bucket.Content> head =
          HeadReader.getOwn(vault.bucket(), Layout.head(peer.deviceId()));
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
   * The last accepted head of a revoked device.
   *
   * @param deviceId the revoked device
   * @param generation the last generation that is accepted
   * @return its head of that generation, or empty if there is no copy
   * @throws DeviceRejectedException if the copy is not what the device wrote
   */
  public Optional<PeerHead> find(String deviceId, long generation)
      throws SyncException, BucketException, SQLException, DeviceRejectedException {
    var heads = new HeadReader(vault);
    Optional<Bucket.Content> found = heads.get(Layout.revoked(deviceId, generation));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Peer known = vault.ledger().peers().find(deviceId).orElse(null);
    PeerHead copy = heads.check(deviceId, found.get(), known);
    if (copy.head().generation() != generation) {
      throw DeviceRejectedException.tampered(
          "The copy of its last accepted head is of another push."
              + DeviceRejectedException.INTACT);
    }
    return Optional.of(copy);
  }
}
