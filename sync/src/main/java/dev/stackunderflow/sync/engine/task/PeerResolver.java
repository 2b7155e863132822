package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.UnknownDeviceException;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Peer;
import java.sql.SQLException;
import java.util.Collection;

/** Finds another device of the vault. */
final class PeerResolver {

  private PeerResolver() {}

  /**
   * Another device, by its label or the beginning of its id.
   *
   * @throws SyncException.Usage if no other device, or more than one, has this name
   */
  static Peer find(VaultSession vault, String idOrLabel) throws SyncException, SQLException {
    Collection<Peer> peers = vault.ledger().peers().all().values();
    try {
      return DeviceResolver.one(peers, Peer::deviceId, Peer::label, idOrLabel);
    } catch (UnknownDeviceException e) {
      throw new SyncException.Usage("Nothing was changed. " + e.getMessage());
    }
  }
}
