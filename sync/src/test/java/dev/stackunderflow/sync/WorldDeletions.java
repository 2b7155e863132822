package dev.stackunderflow.sync;

import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What users of a random world delete. */
final class WorldDeletions {

  /** A deletion that may not have been recorded: its user asks for it again. */
  private record Deletion(WorldMember member, String thread, Instant before) {}

  private final RandomWorld world;
  private final List<Deletion> unsure = new ArrayList<>();

  WorldDeletions(RandomWorld world) {
    this.world = world;
  }

  /** Whether a machine's deletion may not have been recorded. */
  boolean isUnsure(WorldMember member) {
    return unsure.stream().anyMatch(deletion -> deletion.member() == member);
  }

  /** The user deletes a session that this machine shows, up to now or to an earlier line. */
  void forget(WorldMember member, String session, boolean mayLosePower) throws Exception {
    Machine machine = member.machine;
    String thread = world.logs.name(machine, session);
    int until = world.logs.written() - world.logs.written() % 3;
    Instant before = Instant.parse(Lines.at(until + 1));
    boolean isFuture = machine.clock().instant().isBefore(before);
    // A deletion covers nothing that its device's clock says is in the future.
    if (!member.isFull()
        || isFuture
        || WorldView.of(machine).stream().noneMatch(e -> e.contains(" " + thread + " "))) {
      return;
    }
    world.say(member, "forgets " + thread + " before " + before);
    world.giveKey(member);
    world.logs.delete(thread, until);
    if (!world.attempt(() -> forget(machine, thread, before)) || mayLosePower) {
      unsure.add(new Deletion(member, thread, before));
    }
  }

  private static Object forget(Machine machine, String thread, Instant before) throws Exception {
    var request = new ForgetRequest.OfSession(thread, before);
    return machine.sync().forget(request, Progress.NONE);
  }

  /** The user asks again for the deletions that may have been interrupted. */
  void again() throws Exception {
    for (Deletion deletion : unsure) {
      Machine machine = deletion.member().machine;
      Duration behind = Duration.between(machine.clock().instant(), deletion.before());
      if (!behind.isNegative()) {
        machine.clock().advance(behind);
      }
      if (WorldView.of(machine).stream()
          .anyMatch(event -> event.contains(" " + deletion.thread() + " "))) {
        forget(machine, deletion.thread(), deletion.before());
      }
    }
  }
}
