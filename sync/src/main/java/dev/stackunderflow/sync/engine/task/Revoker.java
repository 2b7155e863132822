package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RevokeResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger.Peer;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Has all devices refuse what one of them pushes from now on. */
final class Revoker {

  private final VaultSession vault;

  Revoker(VaultSession vault) {
    this.vault = vault;
  }

  RevokeResult run(String idOrLabel)
      throws SyncException, BucketException, SQLException, IOException {
    Peer peer = find(vault, idOrLabel);
    vault.ledger().revoke(peer.deviceId(), peer.generation());
    new Pusher(vault, Progress.NONE).run(); // tells the others, in this device's head
    return new RevokeResult(peer.deviceId(), peer.label(), peer.generation());
  }

  /** Another device, by its label or the beginning of its id. */
  static Peer find(VaultSession vault, String idOrLabel) throws SyncException, SQLException {
    List<Peer> found =
        vault.ledger().peers().values().stream()
            .filter(
                peer ->
                    peer.label().equals(idOrLabel)
                        || (idOrLabel.length() >= 4 && peer.deviceId().startsWith(idOrLabel)))
            .toList();
    if (found.size() != 1) {
      var known = new StringBuilder();
      vault
          .ledger()
          .peers()
          .values()
          .forEach(p -> known.append("\n  ").append(p.label()).append("  ").append(p.deviceId()));
      throw new SyncException.Usage(
          (found.isEmpty() ? "No other device is called " : "Several devices are called ")
              + idOrLabel
              + ". Nothing was changed. Name one of these by its label or the beginning of its id:"
              + known);
    }
    return found.getFirst();
  }
}
