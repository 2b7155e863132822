package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.testing.ForgedHead;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.time.Duration;
import java.util.List;
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
    assertThat(b.sync().planRemoval(stranger).objects()).isEqualTo(1);
    b.sync().remove(stranger);
    assertThat(b.pull().quarantined())
        .extracting(PullResult.Quarantine::deviceId)
        .containsExactly(deviceA);
  }

  private byte[] forged(VaultKey stolen, String device) throws Exception {
    return forged(stolen, device, SigningKey.generate());
  }

  private byte[] forged(VaultKey stolen, String device, SigningKey signing) throws Exception {
    String vaultId = VaultCodec.decode(s3.object(VAULT)).vaultId();
    return ForgedHead.of(stolen, vaultId, device, signing, "-p");
  }

  private VaultKey rotateAgain() throws Exception {
    VaultKey last = VaultKey.generate();
    a.env().put("LAST", last.secret());
    a.sync().rotateKey("env:LAST", Progress.NONE);
    return last;
  }

  /** The devices that the vault object lists under a retired key. */
  private List<String> listedUnder(VaultKey key) throws Exception {
    return VaultCodec.decode(s3.object(VAULT)).retired().stream()
        .filter(retired -> retired.fingerprint().equals(key.fingerprint().value()))
        .flatMap(retired -> retired.devices().stream())
        .toList();
  }

  /** Even if the thief also has the device's signing key, for example from an old backup. */
  @Test
  void headReplayedAtASecondRotationDoesNotGiveTheFirstKeyItsPowerBack() throws Exception {
    VaultKey first = VaultKey.parse(a.key());
    String deviceB = b.status().deviceId();
    byte[] oldHead = s3.object(headOf(deviceB));
    SigningKey signing = DeviceFile.read(b.home()).orElseThrow().signingKey();
    rotate(a);
    b.env().put(Machine.KEY, next.secret());
    b.push();
    a.pull();
    byte[] head = s3.object(headOf(deviceB));
    s3.put(headOf(deviceB), oldHead);

    rotateAgain();

    assertThat(listedUnder(first)).isEmpty();
    assertThat(listedUnder(next)).contains(deviceB);
    List<List<String>> before = landed(a);
    for (SigningKey key : List.of(signing, SigningKey.generate())) {
      s3.put(headOf(deviceB), forged(first, deviceB, key));
      assertThat(a.pull().quarantined())
          .extracting(PullResult.Quarantine::reason)
          .first()
          .asString()
          .contains("had moved to a newer key");
    }
    assertThat(landed(a)).isEqualTo(before);
    s3.put(headOf(deviceB), head);
    assertThat(a.pull().quarantined()).isEmpty();
  }

  @Test
  void thiefOfTheKeyInUseCannotSpeakForADeviceThatWasSeen() throws Exception {
    String deviceB = b.status().deviceId();
    s3.put(headOf(deviceB), forged(VaultKey.parse(a.key()), deviceB));

    assertThat(a.pull().quarantined())
        .extracting(PullResult.Quarantine::reason)
        .first()
        .asString()
        .contains("signed with another key than before");
  }

  @Test
  void oldKeyCannotMakeADeviceTakeItselfForACopy() throws Exception {
    VaultKey first = VaultKey.parse(a.key());
    String deviceA = a.status().deviceId();
    rotate(a);
    SigningKey signing = DeviceFile.read(a.home()).orElseThrow().signingKey();
    s3.put(headOf(deviceA), forged(first, deviceA, signing));

    assertThat(a.pull().quarantined())
        .extracting(PullResult.Quarantine::deviceId)
        .contains(deviceA);
    a.append("-p", "one", Lines.user("a9", Lines.at(40), "later"));
    a.ingest();
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("a key that this device has left");
    assertThat(a.status().deviceId()).isEqualTo(deviceA);
  }

  @Test
  void retiredKeyIsNeverTheVaultsAgain() throws Exception {
    byte[] vault = s3.object(VAULT);
    VaultKey first = VaultKey.parse(a.key());
    rotate(a);
    a.env().put("OLD", first.secret());

    assertThatThrownBy(() -> a.sync().rotateKey("env:OLD", Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("cannot become its key again");
    assertThat(VaultCodec.decode(s3.object(VAULT)).keyFingerprint())
        .isEqualTo(next.fingerprint().value())
        .isNotEqualTo(VaultCodec.decode(vault).keyFingerprint());
  }

  @Test
  void timesOfEarlierRotationsAreKept() throws Exception {
    rotate(a);
    String when = VaultCodec.decode(s3.object(VAULT)).retired().getFirst().retiredAt();
    clock.advance(Duration.ofDays(100));
    rotateAgain();

    assertThat(VaultCodec.decode(s3.object(VAULT)).retired())
        .extracting(VaultObject.RetiredKey::retiredAt)
        .hasSize(2)
        .last()
        .isEqualTo(when);
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

    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("did not replace this device's key");
    assertThat(b.status().keyFingerprint()).isEqualTo(real.keyFingerprint());
    reader.env().put(Machine.KEY, a.key());
    assertThatThrownBy(() -> reader.init(s3.url())).isInstanceOf(SyncException.WrongKey.class);
  }

  /** The advice must not be to use the key that was stolen. */
  @Test
  void vaultObjectOfBeforeTheRotationIsReportedAsTampering() throws Exception {
    VaultKey first = VaultKey.parse(a.key());
    byte[] before = s3.object(VAULT);
    rotate(a);
    b.env().put(Machine.KEY, next.secret());
    b.push();
    b.pull();
    List<List<String>> imported = landed(b);
    s3.put(VAULT, before);
    s3.put(headOf(a.device().deviceId()), forged(first, a.device().deviceId()));

    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("restored an old state")
        .hasMessageContaining("Do not use the key with the fingerprint")
        .hasMessageContaining(first.fingerprint().value());

    assertThat(landed(b)).isEqualTo(imported);
    assertThat(b.device().keyFingerprint()).isEqualTo(next.fingerprint().value());
  }
}
