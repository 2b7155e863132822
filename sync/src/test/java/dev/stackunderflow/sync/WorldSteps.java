package dev.stackunderflow.sync;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.WorldMember.Kind;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PowerCut;
import dev.stackunderflow.sync.testing.PythonStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What happens in a random world, one step at a time. */
final class WorldSteps {

  private final RandomWorld world;
  private final WorldAttacks attacks;
  private final Random random;
  final WorldDeletions deletions;
  private boolean mayLosePower;

  WorldSteps(RandomWorld world) {
    this.world = world;
    this.deletions = new WorldDeletions(world);
    this.attacks = new WorldAttacks(world);
    this.random = world.random;
  }

  /** A random machine does a random thing. */
  void step() throws Exception {
    WorldMember member = world.any();
    member.machine.clock().advance(Duration.ofSeconds(random.nextInt(100)));
    switch (random.nextInt(40)) {
      case 0 -> world.join(Kind.FULL);
      case 1 -> world.join(Kind.WRITE_ONLY);
      case 2 -> joinForeign();
      case 3 -> deletions.forget(member, session(), mayLosePower);
      case 4, 5 -> rotate(world.anyFull());
      case 6, 7, 8 -> {
        world.say(member, "gets the key");
        world.giveKey(member);
      }
      case 9 -> prune(world.anyFull());
      case 10, 11, 12, 13, 14 -> cutPower(member);
      case 15 -> setClock(member);
      case 16 -> remove(world.anyFull(), member);
      case 17 -> cloneOrDamage(member);
      case 18, 19, 20, 21 -> attack(member);
      case 22 -> rebuild(member);
      case 23 -> loseLog(member, session());
      case 24 -> copyLog(member, session());
      case 25 -> rewrite(member, session());
      default -> everyday(member);
    }
    member.machine.faults().clear();
    world.noteKey();
    attacks.remember();
  }

  private static final List<String> SESSIONS = WorldLogs.SESSIONS;

  private String session() {
    return SESSIONS.get(random.nextInt(SESSIONS.size()));
  }

  private void joinForeign() throws Exception {
    if (world.foreign.isEmpty()) {
      world.join(Kind.FOREIGN);
    }
  }

  private void rotate(WorldMember member) throws Exception {
    world.say(member, "rotates the key");
    if (random.nextInt(3) == 0) {
      member.machine.faults().killAtMoment(random.nextInt(24));
    }
    attacks.checkedRotation(member);
    member.machine.faults().clear();
  }

  private void prune(WorldMember member) throws Exception {
    world.say(member, "prunes");
    member.machine.faults().clear();
    member.machine.clock().advance(Duration.ofDays(random.nextInt(3)));
    world.attempt(() -> member.machine.sync().prune(0, false));
  }

  private void setClock(WorldMember member) {
    Duration jump = Duration.ofHours(random.nextInt(2000) - 1000);
    world.say(member, "sets its clock by " + jump);
    member.machine.clock().advance(jump);
  }

  /** A device that nobody needs is removed from the vault. */
  private void remove(WorldMember by, WorldMember gone) throws Exception {
    boolean canBeTold =
        gone != by
            && world.members.size() > 3
            && !gone.id.isEmpty()
            && gone.hasLogs()
            && !deletions.isUnsure(gone)
            && (gone.kind == Kind.FULL || gone.uses(world.keys.getLast()));
    if (!canBeTold) {
      return;
    }
    world.say(by, "removes " + gone.name());
    by.machine.faults().clear();
    world.giveKey(by);
    if (!world.attempt(() -> sync(by))
        || by.machine.sync().devices().stream().noneMatch(d -> d.deviceId().equals(gone.id))
        || !WorldAttacks.hasSeen(by.machine, gone.id)) {
      return;
    }
    by.machine.sync().remove(gone.id);
    world.members.remove(gone);
    world.abandoned.add(gone.id);
    world.logs.remove(gone.machine, gone.kind == Kind.WRITE_ONLY);
  }

  private static Object sync(WorldMember member) throws Exception {
    member.machine.push();
    return member.machine.pull();
  }

  private void cloneOrDamage(WorldMember member) throws Exception {
    if (!world.clonesHomes || member.kind != Kind.FULL) {
      return;
    }
    if (random.nextBoolean()) {
      world.duplicate(member);
    } else {
      world.say(member, "has a damaged disk");
      for (String suffix : List.of("-wal", "-shm")) {
        Files.deleteIfExists(Path.of(member.machine.home().replica() + suffix));
      }
      Files.writeString(member.machine.home().replica(), "noise ".repeat(1000));
      member.id = "";
      world.attempt(member.machine::push);
    }
  }

