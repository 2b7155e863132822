package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is deleted when, and what comes back from the bucket. */
class RetentionIT extends TwoMachines {

  private int pushed;

  private void push(int times) throws Exception {
    for (int i = 0; i < times; i++) {
      int n = ++pushed;
      a.append("-p", "one", Lines.user("u" + n, Lines.at(n), "line " + n));
      a.ingest();
      a.push();
    }
  }

  private static final String CONTENT =
      """
      SELECT p.provider, p.slug, p.path, p.display_name, s.session_id, s.first_ts, s.last_ts,
             s.message_count, m.seq, m.timestamp, m.role, m.model, m.input_tokens, m.output_tokens,
             m.cache_create_tokens, m.cache_read_tokens, m.content_text, m.tools_json, m.raw_json,
             m.is_sidechain, m.uuid, m.parent_uuid, m.speed
      FROM messages m JOIN sessions s ON s.id = m.session_fk JOIN projects p ON p.id = s.project_id
      ORDER BY 1, 2, 5, 9
      """;

  private List<List<String>> restored(String device, @Nullable Instant at) throws Exception {
    Path file = folder.resolve("restored-" + System.nanoTime() + ".db");
    RestoreResult result = b.sync().restore(device, at, file, Progress.NONE);
    List<List<String>> rows = RoundTripIT.rows(file, CONTENT);
    assertThat(result.events()).isEqualTo(rows.size());
    try (Store store = Store.open(file)) {
      assertThat(store.isForeign()).isFalse();
    }
    return rows;
  }

  @Test
  void onlyWhatIsOldAndMergedByAllIsPruned() throws Exception {
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
  void aDeviceThatWasNotSeenForAQuarterOfAYearIsNotWaitedFor() throws Exception {
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
  void whatNoHeadEverNamedGoesAfterADay() throws Exception {
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
  void aPruneThatIsKilledAnywhereGoesOn() throws Exception {
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
  void aCopyOfTheDevicePrunesNothing() throws Exception {
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
  void whatACopyHasSentAndNotYetNamedIsNotPruned() throws Exception {
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
  void nothingIsPrunedFromABucketThatWasSetBack() throws Exception {
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

  @Test
  void everyStateWithinTheRetentionComesBackEventForEvent() throws Exception {
    a.compactEvery(3);
    List<Instant> times = new ArrayList<>();
    List<List<List<String>>> states = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      if (i % 4 == 3) {
        a.rewrite(
            "-p",
            "two",
            Lines.user("w" + i, Lines.at(900 + i), "rewritten " + i),
            Lines.assistant("x" + i, Lines.at(901 + i), "kept", i));
        a.ingest();
        a.push();
      } else {
        push(1);
      }
      clock.advance(Duration.ofSeconds(10));
      times.add(clock.instant());
      states.add(RoundTripIT.rows(a.home().store(), CONTENT));
    }
    for (int i = 0; i < 30; i++) {
      assertThat(restored("laptop", times.get(i))).as("state " + i).isEqualTo(states.get(i));
    }
    assertThat(restored(a.status().deviceId(), null)).isEqualTo(states.getLast());
    assertThatThrownBy(() -> restored("laptop", Instant.parse("2020-01-01T00:00:00Z")))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("had published nothing");
    assertThatThrownBy(() -> restored("fridge", null))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("laptop");

    b.pull();
    b.push();
    clock.advance(Duration.ofDays(1));
    a.sync().prune(0, false);
    assertThat(restored("laptop", null)).isEqualTo(states.getLast());
    Path file = folder.resolve("pruned.db");
    assertThatThrownBy(() -> b.sync().restore("laptop", times.getFirst(), file, Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("pruned")
        .hasMessageContaining("Nothing was written");
    assertThat(file).doesNotExist();
  }

  @Test
  void aRestoredStoreGoesOnAsAStore() throws Exception {
    push(3);
    Machine replacement = joined("replacement");
    Files.delete(replacement.home().store());
    b.sync().restore("laptop", null, replacement.home().store(), Progress.NONE);
    replacement.append("-p", "new", Lines.user("n1", Lines.at(500), "new"));
    replacement.ingest();
    replacement.push();
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(b.view(c -> c.report(new DeviceFilter.All())).total().events()).isEqualTo(4);
    assertThatThrownBy(
            () -> b.sync().restore("laptop", null, replacement.home().store(), Progress.NONE))
        .isInstanceOf(SyncException.Usage.class)
        .hasMessageContaining("already exists");
  }

  @Test
  void devicesSayHowFarTheyAre() throws Exception {
    push(2);
    b.pull();
    b.push();
    push(1);

    List<DeviceInfo> devices = b.sync().devices();

    assertThat(devices).extracting(DeviceInfo::label).containsExactly("work", "laptop");
    assertThat(devices.getFirst().thisDevice()).isTrue();
    assertThat(devices.getFirst().behind()).containsEntry("laptop", 1L);
    assertThat(devices.getLast().events()).isEqualTo(3);
    assertThat(devices.getLast().segments()).isEqualTo(3);
    assertThat(devices.getLast().bytes()).isPositive();
    assertThat(devices.getLast().os()).isNotBlank();
  }

  @Test
  void aDeviceGetsAnotherNameEverywhere() throws Exception {
    push(1);
    b.pull();
    assertThat(a.sync().rename("  desk\n ")).isEqualTo("desk");
    b.pull();
    assertThat(b.status().devices().getLast().label()).isEqualTo("desk");
    assertThat(b.view(c -> c.report(new DeviceFilter.One("desk"))).total().events()).isEqualTo(1);
    assertThat(a.status().label()).isEqualTo("desk");
    assertThatThrownBy(() -> a.sync().rename(" ")).isInstanceOf(SyncException.Usage.class);
  }

  @Test
  void aDeviceThatIsRemovedIsGoneEverywhereAndStaysGone() throws Exception {
    push(2);
    b.append("-p", "two", Lines.user("b1", Lines.at(50), "of b"));
    b.ingest();
    b.push();
    b.pull();
    Machine c = joined("third");
    c.pull();
    assertThat(b.sync().planRemoval("laptop").events()).isEqualTo(2);

    RemoveResult removed = b.sync().remove("laptop");

    assertThat(removed.objects()).isEqualTo(3);
    assertThat(s3.objects().keySet()).noneMatch(k -> k.contains(removed.deviceId()));
    assertThat(b.view(v -> v.report(new DeviceFilter.All())).total().events()).isEqualTo(1);
    assertThat(c.pull().quarantined()).isEmpty();
    assertThat(c.view(v -> v.report(new DeviceFilter.All())).total().events()).isEqualTo(1);
    List<ProjectView> projects = c.view(v -> v.projects(new DeviceFilter.All()));
    assertThat(projects).hasSize(1);
    assertThat(c.pull().requests()).isEqualTo(1);
    assertThat(b.pull().quarantined()).isEmpty();
    push2();
    assertThat(b.pull().events()).isZero();
    assertThat(joined("fourth").pull().events()).isEqualTo(1);
  }

  /** The removed device pushes on: it is refused, or learns that it was removed. */
  private void push2() throws Exception {
    assertThatThrownBy(() -> push(1)).isInstanceOf(SyncException.class);
    a.pull();
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Denied.class)
        .hasMessageContaining("revoked");
  }
}
