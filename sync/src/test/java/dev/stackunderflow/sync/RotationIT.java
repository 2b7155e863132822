package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.HeadCodec;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another key for the vault: what moves when, and what a thief of the old one can do. */
class RotationIT extends TwoMachines {

  private static final String NEW = "TEST_NEW_KEY";
  private static final String VAULT = "stackunderflow-sync/v1/vault.json";

  private final VaultKey next = VaultKey.generate();

  @BeforeEach
  void bothHavePushed() throws Exception {
    for (int i = 0; i < 3; i++) {
      a.append("-p", "one", Lines.user("a" + i, Lines.at(i), "of a " + i));
      a.ingest();
      a.push();
    }
    b.append("-p", "two", Lines.user("b1", Lines.at(20), "of b"));
    b.ingest();
    b.push();
    a.pull();
    b.pull();
  }

  private RotateResult rotate(Machine machine) throws SyncException {
    machine.env().put(NEW, next.secret());
    return machine.sync().rotateKey("env:" + NEW, Progress.NONE);
  }

  private List<List<String>> landed(Machine machine) throws Exception {
    return RoundTripIT.rows(machine.home().replica(), "SELECT content_text FROM event ORDER BY 1");
  }

  private static boolean opens(String key, byte[] object) throws Exception {
    try {
      AgeCipher.decrypt(VaultKey.parse(key), object, 64 << 20);
      return true;
    } catch (CipherException e) {
      return false;
    }
  }

  private void everythingIsUnderTheNewKeyAlone() throws Exception {
    for (Map.Entry<String, byte[]> object : s3.objects().entrySet()) {
      if (object.getKey().endsWith(".age")) {
        assertThat(opens(next.secret(), object.getValue())).as(object.getKey()).isTrue();
        assertThat(opens(a.key(), object.getValue())).as(object.getKey()).isFalse();
      }
    }
  }

