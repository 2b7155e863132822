package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a thief of a replaced key can do. */
class StolenKeyIT extends TwoRotatingMachines {

  @Test
  void oldKeyCannotForgeADeviceThatHasMoved() throws Exception {
    VaultKey stolen = VaultKey.parse(a.key());
    rotate(a);
    b.env().put(Machine.KEY, next.secret());
    b.pull();
    String deviceA = a.status().deviceId();
    s3.put(headOf(deviceA), forged(stolen, deviceA));

    PullResult pulled = b.pull();

    assertThat(pulled.quarantined()).hasSize(1);
    assertThat(pulled.quarantined().getFirst().reason())
        .contains("for a key that the vault no longer uses");
    String stranger = "11111111-2222-4333-8444-555555555555";
    s3.put(headOf(stranger), forged(stolen, stranger));
    assertThat(b.pull().quarantined())
        .extracting(PullResult.Quarantine::deviceId)
        .contains(stranger, deviceA);
  }

  private byte[] forged(VaultKey stolen, String device) throws Exception {
    String vaultId = VaultCodec.decode(s3.object(VAULT)).vaultId();
    SigningKey signing = SigningKey.generate();
    var certificate = Certificate.issue(stolen, vaultId, device, signing.verifyKey(), Role.FULL);
    var head =
        new Head(
            vaultId,
            new Head.Device(device, device, "laptop", Role.FULL, "x", "x"),
            99,
            null,
            "2026-11-23T00:00:00Z",
            1,
            List.of(),
            Map.of(),
            Map.of(),
            List.of());
    return AgeCipher.encrypt(
        stolen.recipient(), Zstd.compress(HeadCodec.encode(head, certificate, signing), 3));
  }

  @Test
  void vaultObjectWithoutHandoverIsNotFollowed() throws Exception {
    VaultObject real = VaultCodec.decode(s3.object(VAULT));
    VaultKey attacker = VaultKey.generate();
    var retired =
        new VaultObject.RetiredKey(
            real.keyFingerprint(),
            "2026-11-23T00:00:00Z",
            "AAAA",
            VaultSeal.handOver(
                attacker, real.vaultId(), attacker.fingerprint().value(), "2026-11-23T00:00:00Z"),
            List.of());
    s3.put(
        VAULT,
        VaultCodec.encode(
            VaultObject.sealed(attacker, real.vaultId(), real.created(), List.of(retired))));
    byte[] head = s3.object(headOf(a.status().deviceId()));
    head[head.length / 2] ^= 1;
    s3.put(headOf(a.status().deviceId()), head);
    Machine reader = machine("reader");

    assertThatThrownBy(b::pull).isInstanceOf(SyncException.WrongKey.class);
    assertThat(b.status().keyFingerprint()).isEqualTo(real.keyFingerprint());
    reader.env().put(Machine.KEY, a.key());
    assertThatThrownBy(() -> reader.init(s3.url())).isInstanceOf(SyncException.WrongKey.class);
  }
}
