package dev.stackunderflow.sync;

import dev.stackunderflow.sync.WorldMember.Kind;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.MemoryBucket;
import dev.stackunderflow.sync.testing.PythonStore;
import dev.stackunderflow.sync.testing.TestClock;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Machines of one user and one vault; all their randomness comes from one seed. Who is in it, the
 * keys and the bucket; what happens is in {@link WorldSteps} and {@link WorldAttacks}.
 */
final class RandomWorld {

  private static final String URL = "file:///nas";

  /** What a command may say while nobody attacks. */
  private static final Pattern EXPECTED =
      Pattern.compile(
          "Another copy of this device has pushed"
              + "|ne of your devices replaced (the vault's key|it)"
              + "|The vault's key was replaced after this device was invited");

  static final int MAX_MACHINES = 5;

  final Random random;
  final MemoryBucket.Objects bucket = new MemoryBucket.Objects();
  final WorldLogs logs = new WorldLogs();
  final List<WorldMember> members = new ArrayList<>();

  /** The keys that the vault had, the present one last. */
  final List<VaultKey> keys = new ArrayList<>();

  /** What the user added to the store of the Python tool. */
  final Set<String> foreign = new HashSet<>();

  /** Ids under which devices pushed that may not be in the vault any more, or not accepted. */
  final Set<String> abandoned = new HashSet<>();

  /** What happened, one line per step. */
  final List<String> trace = new ArrayList<>();

  /** Whether homes are cloned; an operator who replays objects as well could hide a copy's push. */
  final boolean clonesHomes;

  /** Whether an operator replays objects, and thieves of keys forge some. */
  final boolean isAttacked;

  /** Whether the bucket shows what is not so. */
  boolean isDeceived;

  private final Path folder;
  private final Map<String, VaultKey> candidates = new HashMap<>();
  private int machines;

  RandomWorld(Path folder, long seed) throws Exception {
    this.folder = folder;
    this.random = new Random(seed);
    this.clonesHomes = seed % 2 == 0;
    this.isAttacked = !clonesHomes;
    join(Kind.FULL);
    join(Kind.FULL);
  }

  WorldMember any() {
    return members.get(random.nextInt(members.size()));
  }

  /** A full device. */
  WorldMember anyFull() {
    List<WorldMember> full = members.stream().filter(WorldMember::isFull).toList();
    return full.get(random.nextInt(full.size()));
  }

  /** Says what happens. */
  void say(WorldMember member, String what) {
    trace.add(trace.size() + ": " + member.name() + " " + what);
  }

  /** An unused home with a clock that is up to a year and a half wrong. */
  private Machine machine() {
    var clock = new TestClock();
    clock.advance(Duration.ofHours(random.nextInt(26_000) - 13_000));
    return machine(folder.resolve("m" + machines++), clock);
  }

  /** A machine whose sync uses the bucket of this world. */
  private Machine machine(Path home, TestClock clock) {
    var machine = new Machine(home, Map.of(), clock);
    machine.openBuckets((_, _, _) -> new MemoryBucket(bucket));
    machine.compactEvery(3);
    machine.seed(random.nextLong());
    return machine;
  }

  /** A machine makes the vault, or joins it. */
  void join(Kind kind) throws Exception {
    if (members.size() == MAX_MACHINES) {
      return;
    }
    Machine machine = machine();
    if (kind == Kind.WRITE_ONLY) {
      WorldMember member = anyFull();
      giveKey(member);
      Machine host = member.machine;
      if (!attempt(host::push)
          || !attempt(() -> machine.sync().join(host.sync().invite("write-only")))) {
        return;
      }
    } else {
      if (kind == Kind.FOREIGN) {
        PythonStore.create(machine.home().store());
        for (int i = 1; i <= 5; i++) {
          foreign.add("uuid-" + i);
        }
      }
      VaultKey key = keys.isEmpty() ? newKey() : keys.getLast();
      machine.env().put(Machine.KEY, key.secret());
      machine.init(URL);
      noteKey();
    }
    String id = machine.device().deviceId();
    var member = new WorldMember(machine, kind, id);
    members.add(member);
    say(member, "joins as " + kind + " " + id);
  }