  @Test
  void aRotationMovesThisDeviceAndTellsTheOthers() throws Exception {
    int objects = s3.objects().size();

    RotateResult result = rotate(a);

    assertThat(result.isDone()).isTrue();
    assertThat(result.toMove()).containsExactly("work");
    assertThat(result.newFingerprint()).isEqualTo(next.fingerprint().value());
    assertThat(s3.objects()).as("the old segments are deleted").hasSize(objects);
    assertThat(a.status().keyFingerprint()).isEqualTo(next.fingerprint().value());
    assertThat(a.status().keySource()).isEqualTo("env:" + NEW);
    assertThat(a.push().requests()).isZero();
    assertThat(a.pull().quarantined()).as("b is read with the old key").isEmpty();

    b.append("-p", "two", Lines.user("b2", Lines.at(21), "of b, still under the old key"));
    b.ingest();
    b.push();
    assertThat(a.pull().events()).isEqualTo(1);
    assertThat(a.status().devices().get(1).problem()).contains("still uses the vault's old key");
    Map<String, byte[]> before = s3.objects();
    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("One of your devices replaced the vault's key")
        .hasMessageContaining(next.fingerprint().value())
        .hasMessageContaining("the variable " + Machine.KEY)
        .hasMessageContaining("stackunderflow sync now");
    assertThat(s3.objects()).containsExactlyEntriesOf(before);

    b.env().put(Machine.KEY, next.secret());
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(b.status().keyFingerprint()).isEqualTo(next.fingerprint().value());
    assertThat(b.push().segments()).isEqualTo(2);
    everythingIsUnderTheNewKeyAlone();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.pull().requests()).isEqualTo(1);
    assertThat(a.status().devices().get(1).problem()).isNull();
    assertThat(landed(a)).hasSize(2);
    assertThat(landed(b)).hasSize(3);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
    Machine late = machine("late");
    late.env().put(Machine.KEY, next.secret());
    late.init(s3.url());
    assertThat(late.pull().events()).isEqualTo(5);
  }

  @Test
  void aRotationThatIsKilledAnywhereGoesOn() throws Exception {
    int kills = 0;
    boolean finished = false;
    while (!finished) {
      a.faults().killBeforeRequest(kills);
      try {
        rotate(a);
        finished = true;
      } catch (FaultyBucket.Killed e) {
        kills++;
        a.faults().clear();
        assertThat(a.sync().push(Progress.NONE).notices()).as("a push in between").isEmpty();
        assertThat(joinedWith(kills).pull().events()).as("killed before %s", kills).isEqualTo(4);
      }
    }
    assertThat(kills).as("requests of a rotation").isGreaterThan(3);
    a.faults().clear();
    b.env().put(Machine.KEY, next.secret());
    b.pull();
    b.push();
    everythingIsUnderTheNewKeyAlone();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  @Test
  void aDeviceThatJoinedBeforeARotationAndPushesAfterItIsToldOfTheKey() throws Exception {
    Machine late = machine("late");
    late.env().put(Machine.KEY, a.key());
    late.init(s3.url());
    late.append("-p", "three", Lines.user("c1", Lines.at(30), "of c"));
    late.ingest();
    a.faults().killBeforePut(key -> key.contains("/heads/"));
    assertThatThrownBy(() -> rotate(a)).isInstanceOf(FaultyBucket.Killed.class);

    assertThatThrownBy(late::push)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("One of your devices replaced the vault's key");
    assertThat(s3.objects()).doesNotContainKey(headOf(late.status().deviceId()));

    rotate(a);
    late.env().put(Machine.KEY, next.secret());
    assertThat(late.push().generation()).isEqualTo(1);
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(landed(a)).contains(List.of("of c"));
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  @Test
  void aFileThatHoldsTheOldKeyAndTheNewOneOpensTheVault() throws Exception {
    String old = a.key();
    rotate(a);
    Machine late = machine("late");
    Path keys = PrivateFiles.createFile(folder.resolve("keys.txt"));
    Files.writeString(keys, old + "\n" + next.secret());
    late.sync().init(new InitOptions(s3.url(), "file:" + keys, null, null, false, null));
    assertThat(late.pull().events()).isEqualTo(4);
  }

  @Test
  void aKeyThatWasGivenLateAndReplacedSinceIsSaidToBeOld() throws Exception {
    rotate(a);
    b.env().put(Machine.KEY, next.secret());
    VaultKey last = VaultKey.generate();
    a.env().put("LAST", last.secret());
    a.sync().rotateKey("env:LAST", Progress.NONE);

    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("This key was the vault's until")
        .hasMessageContaining(last.fingerprint().value());
    b.env().put(Machine.KEY, last.secret());
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @Test
  void aCopyOfADeviceThatHasMovedToANewKeyBecomesAnother() throws Exception {
    Machine copy = copyOf(a, "copy");
    rotate(a);
    a.append("-p", "one", Lines.user("a9", Lines.at(40), "of a, under the new key"));
    a.ingest();
    a.push();

    assertThatThrownBy(copy::pull)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("One of your devices replaced the vault's key");
    copy.env().put(Machine.KEY, next.secret());
    assertThat(copy.push().notices()).anyMatch(n -> n.contains("continues as a new device"));
    assertThat(copy.pull().quarantined()).isEmpty();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
  }

  @Test
  void aFirstPushGoesOnWithTheNewKeyWhereThatIsAtHand() throws Exception {
    Machine late = machine("late");
    Path keys = PrivateFiles.createFile(folder.resolve("keys.txt"));
    Files.writeString(keys, a.key() + "\n" + next.secret());
    late.sync().init(new InitOptions(s3.url(), "file:" + keys, null, null, false, null));
    late.append("-p", "three", Lines.user("c1", Lines.at(30), "of c"));
    late.ingest();
    a.faults().killBeforePut(key -> key.contains("/heads/"));
    assertThatThrownBy(() -> rotate(a)).isInstanceOf(FaultyBucket.Killed.class);

    assertThat(late.push().generation()).isEqualTo(1);

    assertThat(late.status().keyFingerprint()).isEqualTo(next.fingerprint().value());
    rotate(a);
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(landed(a)).contains(List.of("of c"));
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  @Test
  void aFirstPushIntoAVaultThatIsGoneOrAnotherIsNotMade() throws Exception {
    Machine late = machine("late");
    late.env().put(Machine.KEY, a.key());
    late.init(s3.url());
    byte[] vault = s3.object(VAULT);
    s3.delete(VAULT);
    assertThatThrownBy(late::push)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("no vault any more");
    String another = "11111111-2222-4333-8444-555555555555";
    s3.put(
        VAULT,
        VaultCodec.encode(VaultObject.sealed(next, another, "2026-11-23T00:00:00Z", List.of())));
    assertThatThrownBy(late::push)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("another vault now")
        .hasMessageContaining(next.fingerprint().value());
    s3.put(VAULT, vault);
    assertThat(late.push().notices()).isEmpty();
  }

  /** A machine that joins now, with the key that the vault has now. */
  private Machine joinedWith(int number) throws Exception {
    Machine machine = machine("late" + number);
    VaultObject vault = VaultCodec.decode(s3.object(VAULT));
    boolean isNew = vault.keyFingerprint().equals(next.fingerprint().value());
    machine.env().put(Machine.KEY, isNew ? next.secret() : a.key());
    machine.init(s3.url());
    return machine;
  }

  @Test
  void aMoveOfAnotherDeviceThatIsKilledAnywhereGoesOn() throws Exception {
    rotate(a);
    b.env().put(Machine.KEY, next.secret());
    int kills = 0;
    boolean finished = false;
    while (!finished) {
      b.faults().killBeforeRequest(kills);
      try {
        b.push();
        finished = true;
      } catch (FaultyBucket.Killed e) {
        kills++;
        b.faults().clear();
        assertThat(a.pull().quarantined()).as("killed before %s", kills).isEmpty();
      }
    }
    assertThat(kills).as("requests of a move").isGreaterThanOrEqualTo(3);
    b.faults().clear();
    everythingIsUnderTheNewKeyAlone();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  @Test
  void whatWaitsUnderTheOldKeyIsSealedAnew() throws Exception {
    rotate(a);
    b.append("-p", "two", Lines.user("b2", Lines.at(21), "waiting"));
    b.ingest();
    b.faults().killBeforePut(key -> key.contains("/segments/"));
    assertThatThrownBy(b::push).isInstanceOf(FaultyBucket.Killed.class);
    b.append("-p", "two", Lines.user("b3", Lines.at(22), "sent, not named"));
    b.ingest();
    b.faults().killBeforePut(key -> key.contains("/heads/"));
    assertThatThrownBy(b::push).isInstanceOf(FaultyBucket.Killed.class);

    b.env().put(Machine.KEY, next.secret());
    b.push();

    everythingIsUnderTheNewKeyAlone();
    a.pull();
    assertThat(landed(a))
        .containsExactly(List.of("of b"), List.of("sent, not named"), List.of("waiting"));
  }

  @Test
  void aNewKeyThatCanOnlyBeShownChangesNothing() throws Exception {
    Map<String, byte[]> before = s3.objects();

    RotateResult result = a.sync().rotateKey("env:" + NEW, Progress.NONE);

    assertThat(result.isDone()).isFalse();
    assertThat(String.valueOf(result.secret())).startsWith("AGE-SECRET-KEY-1");
    assertThat(result.toString()).doesNotContain("AGE-SECRET-KEY");
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
    assertThat(a.pull().quarantined()).isEmpty();
  }

  @Test
  void aNewKeyFileIsMadeBeforeTheVaultNeedsIt() throws Exception {
    var file = folder.resolve("new-key.txt");
    a.faults().killBeforePut(key -> key.endsWith("vault.json"));
    assertThatThrownBy(() -> a.sync().rotateKey("file:" + file, Progress.NONE))
        .isInstanceOf(FaultyBucket.Killed.class);
    assertThat(file).content().contains("AGE-SECRET-KEY-1");

    RotateResult result = a.sync().rotateKey("file:" + file, Progress.NONE);

    assertThat(result.isDone()).isTrue();
    assertThat(file).content().contains(result.newFingerprint());
    assertThat(a.status().keySource()).isEqualTo("file:" + file);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void twoRotationsAtOnceMakeOneKey() throws Exception {
    VaultKey other = VaultKey.generate();
    rotate(a);
    b.env().put(NEW, other.secret());
    assertThatThrownBy(() -> b.sync().rotateKey("env:" + NEW, Progress.NONE))
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining("One of your devices replaced the vault's key")
        .hasMessageContaining(next.fingerprint().value());
    b.env().put(Machine.KEY, next.secret());
    assertThat(b.sync().rotateKey("env:" + NEW, Progress.NONE).toMove()).containsExactly("laptop");
    a.env().put(NEW, other.secret());
    assertThat(a.pull().quarantined()).isEmpty();
    a.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(b.sync().checkKey().opened()).isEqualTo(2);
  }

  @Test
  void aDeviceThatMissedTwoRotationsFollowsTheLast() throws Exception {
    rotate(a);
    VaultKey last = VaultKey.generate();
    a.env().put("LAST", last.secret());
    a.sync().rotateKey("env:LAST", Progress.NONE);
    assertThatThrownBy(b::pull)
        .isInstanceOf(SyncException.WrongKey.class)
        .hasMessageContaining(last.fingerprint().value());

    b.env().put(Machine.KEY, last.secret());

    assertThat(b.pull().quarantined()).isEmpty();
    b.push();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(a.sync().checkKey().opened()).isEqualTo(2);
  }

  @Test
  void aThiefOfTheOldKeyCantSpeakForADeviceThatHasMoved() throws Exception {
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
  void aVaultObjectThatNamesAnotherKeyWithoutTheOldOnesWordIsNotFollowed() throws Exception {
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

  @Test
  void aWriteOnlyDeviceGoesOnUnderTheOldKeyUntilItIsInvitedAnew() throws Exception {
    Machine ci = machine("ci");
    ci.sync().join(a.sync().invite("ci"));
    ci.append("-p", "ci", Lines.user("c1", Lines.at(30), "of ci"));
    ci.ingest();
    ci.push();

    RotateResult result = rotate(a);

    assertThat(result.toInvite()).containsExactly("ci");
    ci.append("-p", "ci", Lines.user("c2", Lines.at(31), "of ci later"));
    ci.ingest();
    ci.push();
    assertThat(a.pull().quarantined()).isEmpty();
    assertThat(landed(a)).contains(List.of("of ci"), List.of("of ci later"));
  }

  @Test
  void theBackupIsOfTheKeyThatIsTheVaultsNow() throws Exception {
    a.sync().noteKeyBackup();
    assertThat(a.status().keyBackedUpAt()).isNotNull();
    rotate(a);
    assertThat(a.status().keyBackedUpAt()).isNull();
  }
}
