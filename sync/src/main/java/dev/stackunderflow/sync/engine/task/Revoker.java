package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RevokeResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Peer;
import java.io.IOException;
import java.sql.SQLException;

/** Revokes a device: all others refuse what it pushes from now on. */
final class Revoker {

  private final VaultSession vault;

  Revoker(VaultSession vault) {
    this.vault = vault;
  }

  RevokeResult run(String idOrLabel)
      throws SyncException, BucketException, SQLException, IOException {
    Peer peer = PeerResolver.find(vault, idOrLabel);
    vault.ledger().revocations().add(peer.deviceId(), peer.generation());
    new Pusher(vault, Progress.NONE).run(); // this device's head tells the others
    return new RevokeResult(peer.deviceId(), peer.label(), peer.generation());
  }
}