  /** A write-only device that was invited under a key that is no longer in use joins again. */
  void inviteAgain(WorldMember member) throws Exception {
    abandoned.add(member.machine.device().deviceId());
    try (var files = Files.walk(member.machine.home().syncFolder())) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    member.machine.sync().join(anyFull().machine.sync().invite("write-only"));
    member.id = member.machine.device().deviceId();
    say(member, "is invited again as " + member.id);
  }

  /** A home is cloned: a restored backup, a copied virtual machine. */
  void duplicate(WorldMember member) throws Exception {
    if (members.size() == MAX_MACHINES || member.kind != Kind.FULL) {
      return;
    }
    Path target = folder.resolve("m" + machines++);
    TwoMachines.copy(member.machine.folder(), target);
    renamePaths(member.machine.folder(), target);
    var clock = new TestClock();
    clock.advance(Duration.between(clock.instant(), member.machine.clock().instant()));
    Machine clone = machine(target, clock);
    member.machine.env().forEach(clone.env()::putIfAbsent);
    logs.clone(member.machine, clone);
    members.add(new WorldMember(clone, Kind.FULL, ""));
    for (WorldMember other : members) {
      if (other.id.equals(member.id)) {
        other.id = "";
      }
    }
    say(member, "is cloned to " + target.getFileName());
  }

  /** On a real clone the paths are the same; here they would name the other one's files. */
  private static void renamePaths(Path from, Path to) throws Exception {
    try (var db =
            java.sql.DriverManager.getConnection(
                "jdbc:sqlite:" + to.resolve(".stackunderflow/store.db"));
        var statement = db.createStatement()) {
      for (String table : List.of("ingest_log", "ingest_state")) {
        statement.executeUpdate(
            "UPDATE %s SET file_path = replace(file_path, '%s/', '%s/')"
                .formatted(table, from, to));
      }
    }
  }

  /** A key that a machine can make the vault's. */
  VaultKey newKey() {
    VaultKey key = VaultKey.generate(Machine.seeded(random.nextLong()));
    candidates.put(key.fingerprint().value(), key);
    return key;
  }

  /** The vault gets another key, unless something prevents it. */
  void rotate(WorldMember member) throws Exception {
    giveKey(member);
    VaultKey next = newKey();
    String variable = "KEY_" + candidates.size();
    member.machine.env().put(variable, next.secret());
    attempt(() -> member.machine.sync().rotateKey("env:" + variable, Progress.NONE));
  }

  /** Learns whether the vault has another key. */
  void noteKey() throws Exception {
    VaultKey present = Objects.requireNonNull(candidates.get(vault().keyFingerprint()));
    if (keys.isEmpty() || !keys.getLast().equals(present)) {
      keys.add(present);
    }
  }

  VaultObject vault() throws Exception {
    return VaultCodec.decode(bucket.get(Layout.VAULT).orElseThrow());
  }

  /** The user puts the vault's key where the machine looks for it. */
  void giveKey(WorldMember member) throws Exception {
    if (member.isFull()) {
      String place = DeviceFile.read(member.machine.home()).orElseThrow().keySource();
      member.machine.env().put(place.substring("env:".length()), keys.getLast().secret());
    }
  }

  /** Something that a user or a process does. */
  interface Action {
    Object run() throws Exception;
  }

  /**
   * Does something that may fail for one of the reasons that the world makes.
   *
   * @return whether it succeeded
   */
  boolean attempt(Action action) throws Exception {
    try {
      action.run();
      return true;
    } catch (FaultyBucket.Killed | SyncException.Unreachable e) {
      trace.add("   " + e.getMessage());
    } catch (SyncException.Usage | SyncException.WrongKey | SyncException.Tampered e) {
      trace.add("   " + e.getMessage());
      if (!isDeceived && !EXPECTED.matcher(String.valueOf(e.getMessage())).find()) {
        throw e;
      }
    }
    return false;
  }
}
