package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.state.DeviceFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** Another copy of this home has pushed under this device's id. */
final class DeviceClone {

  private DeviceClone() {}

  /**
   * Continues as a new device of the vault, with nothing published so far.
   *
   * @return what happened, for the user
   */
  static String continueAsNewDevice(VaultSession vault) throws SQLException, IOException {
    DeviceFile old = vault.device();
    var random = vault.context().random();
    SigningKey signingKey = SigningKey.generate(random);
    String id = RandomIds.uuid(random);
    vault.become(
        old.withIdentity(
            id,
            RandomIds.uuid(random),
            signingKey,
            Certificate.issue(
                vault.key(), old.vaultId(), id, signingKey.verifyKey(), old.certificate().role())));
    vault.outbox().removeOthers(Set.of()); // their rows are gone with the old id
    return "Another copy of this device ("
        + old.deviceId()
        + ") has pushed: this home was cloned or restored from a backup, or its disk lost what sync"
        + " had recorded. This machine continues as a new device, "
        + id
        + ". Nothing is lost; events that both have count once. Keep the old device in the vault: it"
        + " may hold events that this machine no longer has.";
  }
}
