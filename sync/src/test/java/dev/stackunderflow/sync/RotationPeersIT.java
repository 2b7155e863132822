package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What other devices do when the vault's key was replaced. */
class RotationPeersIT extends TwoRotatingMachines {

  @Test
  void firstPushAfterARotationAsksForTheNewKey() throws Exception {
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
  void keyFileWithOldAndNewKeyOpensTheVault() throws Exception {
    String old = a.key();
    rotate(a);
    Machine late = machine("late");
    Path keys = PrivateFiles.createFile(folder.resolve("keys.txt"));
    Files.writeString(keys, old + "\n" + next.secret());
    late.sync().init(new InitOptions(s3.url(), "file:" + keys, null, null, false, null));
    assertThat(late.pull().events()).isEqualTo(4);
  }

  @Test
  void keyThatWasReplacedSinceIsReportedAsOld() throws Exception {
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
  void cloneOfAMovedDeviceTakesANewId() throws Exception {
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
  void firstPushUsesTheNewKeyIfItIsAvailable() throws Exception {
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
  void firstPushIntoAMissingOrOtherVaultIsRefused() throws Exception {
    Machine late = machine("late");
    late.env().put(Machine.KEY, a.key());
    late.init(s3.url());
    byte[] vault = s3.object(VAULT);
    s3.delete(VAULT);
    assertThatThrownBy(late::push)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("no longer contains a vault");
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

  @Test
  void killedReencryptionOfAnotherDeviceContinues() throws Exception {
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
  void deviceThatMissedTwoRotationsFollowsTheLast() throws Exception {
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
  void writeOnlyDeviceKeepsTheOldKeyUntilInvitedAgain() throws Exception {
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
}
