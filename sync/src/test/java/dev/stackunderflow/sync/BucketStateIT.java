package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bucket that is frozen, emptied, replaced, or written by a clone or a newer program. */
class BucketStateIT extends TwoMachinesAndAReader {

  @Test
  void clonedDeviceTakesANewIdAndLosesNothing() throws Exception {
    Path copy = folder.resolve("copy");
    copy(a.folder(), copy);
    more();
    reader.pull();
    Machine restored = new Machine(copy, s3.credentials(), clock);
    restored.env().put(Machine.KEY, a.key());
    restored.append("-p", "four", Lines.user("u7", Lines.at(7), "of the copy"));
    restored.ingest();

    PushResult pushed = restored.push();

    assertThat(pushed.notices()).hasSize(1);
    assertThat(pushed.notices().getFirst()).contains("Another copy of this device");
    assertThat(restored.status().deviceId()).isNotEqualTo(deviceA);
    assertThat(reader.pull().quarantined()).isEmpty();
    var events = reader.view(c -> c.report(new DeviceFilter.All()));
    assertThat(events.total().events()).as("of a, more of a, of b, of the copy").isEqualTo(4);
    assertThat(a.push().requests()).isZero();
    assertThat(a.pull().events()).isEqualTo(3);
  }

  @Test
  void clonedDeviceDetectsItsCloneInAPull() throws Exception {
    Machine copy = copyOf(a, "copy");
    more();
    assertThat(copy.pull().quarantined()).isEmpty();
    PushResult pushed = copy.push();
    assertThat(pushed.notices().getFirst()).contains("Another copy of this device");
    assertThat(copy.pull().events()).as("a's, old and new").isEqualTo(2);
    assertThat(copy.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(3);
  }

  @Test
  void frozenBucketIsDetectedByTheOwnHead() throws Exception {
    Map<String, byte[]> frozen = s3.objects();
    b.append("-p", "two", Lines.user("u8", Lines.at(8), "hidden from a"));
    b.ingest();
    b.push();
    more();
    assertThat(a.pull().quarantined()).isEmpty();
    s3.objects().keySet().forEach(s3::delete);
    frozen.forEach(s3::put);

    PullResult pulled = a.pull();

    assertThat(pulled.quarantined()).extracting(q -> q.deviceId()).contains(deviceA);
    assertThat(pulled.quarantined())
        .anySatisfy(q -> assertThat(q.reason()).contains("Rollback detected"));
    assertThat(pulled.quarantined()).allMatch(q -> q.tampered());
    assertThat(reader.pull().events()).as("a new machine can't know").isEqualTo(2);
  }

  @Test
  void emptiedBucketIsDetected() throws Exception {
    s3.objects().keySet().forEach(s3::delete);
    assertThat(a.pull().quarantined()).hasSize(1);
    a.append("-p", "one", Lines.user("u3", Lines.at(3), "more"));
    a.ingest();
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("missing from the bucket")
        .hasMessageContaining("your events are safe");
  }

  @Test
  void replacedVaultIsReportedAsWrongKey() throws Exception {
    reader.pull();
    s3.objects().keySet().forEach(s3::delete);
    Machine other = machine("other");
    other.init(s3.url());
    other.append("-p", "x", Lines.user("u1", Lines.at(1), "x"));
    other.ingest();
    other.push();

    Machine late = joinedTo(reader);
    assertThatThrownBy(late::pull).isInstanceOf(SyncException.WrongKey.class);
  }

  /** The reader again, as a machine that has seen nothing of the vault yet. */
  private Machine joinedTo(Machine machine) throws Exception {
    Path copy = folder.resolve("late");
    copy(machine.folder(), copy);
    Machine late = new Machine(copy, s3.credentials(), clock);
    late.env().put(Machine.KEY, a.key());
    for (String name : List.of("replica.db", "replica.db-wal", "replica.db-shm")) {
      Files.deleteIfExists(late.home().syncFolder().resolve(name));
    }
    return late;
  }

  @Test
  void verifyFindsMissingChangedAndOrphanedObjects() throws Exception {
    Map<String, byte[]> before = s3.objects();
    VerifyResult good = reader.sync().verify(true, Progress.NONE);
    assertThat(good.problems()).isEmpty();
    assertThat(good.devices()).isEqualTo(2);
    assertThat(good.segments()).isEqualTo(2);
    assertThat(good.events()).isEqualTo(2);
    assertThat(good.orphans()).isZero();
    assertThat(s3.objects()).containsExactlyEntriesOf(before);

    String segment = segmentOf(deviceA);
    s3.put("stackunderflow-sync/v1/segments/" + deviceA + "/9-0123456789abcdef.age", new byte[5]);
    s3.put(segment, flipped(s3.object(segment)));
    assertThat(reader.sync().verify(false, Progress.NONE).problems()).isEmpty();
    VerifyResult deep = reader.sync().verify(true, Progress.NONE);
    assertThat(deep.problems()).hasSize(1);
    assertThat(deep.problems().getFirst()).contains("is not what the device wrote");
    assertThat(deep.orphans()).isEqualTo(1);

    s3.delete(segment);
    s3.put(headOf(deviceB), flipped(s3.object(headOf(deviceB))));
    VerifyResult bad = reader.sync().verify(false, Progress.NONE);
    assertThat(String.join(" ", bad.problems())).contains("is missing", "does not open");
    assertThat(bad.orphans()).isEqualTo(1);
  }

  @Test
  void newerVaultIsNotChanged() throws Exception {
    String name = "stackunderflow-sync/v1/vault.json";
    String vault = new String(s3.object(name), StandardCharsets.UTF_8);
    s3.put(name, vault.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8));
    Machine late = machine("late");
    late.env().put(Machine.KEY, a.key());

    assertThatThrownBy(() -> late.init(s3.url()))
        .isInstanceOf(SyncException.NewerFormat.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("Nothing was changed");
  }

  @Test
  void newerHeadIsSkippedAndNotTampering() throws Exception {
    VaultKey key = VaultKey.parse(a.key());
    byte[] head =
        Zstd.decompress(AgeCipher.decrypt(key, s3.object(headOf(deviceA)), 1 << 20), 1 << 20);
    String newer =
        new String(head, StandardCharsets.UTF_8).replaceFirst("\"version\":1", "\"version\":2");
    s3.put(
        headOf(deviceA),
        AgeCipher.encrypt(
            key.recipient(), Zstd.compress(newer.getBytes(StandardCharsets.UTF_8), 3)));

    PullResult pulled = reader.pull();

    assertThat(pulled.quarantined().getFirst().reason()).contains("newer version");
    assertThat(pulled.quarantined().getFirst().tampered()).isFalse();
    assertThat(landed()).containsExactly(List.of("of b"));
  }
}
