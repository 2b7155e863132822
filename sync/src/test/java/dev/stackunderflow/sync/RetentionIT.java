package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is deleted when, and what comes back from the bucket. */
class RetentionIT extends TwoPushingMachines {

  @Test
  void pruneDeletesOnlyOldSegmentsThatAllHaveMerged() throws Exception {
    a.compactEvery(4);
    push(9);
    b.pull();
    b.push();

    PruneResult young = a.sync().prune(30, false);
    assertThat(young.deletedSegments()).isZero();
    assertThat(young.tooYoung()).isEqualTo(8);

    push(8);
    clock.advance(Duration.ofDays(31));
    Map<String, byte[]> before = s3.objects();
    PruneResult dry = a.sync().prune(30, true);
    assertThat(dry.dryRun()).isTrue();
    assertThat(dry.deletedSegments()).isEqualTo(8);
    assertThat(dry.heldUp()).as("b has not merged the second half").isEqualTo(8);
    assertThat(dry.devices()).hasSize(1);
    assertThat(dry.devices().getFirst().label()).isEqualTo("work");
    assertThat(dry.devices().getFirst().holdsUp()).isEqualTo(8);
    assertThat(s3.objects()).containsExactlyEntriesOf(before);

    assertThat(a.sync().prune(30, false).deletedSegments()).isEqualTo(8);
    assertThat(s3.objects()).hasSize(before.size() - 8);
    b.pull();
    b.push();
    assertThat(a.sync().prune(30, false).deletedSegments()).isEqualTo(8);
    assertThat(a.sync().prune(30, false).deletedSegments()).isZero();
    Machine late = joined("late");
    assertThat(late.pull().events()).isEqualTo(17);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  @Test
  void pruneDoesNotWaitForADeviceUnseenFor90Days() throws Exception {
    a.compactEvery(4);
    b.push();
    push(9);
    clock.advance(Duration.ofDays(91));
    PruneResult pruned = a.sync().prune(30, false);
    assertThat(pruned.deletedSegments()).isEqualTo(8);
    assertThat(pruned.devices().getFirst().isWaitedFor()).isFalse();
    assertThat(b.pull().events()).as("and loses nothing by it").isEqualTo(9);
  }

  @Test
  void orphansArePrunedAfterADay() throws Exception {
    push(1);
    String orphan =
        "stackunderflow-sync/v1/segments/" + a.status().deviceId() + "/1-0123456789abcdef.age";
    s3.put(orphan, new byte[10]);
    assertThat(a.sync().prune(30, false).waitingOrphans()).isEqualTo(1);
    clock.advance(Duration.ofHours(25));
    assertThat(a.sync().prune(30, false).deletedOrphans()).isEqualTo(1);
    assertThat(s3.objects()).doesNotContainKey(orphan);
  }

  @Test
  void killedPruneContinues() throws Exception {
    a.compactEvery(4);
    push(9);
    b.pull();
    b.push();
    clock.advance(Duration.ofDays(31));
    int kills = 0;
    boolean finished = false;
    while (!finished) {
      a.faults().killBeforeRequest(kills);
      try {
        a.sync().prune(30, false);
        finished = true;
      } catch (FaultyBucket.Killed e) {
        kills++;
        assertThat(joined("late" + kills).pull().events()).isEqualTo(9);
      }
    }
    a.faults().clear();
    assertThat(kills).isGreaterThan(3);
    assertThat(a.sync().verify(true, Progress.NONE).problems()).isEmpty();
    assertThat(a.sync().verify(true, Progress.NONE).orphans()).isZero();
  }

  @Test
  void cloneOfTheDevicePrunesNothing() throws Exception {
    push(2);
    Machine copy = copyOf(a, "copy");
    push(2);
    clock.advance(Duration.ofDays(60));
    Map<String, byte[]> before = s3.objects();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> copy.sync().prune(0, false))
          .isInstanceOf(SyncException.Usage.class)
          .hasMessageContaining("Another copy of this device has pushed")
          .hasMessageContaining("Nothing was deleted");
      clock.advance(Duration.ofDays(2));
    }
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
  }

  @Test
  void unnamedSegmentOfACloneIsNotPruned() throws Exception {
    push(1);
    Machine copy = copyOf(a, "copy");
    copy.append("-p", "copy", Lines.user("c1", Lines.at(1), "written on the copy"));
    copy.ingest();
    copy.faults().killBeforePut(key -> key.contains("/heads/"));
    assertThatThrownBy(copy::push).isInstanceOf(FaultyBucket.Killed.class);
    for (int day = 0; day < 3; day++) {
      a.sync().prune(0, false);
      clock.advance(Duration.ofDays(2));
    }
    copy.faults().clear();
    copy.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(b.view(c -> c.show("copy", new DeviceFilter.All())).getFirst().events()).hasSize(1);
  }

  @Test
  void nothingIsPrunedFromARolledBackBucket() throws Exception {
    a.compactEvery(4);
    push(4);
    Map<String, byte[]> old = s3.objects();
    push(5);
    clock.advance(Duration.ofDays(31));
    old.forEach(s3::put);
    Map<String, byte[]> before = s3.objects();
    assertThatThrownBy(() -> a.sync().prune(0, false))
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("Nothing was deleted");
    assertThat(s3.objects()).containsExactlyEntriesOf(before);
  }
}
