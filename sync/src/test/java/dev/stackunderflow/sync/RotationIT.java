package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another key for the vault: what moves when, and what a thief of the old one can do. */
class RotationIT extends TwoRotatingMachines {

  @Test
  void rotationMovesThisDeviceAndTellsTheOthers() throws Exception {
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
  void killedRotationContinues() throws Exception {
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
  void queuedSegmentsAreReencrypted() throws Exception {
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
  void newKeyThatCanOnlyBeShownChangesNothing() throws Exception {
    Map<String, byte[]> before = s3.objects();

    RotateResult result = a.sync().rotateKey("env:" + NEW, Progress.NONE);

    assertThat(result.isDone()).isFalse();
    assertThat(String.valueOf(result.secret())).startsWith("AGE-SECRET-KEY-1");
    assertThat(result.toString()).doesNotContain("AGE-SECRET-KEY");
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
    assertThat(a.pull().quarantined()).isEmpty();
  }

  @Test
  void newKeyFileIsStoredBeforeTheVaultNeedsIt() throws Exception {
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
  void concurrentRotationsEndWithOneKey() throws Exception {
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
  void backupTimeBelongsToThePresentKey() throws Exception {
    a.sync().recordKeyBackup();
    assertThat(a.status().keyBackedUpAt()).isNotNull();
    rotate(a);
    assertThat(a.status().keyBackedUpAt()).isNull();
  }
}
