package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.ForgetResult;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.Zstd;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code sync forget}: what the user names goes everywhere, and nothing else does. */
class ForgetIT extends TwoMachinesWithSecrets {

  @Test
  void deletedSessionIsDeletedEverywhereAndNothingElse() throws Exception {
    begin();
    Map<String, byte[]> before = s3.objects();
    ForgetResult plan = b.sync().planForgetting(session("one"));
    assertThat(plan.events()).isEqualTo(2);
    assertThat(plan.devices()).extracting(d -> d.label()).containsExactly(a.status().label());
    assertThat(s3.objects()).containsExactlyEntriesOf(before);

    b.sync().forget(session("on"), Progress.NONE);
    assertThat(sessions(b)).containsExactly("three", "two");
    isNowhere(b);

    assertThat(a.pull().forgotten()).as("a's store had them too").isEqualTo(2);
    assertThat(sessions(a)).containsExactly("three", "two");
    isNowhere(a);
    assertThat(bucketHolds(SECRET)).as("a's part is a's to take out").isTrue();
    a.push();
    assertThat(bucketHolds(SECRET)).isFalse();
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
    long left = a.sync().devices().stream().mapToLong(DeviceInfo::events).sum();
    assertThat(left).as("in the bucket").isEqualTo(2);

    Machine late = joined("late");
    late.pull();
    assertThat(sessions(late)).containsExactly("three", "two");
    isNowhere(late);
    b.pull();
    late.push();
    a.pull();
    everybodySeesTheSame(a, b, late);
    assertThat(a.push().requests()).isZero();
    assertThat(b.push().requests()).isZero();
  }

  @Test
  void deletedEventsAreNotIngestedAgain() throws Exception {
    begin();
    a.sync().forget(session("one"), Progress.NONE);
    assertThat(a.log("-p", "one")).as("the agent's file").exists();
    a.ingest();
    a.push();
    Files.delete(a.home().store());
    assertThat(a.ingest().warnings()).singleElement().asString().contains("2 events are left out");
    assertThat(a.push().events()).as("of a rebuilt store").isZero();
    assertThat(sessions(a)).containsExactly("three", "two");
    isNowhere(a);

    a.append("-p", "one", Lines.user("later", "2026-11-24T08:00:00.000Z", "goes on"));
    a.ingest();
    a.push();
    b.pull();
    assertThat(texts(a, "one")).containsExactly("goes on");
    assertThat(texts(b, "one")).containsExactly("goes on");
    everybodySeesTheSame(a, b);
  }

  @Test
  void deletingAProjectsPastKeepsItsPresent() throws Exception {
    write(a, "-app", "old", 1, SECRET);
    write(a, "-app", "new", 50, "kept");
    write(a, "-other", "other", 1, "kept");
    write(b, "-app", "half", 2, SECRET);
    write(b, "-app", "half", 51, "kept");
    a.push();
    b.push();
    a.pull();
    Instant before = Instant.parse(Lines.at(30));
    a.sync().forget(new ForgetRequest.OfProject("-app", before), Progress.NONE);
    b.pull();
    b.push();
    a.pull();
    assertThat(sessions(a)).containsExactly("half", "new", "other");
    assertThat(texts(a, "half")).containsExactly("kept51");
    assertThat(texts(b, "half")).containsExactly("kept51");
    isNowhere(a);
    isNowhere(b);
    everybodySeesTheSame(a, b);
    write(b, "-app", "half", 52, "kept");
    assertThat(b.push().events()).as("the rest is not sent again").isEqualTo(1);
  }

  @Test
  void compactedSegmentsAreDeletedToo() throws Exception {
    a.compactEvery(3);
    for (int i = 0; i < 10; i++) {
      write(a, "-p", i % 2 == 0 ? "one" : "two", i, i % 2 == 0 ? SECRET : "kept");
      a.push();
    }
    assertThat(bucketHolds(SECRET)).isTrue();
    a.sync().forget(session("one"), Progress.NONE);
    assertThat(bucketHolds(SECRET)).isFalse();
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    b.pull();
    assertThat(texts(b, "two")).hasSize(5);
    assertThat(sessions(b)).containsExactly("two");
    for (int i = 10; i < 14; i++) {
      write(a, "-p", "two", i, "kept");
      a.push();
    }
    Machine late = joined("late");
    late.pull();
    assertThat(texts(late, "two")).hasSize(9);
    assertThat(sessions(late)).containsExactly("two");
  }

  @Test
  void eventsThatTheStoreLostAreDeletedToo() throws Exception {
    begin();
    Files.delete(a.log("-p", "one"));
    Files.delete(a.home().store());
    a.ingest();
    a.push();
    assertThat(sessions(a)).containsExactly("one", "three", "two");
    b.sync().forget(session("one"), Progress.NONE);
    a.pull();
    a.push();
    assertThat(sessions(a)).containsExactly("three", "two");
    isNowhere(a);
    assertThat(joined("late").pull().events()).isEqualTo(2);
    assertThat(a.push().requests()).isZero();
  }

  /** Whether any segment in the bucket, named by a head or not, holds the text. */
  private boolean bucketHolds(String text) throws Exception {
    VaultKey key = VaultKey.parse(a.key());
    for (Map.Entry<String, byte[]> object : s3.objects().entrySet()) {
      if (object.getKey().contains("/segments/")) {
        byte[] plaintext =
            Zstd.decompress(
                AgeCipher.decrypt(key, object.getValue(), SegmentWriter.MAX_BYTES),
                SegmentWriter.MAX_BYTES);
        if (new String(plaintext, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void deletingWorksWhileTheCatalogCannotBeUsed() throws Exception {
    begin();
    a.view(c -> c.conflictCount());
    Path catalog = a.home().catalog();
    try (Connection other = Sqlite.open(catalog)) {
      Sqlite.number(other, "SELECT count(*) FROM entry");
      byte[] bytes = Files.readAllBytes(catalog);
      Arrays.fill(bytes, 100, 4096, (byte) 7);
      Files.write(catalog, bytes);

      assertThat(a.sync().planForgetting(session("one")).events()).isEqualTo(2);
      a.sync().forget(session("one"), Progress.NONE);
      assertThat(bucketHolds(SECRET)).isFalse();
    }
    a.pull();
    isNowhere(a);
    assertThat(sessions(a)).containsExactly("three", "two");
  }

  @Test
  void aDamagedDatabaseThatWasSetAsideIsDeletedToo() throws Exception {
    begin();
    Path aside = a.home().syncFolder().resolve("replica.db.damaged-2026-11-01T00-00-00Z");
    Files.writeString(aside, SECRET);
    Files.writeString(Path.of(aside + "-wal"), SECRET);

    a.sync().forget(session("one"), Progress.NONE);
    assertThat(aside).doesNotExist();
    isNowhere(a);
  }

  @Test
  void unknownNameChangesNothing() throws Exception {
    begin();
    Map<String, byte[]> before = s3.objects();
    assertThatThrownBy(() -> a.sync().planForgetting(session("nine")))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("No session has the id nine");
    assertThatThrownBy(() -> a.sync().planForgetting(session("t")))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("Several sessions begin with t")
        .hasMessageContaining("three");
    assertThatThrownBy(() -> a.sync().forget(new ForgetRequest.OfProject("no", NOW), Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("There is no project no");
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
  }
}
