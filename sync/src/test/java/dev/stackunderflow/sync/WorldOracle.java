package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must be true of a random world once all machines have synced without faults. */
final class WorldOracle {

  private final RandomWorld world;
  private final WorldSteps steps;

  WorldOracle(RandomWorld world, WorldSteps steps) {
    this.world = world;
    this.steps = steps;
  }

  /** No more faults and attacks: every machine sends and imports everything. */
  void settle() throws Exception {
    for (WorldMember member : world.members) {
      member.machine.faults().clear();
      world.giveKey(member);
    }
    for (int i = 0; i < 2; i++) {
      for (WorldMember member : world.members) {
        WorldSteps.ingest(member);
        if (i == 1 && !member.isFull() && !member.uses(world.keys.getLast())) {
          world.inviteAgain(member);
        }
        if (member.isFull() || i == 1) {
          member.machine.push();
        }
        if (member.isFull()) {
          member.machine.pull(); // a clone that has nothing to push learns here that it is one
        }
      }
      if (i == 0) {
        steps.deletions.again();
      }
    }
    for (WorldMember member : full()) {
      member.machine.push();
    }
    removeWhatWasLeft();
    for (WorldMember member : world.members) {
      assertThat(member.machine.status().pendingEvents()).as(member.name()).isZero();
      if (!isSharingItsId(member)) { // two copies that have nothing new renew one head in turns
        assertThat(member.machine.push().requests()).as(member.name()).isZero();
      }
    }
  }

  /**
   * A write-only device that was invited again leaves the id that it had. Where the bucket showed
   * an old vault, one machine may have imported events that the others refuse: the user does what
   * the alarm says.
   */
  private void removeWhatWasLeft() throws Exception {
    Set<String> left = new TreeSet<>();
    for (WorldMember member : full()) {
      for (PullResult.Quarantine device : member.machine.pull().quarantined()) {
        assertThat(world.abandoned).as(member.name()).contains(device.deviceId());
        if (device.reason().contains("sync devices remove " + device.deviceId())) {
          left.add(device.deviceId());
        }
      }
    }
    for (String device : left) {
      full().getLast().machine.sync().remove(device);
    }
    for (int i = 0; i < 2 && !left.isEmpty(); i++) {
      for (WorldMember member : full()) {
        member.machine.pull();
        member.machine.push();
      }
    }
  }

  private boolean isSharingItsId(WorldMember member) throws Exception {
    String id = member.machine.device().deviceId();
    for (WorldMember other : world.members) {
      if (other != member && other.machine.device().deviceId().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private List<WorldMember> full() {
    return world.members.stream().filter(WorldMember::isFull).toList();
  }

  /** All full devices show the same, every event once, and no device that is none. */
  void check() throws Exception {
    Machine one = full().getFirst().machine;
    Set<String> first = WorldView.of(one);
    byte[] fingerprint = one.view(Catalog::fingerprint);
    for (WorldMember member : full()) {
      byte[] its = member.machine.view(Catalog::fingerprint);
      if (!java.util.Arrays.equals(its, fingerprint)) {
        assertThat(WorldView.of(member.machine)).as(member.name()).isEqualTo(first);
      }
      assertThat(its).as(member.name()).isEqualTo(fingerprint);
    }
    assertThat(WorldView.listsSumUpWhatIsShown(one)).isTrue();
    Set<String> shown = new HashSet<>();
    for (String event : first) {
      assertThat(shown.add(event.substring(0, event.indexOf(' ')))).as("once: " + event).isTrue();
    }
    assertThat(shown).containsAll(world.logs.expected()).containsAll(world.foreign);
    // What was rewritten away stays, unless its store was lost before it was pushed.
    Set<String> allowed = new HashSet<>(world.logs.allowed());
    allowed.addAll(world.foreign);
    assertThat(allowed).containsAll(shown);
    devicesAreThose();
  }

  private void devicesAreThose() throws Exception {
    Set<String> expected = new TreeSet<>();
    for (WorldMember member : world.members) {
      String id = member.machine.device().deviceId();
      if (!member.id.isEmpty()) {
        assertThat(id).as(member.name() + " keeps its id").isEqualTo(member.id);
      }
      expected.add(id);
    }
    Set<String> heads = new TreeSet<>();
    for (String head : world.bucket.names(Layout.HEADS)) {
      heads.add(Layout.deviceOfHead(head).orElseThrow());
    }
    heads.removeAll(world.abandoned);
    expected.removeAll(world.abandoned);
    assertThat(heads).containsAll(expected);
    if (world.members.stream().noneMatch(member -> member.id.isEmpty())) {
      assertThat(heads).as("no ghosts").isEqualTo(expected);
    }
  }

  /** Nothing is left in the bucket that no device names. */
  void checkObjects() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (WorldMember member : full()) {
        prune(member); // what a clone had sent before it became another one
        member.machine.clock().advance(Duration.ofDays(2));
      }
    }
    Set<String> inBucket = new TreeSet<>();
    for (WorldMember member : full()) { // not what a machine left when it took a new id
      String own = Layout.SEGMENTS + member.machine.device().deviceId() + "/";
      world.bucket.names(own).forEach(name -> inBucket.add(name.substring(own.length())));
    }
    // A clone that did nothing since knows the same ones, and perhaps some that are pruned by now.
    assertThat(inBucket).containsAll(inLedgers("died IS NULL"));
    assertThat(inLedgers("TRUE")).containsAll(inBucket);
  }

  /** A copy that shares its id and is told to push first takes an id of its own with that. */
  private void prune(WorldMember member) throws Exception {
    try {
      member.machine.sync().prune(0, false);
    } catch (SyncException.Usage e) {
      if (!isSharingItsId(member)) {
        throw e;
      }
      member.machine.push();
      member.machine.sync().prune(0, false);
    }
  }

  private Set<String> inLedgers(String which) throws Exception {
    Set<String> names = new TreeSet<>();
    for (WorldMember member : full()) {
      RoundTripIT.rows(
              member.machine.home().replica(),
              "SELECT id || '.age' FROM own_segment WHERE state = 2 AND " + which)
          .forEach(row -> names.add(row.getFirst()));
    }
    return names;
  }
}
