package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody who holds the bucket can try, and what is said of it. */
class TrustIT extends TwoMachinesAndAReader {

  /** The reader names device a, keeps what it had of it, and takes all of b. */
  private void onlyAIsRefused(String reason, String... kept) throws Exception {
    PullResult pulled = reader.pull();

    assertThat(pulled.quarantined()).hasSize(1);
    assertThat(pulled.quarantined().getFirst().deviceId()).isEqualTo(deviceA);
    assertThat(pulled.quarantined().getFirst().tampered()).isTrue();
    assertThat(pulled.quarantined().getFirst().reason()).contains(reason);
    assertThat(landed())
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(kept), Stream.of("of b")).sorted().map(List::of).toList());
    assertThat(reader.pull().quarantined()).as("said again while it lasts").hasSize(1);
    List<Status.Device> devices =
        reader.status().devices().stream().filter(d -> d.deviceId().equals(deviceA)).toList();
    // Only a head that once passed its checks makes a device.
    boolean isKnown =
        kept.length > 0 || pulled.quarantined().getFirst().reason().startsWith("Its segment");
    assertThat(devices).hasSize(isKnown ? 1 : 0);
    devices.forEach(device -> assertThat(device.problem()).contains(reason));
  }

  @Test
  void rolledBackHeadIsRejected() throws Exception {
    byte[] old = s3.object(headOf(deviceA));
    more();
    reader.pull();
    s3.put(headOf(deviceA), old);

    onlyAIsRefused("Rollback detected", "more of a", "of a");
  }

  @Test
  void rollbackOfAnUnseenHeadIsDetectedByClaims() throws Exception {
    reader.pull();
    byte[] old = s3.object(headOf(deviceA));
    more();
    b.pull();
    b.append("-p", "three", Lines.user("u4", Lines.at(4), "of b"));
    b.rewrite("-p", "two", Lines.user("u5", Lines.at(5), "of b"));
    b.rewrite("-p", "three", Lines.user("u4", Lines.at(4), "of b"));
    b.ingest();
    b.push();
    s3.put(headOf(deviceA), old);

    PullResult pulled = reader.pull();

    assertThat(pulled.quarantined().getFirst().deviceId()).isEqualTo(deviceA);
    assertThat(pulled.quarantined().getFirst().reason()).contains("Rollback detected");
    assertThat(reader.pull().quarantined()).as("said again while it lasts").hasSize(1);
  }

  @Test
  void falseClaimOfADeviceIsNamedAndEndsWithItsRevocation() throws Exception {
    b.pull();
    try (var db = Sqlite.open(Home.of(b.env()).replica())) {
      String lie = "UPDATE device SET merged = 99 WHERE device_id = ?";
      assertThat(Sqlite.update(db, lie, deviceA)).isOne();
    }
    b.append("-p", "three", Lines.user("u4", Lines.at(4), "of b"));
    b.ingest();
    b.push();

    PullResult pulled = reader.pull();

    assertThat(pulled.quarantined().getFirst().deviceId()).isEqualTo(deviceA);
    assertThat(pulled.quarantined().getFirst().reason())
        .contains("says that it has seen push 99")
        .contains("'" + b.status().label() + "'")
        .contains("revoke");
    more();
    assertThat(reader.pull().events()).as("the events of a go on coming").isPositive();
    assertThat(reader.pull().quarantined()).hasSize(1);

    reader.sync().revoke(deviceB);
    assertThat(reader.pull().quarantined()).isEmpty();
  }

  @Test
  void headUnderAnotherDevicesNameIsRejected() throws Exception {
    s3.put(headOf(deviceA), s3.object(headOf(deviceB)));
    onlyAIsRefused("belongs to another device");
  }

  @Test
  void headOfAnotherVaultIsRejected() throws Exception {
    Machine other = machine("other");
    other.env().put(Machine.KEY, a.key());
    other.init(s3.url().replace("?", "/elsewhere?"));
    other.append("-p", "x", Lines.user("u9", Lines.at(9), "of another vault"));
    other.ingest();
    other.push();
    s3.put(headOf(deviceA), s3.object("elsewhere/v1/heads/" + other.status().deviceId() + ".age"));
    onlyAIsRefused("belongs to another vault");
  }

  @Test
  void damagedHeadIsRejected() throws Exception {
    s3.put(headOf(deviceA), flipped(s3.object(headOf(deviceA))));
    onlyAIsRefused("does not open with the vault's key");
  }

  @Test
  void truncatedHeadIsRejected() throws Exception {
    byte[] head = s3.object(headOf(deviceA));
    s3.put(headOf(deviceA), java.util.Arrays.copyOf(head, head.length - 20));
    onlyAIsRefused("does not open with the vault's key");
  }

  @Test
  void missingHeadIsReported() throws Exception {
    reader.pull();
    s3.delete(headOf(deviceA));
    onlyAIsRefused("missing from the bucket", "of a");
  }

  @Test
  void damagedSegmentIsRejected() throws Exception {
    String name = segmentOf(deviceA);
    s3.put(name, flipped(s3.object(name)));
    onlyAIsRefused("is not what the device wrote");
  }

  @Test
  void segmentOfAnotherDeviceIsRejected() throws Exception {
    s3.put(segmentOf(deviceA), s3.object(segmentOf(deviceB)));
    onlyAIsRefused("is not what the device wrote");
  }

  @Test
  void missingSegmentIsReported() throws Exception {
    s3.delete(segmentOf(deviceA));
    onlyAIsRefused("is missing");
  }

  @Test
  void headForgedWithTheRecipientIsRejected() throws Exception {
    VaultKey key = VaultKey.parse(a.key());
    byte[] head =
        Zstd.decompress(AgeCipher.decrypt(key, s3.object(headOf(deviceA)), 1 << 20), 1 << 20);
    String forged =
        new String(head, StandardCharsets.UTF_8).replace("\"generation\":1", "\"generation\":9");
    assertThat(forged).contains("\"generation\":9");
    s3.put(
        headOf(deviceA),
        AgeCipher.encrypt(
            key.recipient(), Zstd.compress(forged.getBytes(StandardCharsets.UTF_8), 3)));
    onlyAIsRefused("signature is not valid");
  }
}
