package dev.stackunderflow.sync.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.state.SegmentStore.Live;
import dev.stackunderflow.sync.wire.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Thousands of pushes: few live segments, and not much more is uploaded than the pushes were. */
class CompactionProperties {

  /** What a segment of so many events takes, as measured for ADR 1: pages, then 300 bytes each. */
  private static long bytes(long events) {
    return 1_500 + 300 * events;
  }

  @Property(tries = 60)
  void liveSegmentsAndUploadsStaySmall(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6000) int pushes,
      @ForAll @IntRange(min = 1, max = 2000) int mostEvents) {
    var random = new Random(seed);
    List<Live> live = new ArrayList<>();
    long data = 0;
    long uploaded = 0;
    for (int generation = 1; generation <= pushes; generation++) {
      Optional<Compaction> due = Compaction.due(live, Compaction.FAN_OUT);
      if (due.isPresent()) {
        Live compacted = compacted(due.get(), generation);
        uploaded += compacted.segment().bytes();
        int at = indexOf(live, due.get());
        live.removeIf(one -> due.get().segments().contains(one.segment()));
        live.add(at, compacted);
      }
      long events = 1L + random.nextInt(mostEvents);
      data += bytes(events);
      uploaded += bytes(events);
      live.add(new Live(segment(generation - 1, generation, generation, events), 0));
      inOrderWithoutGaps(live, generation);
    }

    assertThat(uploaded).isLessThanOrEqualTo(3 * data);
    long settled = data / Compaction.SETTLED_BYTES + 1;
    double levels = Math.log(pushes) / Math.log(Compaction.FAN_OUT) + 1;
    // Between two settled runs each level may be waiting for its neighbours.
    assertThat((double) live.size()).isLessThanOrEqualTo(Compaction.FAN_OUT * levels + settled);
  }

  private static Head.SegmentRef segment(long from, long to, long born, long events) {
    return new Head.SegmentRef(
        to + "-" + "0".repeat(16), from, to, born, born, bytes(events), "0".repeat(64), events);
  }

  private static Live compacted(Compaction due, long generation) {
    long events = due.segments().stream().mapToLong(Head.SegmentRef::events).sum();
    return new Live(segment(due.from(), due.to(), generation, events), due.level());
  }

  private static int indexOf(List<Live> live, Compaction due) {
    for (int i = 0; i < live.size(); i++) {
      if (live.get(i).segment().equals(due.segments().getFirst())) {
        return i;
      }
    }
    throw new AssertionError("what is due is not live");
  }

  private static void inOrderWithoutGaps(List<Live> live, long generation) {
    long reached = 0;
    for (Live one : live) {
      assertThat(one.segment().from()).isEqualTo(reached);
      reached = one.segment().to();
    }
    assertThat(reached).isEqualTo(generation);
  }
}
