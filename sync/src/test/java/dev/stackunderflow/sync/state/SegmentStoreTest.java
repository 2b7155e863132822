package dev.stackunderflow.sync.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.wire.Head.SegmentRef;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stores of segments, replacements, redactions and garbage. */
class SegmentStoreTest {

  private static final Instant NOW = Instant.parse("2026-11-23T18:06:41.123Z");

  private Replica replica;
  private Ledger ledger;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    replica = Replica.open(folder.resolve("replica.db"));
    ledger = new Ledger(replica);
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
  }

  /** A segment of one push. */
  private static SegmentRef segment(long generation) {
    return segment(generation + "-a", generation - 1, generation, generation);
  }

  private static SegmentRef segment(String id, long from, long to, long born) {
    return new SegmentRef(id, from, to, born, born * 100, 10, "sha of " + id, 5);
  }

  private void commit(long generation) throws SQLException {
    ledger.commit(new PendingHead(generation, "sha", new byte[0], NOW, 1, "store", "key"), "etag");
  }

  /** Pushes one segment in each of the generations. */
  private void push(int generations) throws SQLException {
    for (int generation = 1; generation <= generations; generation++) {
      ledger.segments().add(segment(generation), Set.of((long) generation));
      ledger.segments().markSent(segment(generation).id());
      commit(generation);
    }
  }

  private List<SegmentRef> live() throws SQLException {
    return ledger.segments().live().stream().map(SegmentStore.Live::segment).toList();
  }

  @Test
  void segmentGoesFromTheOutboxIntoAHead() throws Exception {
    SegmentStore segments = ledger.segments();
    segments.add(segment(1), Set.of(7L));
    assertThat(segments.waiting()).containsExactly(segment(1));
    assertThat(segments.uncommitted()).containsExactly(segment(1));
    assertThat(segments.next()).isEmpty();

    segments.markSent("1-a");
    assertThat(segments.waiting()).isEmpty();
    assertThat(segments.uncommitted()).containsExactly(segment(1));
    assertThat(segments.next()).containsExactly(segment(1));
    assertThat(live()).isEmpty();

    commit(1);
    assertThat(segments.uncommitted()).isEmpty();
    assertThat(segments.next()).containsExactly(segment(1));
    assertThat(segments.live()).containsExactly(new SegmentStore.Live(segment(1), 0));
  }

  @Test
  void segmentSentAfterTheHeadWasWrittenIsNotCommittedByIt() throws Exception {
    ledger.segments().add(segment(2), Set.of());
    ledger.segments().markSent("2-a");
    commit(1);
    assertThat(ledger.segments().uncommitted()).containsExactly(segment(2));
  }

  @Test
  void compactionReplacesWhatItCoversOnceItIsComplete() throws Exception {
    push(3);
    SegmentRef compacted = segment("4-c", 0, 2, 4);
    ledger.segments().addPart(compacted, 1, Set.of(1L, 2L));
    assertThat(ledger.segments().waiting()).isEmpty();
    ledger.segments().completeParts();
    assertThat(ledger.segments().waiting()).containsExactly(compacted);
    ledger.segments().markSent("4-c");
    assertThat(ledger.segments().next()).containsExactly(compacted, segment(3));

    commit(4);

    assertThat(ledger.segments().live())
        .containsExactly(new SegmentStore.Live(compacted, 1), new SegmentStore.Live(segment(3), 0));
    assertThat(ledger.garbage().compacted())
        .containsExactly(
            new GarbageStore.Compacted(segment(1), 4, NOW),
            new GarbageStore.Compacted(segment(2), 4, NOW));
    assertThat(ledger.garbage().all()).isEmpty();
    ledger.garbage().prune("1-a");
    assertThat(ledger.garbage().all()).containsExactly("1-a");
    assertThat(ledger.garbage().compacted()).hasSize(1);
  }

  @Test
  void pruneNeverTouchesALiveSegment() throws Exception {
    push(1);
    ledger.garbage().prune("1-a");
    assertThat(live()).containsExactly(segment(1));
  }

  @Test
  void interruptedCompactionLeavesNothing() throws Exception {
    push(2);
    ledger.segments().addPart(segment("3-c", 0, 2, 3), 1, Set.of(1L));
    ledger.segments().dropParts();
    ledger.segments().completeParts();
    assertThat(ledger.segments().waiting()).isEmpty();
    assertThat(ledger.segments().next()).containsExactly(segment(1), segment(2));
  }

  @Test
  void replacementTakesThePlaceOfASegmentWithTheNextHead() throws Exception {
    push(2);
    SegmentRef next = new SegmentRef("3-r", 0, 1, 1, 100, 8, "new", 4);
    ledger.replacements().add("1-a", new Replacement(next, "key2", false));
    assertThat(ledger.replacements().isAnyPending()).isTrue();
    assertThat(ledger.segments().liveWithoutReplacement()).containsExactly(segment(2));
    assertThat(ledger.segments().waiting())
        .containsExactly(new SegmentRef("3-r", 0, 1, 1, 100, 8, "new", 0));
    ledger.segments().markSent("3-r");
    assertThat(ledger.segments().waiting()).isEmpty();
    assertThat(ledger.segments().next()).containsExactly(next, segment(2));
    assertThat(live()).contains(segment(1));

    commit(3);

    assertThat(live()).containsExactly(next, segment(2));
    assertThat(ledger.garbage().all()).containsExactly("1-a");
    assertThat(ledger.replacements().isAnyPending()).isFalse();
  }

  @Test
  void replacementForAnOldKeyIsDropped() throws Exception {
    push(2);
    ledger.replacements().add("1-a", new Replacement(segment("3-r", 0, 1, 1), "key2", false));
    ledger.replacements().add("2-a", new Replacement(segment("3-s", 1, 2, 2), "key3", false));
    ledger.replacements().dropNotSealedFor("key3");
    assertThat(ledger.garbage().all()).containsExactly("3-r");
    assertThat(ledger.segments().liveWithoutReplacement()).containsExactly(segment(1));
  }

  @Test
  void uncommittedSegmentIsReplacedAtOnce() throws Exception {
    ledger.segments().add(segment(1), Set.of(1L));
    ledger.segments().markSent("1-a");
    SegmentRef next = new SegmentRef("1-b", 0, 1, 1, 100, 8, "new", 4);
    ledger.segments().replaceUncommitted("1-a", next);
    assertThat(ledger.segments().waiting()).containsExactly(next);
    assertThat(ledger.garbage().all()).containsExactly("1-a");
  }

  @Test
  void redactionMarksOnlySegmentsOfTheSessions() throws Exception {
    push(3);
    ledger.segments().add(segment(4), Set.of(2L));
    assertThat(ledger.redactions().isDue()).isFalse();
    ledger.redactions().mark(Set.of(2L));
    assertThat(ledger.redactions().isDue()).isTrue();
    assertThat(ledger.redactions().live()).containsExactly(segment(2));
    assertThat(ledger.redactions().uncommitted()).containsExactly(segment(4));
    assertThat(ledger.redactions().compacted()).isEmpty();
    ledger.redactions().unmark("4-a");

    ledger.replacements().add("2-a", new Replacement(segment("5-r", 1, 2, 2), "key", true));
    assertThat(ledger.redactions().live()).isEmpty();
    ledger.segments().markSent("5-r");
    commit(5);
    assertThat(ledger.redactions().isDue()).isFalse();
  }

  @Test
  void reencryptedSegmentStaysMarked() throws Exception {
    push(1);
    ledger.redactions().mark(Set.of(1L));
    ledger.replacements().add("1-a", new Replacement(segment("2-r", 0, 1, 1), "key2", false));
    ledger.segments().markSent("2-r");
    commit(2);
    assertThat(ledger.redactions().live()).containsExactly(segment("2-r", 0, 1, 1));
  }

  @Test
  void compactedSegmentCanBeMarkedToo() throws Exception {
    push(2);
    ledger.segments().addPart(segment("3-c", 0, 2, 3), 1, Set.of(2L));
    ledger.segments().completeParts();
    ledger.segments().markSent("3-c");
    commit(3);
    ledger.redactions().mark(Set.of(1L));
    assertThat(ledger.redactions().compacted()).containsExactly(segment(1));
    assertThat(ledger.redactions().live()).isEmpty();
  }

  @Test
  void unknownObjectIsAnOrphanSinceItWasFirstSeen() throws Exception {
    push(1);
    GarbageStore garbage = ledger.garbage();
    assertThat(garbage.isKnown("1-a")).isTrue();
    assertThat(garbage.isKnown("1-x")).isFalse();
    assertThat(garbage.orphanSince("1-x", NOW)).isEqualTo(NOW);
    assertThat(garbage.orphanSince("1-x", NOW.plus(Duration.ofDays(2)))).isEqualTo(NOW);
    garbage.add("1-x");
    garbage.add("1-x");
    assertThat(garbage.isKnown("1-x")).isTrue();
    garbage.markDeleted("1-x");
    assertThat(garbage.all()).isEmpty();
    assertThat(garbage.orphanSince("1-x", NOW.plus(Duration.ofDays(2))))
        .isEqualTo(NOW.plus(Duration.ofDays(2)));
  }

  @Test
  void resetLeavesNothing() throws Exception {
    push(2);
    ledger.replacements().add("1-a", new Replacement(segment("3-r", 0, 1, 1), "key2", false));
    ledger.garbage().add("9-x");
    ledger.resetOwn();
    assertThat(ledger.segments().next()).isEmpty();
    assertThat(ledger.segments().waiting()).isEmpty();
    assertThat(ledger.garbage().all()).isEmpty();
    assertThat(ledger.garbage().isKnown("1-a")).isFalse();
  }
}