  private void attack(WorldMember member) throws Exception {
    if (world.isAttacked) {
      attacks.step(member, () -> quiet(member), () -> rotate(world.anyFull()));
    } else {
      everyday(member);
    }
  }

  /** Several things, and then the power fails, perhaps in the middle of the last one. */
  private void cutPower(WorldMember member) throws Exception {
    world.say(member, "will lose power");
    mayLosePower = true;
    try (var power = new PowerCut(member.machine, member.hasLogs())) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        member.machine.clock().advance(Duration.ofSeconds(random.nextInt(100)));
        if (i == 0 && random.nextBoolean()) {
          member.machine.faults().killAtMoment(random.nextInt(20));
        }
        if (random.nextInt(8) == 0) {
          deletions.forget(member, session(), mayLosePower);
        } else {
          everyday(member);
        }
        power.commandHasRun();
      }
      power.cut(random);
      world.say(member, "loses power");
    }
    mayLosePower = false;
  }

  private void everyday(WorldMember member) throws Exception {
    switch (random.nextInt(4)) {
      case 0 -> {
        int requests = random.nextInt(12);
        world.say(member, "loses its network after " + requests + " requests");
        member.machine.faults().dieAfterRequests(requests);
      }
      case 1 -> {
        String part = random.nextBoolean() ? "heads/" : "segments/";
        Predicate<String> object = key -> key.contains(part);
        int fault = random.nextInt(3);
        world.say(member, "has fault " + fault + " at " + part);
        switch (fault) {
          case 0 -> member.machine.faults().killBeforePut(object);
          case 1 -> member.machine.faults().loseAnswerOfPut(object);
          default -> member.machine.faults().breakOffGet(object);
        }
      }
      default -> {}
    }
    quiet(member);
  }

  /** What a machine does each day. */
  private void quiet(WorldMember member) throws Exception {
    Machine machine = member.machine;
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> write(member);
      case 3 -> {
        world.say(member, "ingests");
        ingest(member);
      }
      case 4 -> {
        world.say(member, "shows its view");
        machine.view(Catalog::fingerprint);
      }
      case 5, 6, 7 -> {
        write(member);
        ingest(member);
        world.say(member, "pushes");
        world.attempt(machine::push);
      }
      default -> {
        if (member.isFull()) {
          world.say(member, "pulls");
          world.attempt(machine::pull);
        }
      }
    }
  }

  static void ingest(WorldMember member) throws Exception {
    if (member.hasLogs()) {
      member.machine.ingest();
    }
  }

  private void write(WorldMember member) throws Exception {
    world.say(member, "writes");
    if (member.hasLogs()) {
      world.logs.write(member.machine, session());
    } else {
      int n = world.foreign.size() + 1;
      PythonStore.add(member.machine.home().store(), n, 100L * n, "more " + n);
      world.foreign.add("uuid-" + n);
    }
  }

  /** An agent deletes an old log that was pushed, and the store is rebuilt without it. */
  private void loseLog(WorldMember member, String session) throws Exception {
    Path log = member.machine.log("-p", world.logs.name(member.machine, session));
    if (member.kind != Kind.FULL || !Files.exists(log)) {
      return;
    }
    world.say(member, "loses the log of " + session);
    member.machine.faults().clear();
    world.giveKey(member);
    member.machine.ingest();
    member.machine.push();
    Files.delete(log);
    rebuild(member);
    world.logs.lose(member.machine, session);
  }

  private void rebuild(WorldMember member) throws Exception {
    if (!member.hasLogs()) {
      return;
    }
    world.say(member, "rebuilds its store");
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(member.machine.home().store() + suffix));
    }
    member.machine.ingest();
  }

  private void copyLog(WorldMember member, String session) throws Exception {
    WorldMember other = world.any();
    if (member.hasLogs() && other.hasLogs()) {
      world.say(member, "gives its log of " + session + " to " + other.name());
      world.logs.copy(member.machine, other.machine, session);
    }
  }

  private void rewrite(WorldMember member, String session) throws Exception {
    if (member.hasLogs()) {
      world.say(member, "rewrites its log of " + session);
      world.logs.rewrite(member.machine, session, random);
    }
  }
}
