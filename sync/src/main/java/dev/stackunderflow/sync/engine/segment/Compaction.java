package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.sync.state.SegmentStore.Live;
import dev.stackunderflow.sync.wire.Head;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses live segments of a device to merge into one, so that a new device reads few objects and
 * the total upload stays within a small multiple of the data.
 *
 * @param runs neighbours of one level, the oldest first
 */
public record Compaction(List<Run> runs) {

  /**
   * How many runs of one level are merged into one of the next level. With this and {@link
   * #SETTLED_BYTES} an event is compacted at most twice, except in tiny pushes, whose segments are
   * mostly overhead.
   */
  public static final int FAN_OUT = 32;

  /** A run of this size, in bytes as stored, is never compacted again. */
  public static final long SETTLED_BYTES = 2L << 20;

  /**
   * The segments that cover the same generations: one push, or one compaction.
   *
   * @param level how often they were compacted
   * @param segments in the order in which they are applied
   */
  public record Run(int level, List<Head.SegmentRef> segments) {

    long from() {
      return segments.getFirst().from();
    }

    long to() {
      return segments.getFirst().to();
    }

    boolean isSettled() {
      return segments.stream().mapToLong(Head.SegmentRef::bytes).sum() >= SETTLED_BYTES;
    }
  }

  /**
   * The compaction that is due, if any.
   *
   * @param live a device's live segments in the order in which they are applied
   * @param fanOut how many neighbouring runs of one level are merged
   */
  public static Optional<Compaction> due(List<Live> live, int fanOut) {
    List<Run> neighbours = new ArrayList<>();
    for (Run run : runs(live)) {
      if (run.isSettled()) {
        neighbours.clear();
        continue;
      }
      if (!neighbours.isEmpty() && neighbours.getLast().level() != run.level()) {
        neighbours.clear();
      }
      neighbours.add(run);
      if (neighbours.size() == fanOut) {
        return Optional.of(new Compaction(neighbours));
      }
    }
    return Optional.empty();
  }

  private static List<Run> runs(List<Live> live) {
    List<Run> runs = new ArrayList<>();
    for (Live one : live) {
      Run last = runs.isEmpty() ? null : runs.getLast();
      if (last != null && last.from() == one.segment().from() && last.to() == one.segment().to()) {
        last.segments().add(one.segment());
      } else {
        runs.add(new Run(one.level(), new ArrayList<>(List.of(one.segment()))));
      }
    }
    return runs;
  }

  long from() {
    return runs.getFirst().from();
  }

  long to() {
    return runs.getLast().to();
  }

  int level() {
    return runs.getFirst().level() + 1;
  }

  List<Head.SegmentRef> segments() {
    return runs.stream().flatMap(run -> run.segments().stream()).toList();
  }
}
