package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.FaultyBucket;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/** Two to six machines with wrong clocks; all their randomness comes from one seed. */
final class RandomMachines {

  private static final int MAX_MACHINES = 6;

  private final Path folder;
  private final Path nas;
  private final Random random;
  private final boolean disksFail;
  private final RandomLogs logs = new RandomLogs();
  private final List<Machine> machines = new ArrayList<>();

  /** Every key that the vault ever had, or was to get, by its fingerprint. */
  private final Map<String, String> keys = new HashMap<>();

  RandomMachines(Path folder, long seed) throws Exception {
    this.folder = folder;
    this.nas = Files.createDirectory(folder.resolve("nas"));
    this.random = new Random(seed);
    this.disksFail = seed % 3 == 0;
    int began = 2 + random.nextInt(3);
    while (machines.size() < began) {
      join();
    }
  }

  List<Machine> all() {
    return machines;
  }

  RandomLogs logs() {
    return logs;
  }

  /** The folder that holds the vault. */
  Path vault() {
    return nas.resolve("stackunderflow-sync");
  }

  /** A random machine does a random thing. */
  void step() throws Exception {
    Machine machine = machines.get(random.nextInt(machines.size()));
    String session = RandomLogs.SESSIONS.get(random.nextInt(RandomLogs.SESSIONS.size()));
    machine.clock().advance(Duration.ofSeconds(random.nextInt(100)));
    switch (random.nextInt(40)) {
      case 0 -> duplicate(machine);
      case 3 -> forget(machine, session);
      case 4 -> join();
      case 5 -> rotate(machine);
      case 6, 7, 8 -> giveKey(machine);
      case 9 -> damage(machine);
      case 1, 2 -> {
        machine.faults().clear();
        machine.clock().advance(Duration.ofDays(random.nextInt(3)));
        quietly(() -> machine.sync().prune(0, false));
      }
      default -> everyday(machine, session);
    }
  }

  /** A clock that is up to a year and a half wrong. */
  private TestClock wrongClock() {
    var clock = new TestClock();
    clock.advance(Duration.ofHours(random.nextInt(26_000) - 13_000));
    return clock;
  }

  /** A machine makes the vault, or joins it with the key that it has now. */
  private void join() throws Exception {
    if (machines.size() == MAX_MACHINES) {
      return;
    }
    Path home = folder.resolve("m" + machines.size());
    Machine machine = new Machine(home, Map.of(), wrongClock());
    if (!machines.isEmpty()) {
      machine.env().put(Machine.KEY, keyOfTheVault());
    }
    machine.compactEvery(3);
    machine.seed(random.nextLong());
    keys.put(machine.init("file://" + nas).keyFingerprint(), machine.key());
    machines.add(machine);
  }

  /** The vault gets another key, unless the process is killed before that. */
  private void rotate(Machine machine) throws Exception {
    VaultKey next = VaultKey.generate(Machine.seeded(random.nextLong()));
    keys.put(next.fingerprint().value(), next.secret());
    String variable = "KEY_" + keys.size();
    machine.env().put(variable, next.secret());
    if (random.nextBoolean()) {
      machine.faults().killAtMoment(random.nextInt(24));
    }
    quietly(() -> machine.sync().rotateKey("env:" + variable, Progress.NONE));
    machine.faults().clear();
  }

  /** Its user puts the vault's key where the machine looks for it. */
  private void giveKey(Machine machine) throws Exception {
    String place = machine.status().keySource();
    machine.env().put(place.substring("env:".length()), keyOfTheVault());
  }

  private String keyOfTheVault() throws Exception {
    byte[] vault = Files.readAllBytes(vault().resolve(Layout.VAULT));
    return Objects.requireNonNull(keys.get(VaultCodec.decode(vault).keyFingerprint()));
  }

  /** A disk spoils the replica: it is rebuilt, and the machine continues under a new id. */
  private void damage(Machine machine) throws Exception {
    if (!disksFail) {
      return;
    }
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(Path.of(machine.home().replica() + suffix));
    }
    Files.writeString(machine.home().replica(), "noise ".repeat(1000));
    quietly(machine::push);
  }

  /** A home is cloned: a restored backup, a copied virtual machine. */
  private void duplicate(Machine machine) throws Exception {
    if (machines.size() == MAX_MACHINES) {
      return;
    }
    Path target = folder.resolve("m" + machines.size());
    TwoMachines.copy(machine.folder(), target);
    renamePaths(machine.folder(), target);
    var clock = new TestClock();
    clock.advance(Duration.between(clock.instant(), machine.clock().instant()));
    Machine clone = new Machine(target, Map.of(), clock);
    clone.compactEvery(3);
    machine.env().forEach(clone.env()::putIfAbsent);
    clone.seed(random.nextLong());
    logs.clone(machine, clone);
    machines.add(clone);
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

  private void everyday(Machine machine, String session) throws Exception {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> logs.write(machine, session);
      case 4, 5 -> machine.ingest();
      case 6 -> quietly(machine::push);
      case 7, 8 -> quietly(machine::pull);
      case 9 -> logs.rewrite(machine, session, random);
      case 10 -> rebuild(machine);
      case 11 -> {
        machine.faults().killBeforePut(anyKey());
        quietly(machine::push);
      }
      case 12 -> {
        machine.faults().loseAnswerOfPut(anyKey());
        quietly(machine::push);
      }
      case 13 -> logs.copy(machine, machines.get(random.nextInt(machines.size())), session);
      case 14 -> loseLog(machine, session);
      default -> {
        machine.faults().breakOffGet(anyKey());
        quietly(machine::pull);
      }
    }
  }

  /** The user deletes a session that this machine shows, up to now or to an earlier line. */
  private void forget(Machine machine, String session) throws Exception {
    String thread = logs.name(machine, session);
    machine.faults().clear();
    int until = logs.written() - logs.written() % 3;
    if (machine.clock().instant().isBefore(Instant.parse(Lines.at(until + 1)))) {
      return; // a deletion covers nothing that its device's clock says is in the future
    }
    if (RandomStepsIT.view(machine).stream().noneMatch(e -> e.contains(" " + thread + " "))) {
      return;
    }
    giveKey(machine);
    logs.delete(thread, until);
    quietly(
        () ->
            machine
                .sync()
                .forget(
                    new ForgetRequest.OfSession(thread, Instant.parse(Lines.at(until + 1))),
                    Progress.NONE));
  }

  private Predicate<String> anyKey() {
    String part = random.nextBoolean() ? "/heads/" : "/segments/";
    return key -> key.contains(part);
  }

  private interface Action {
    Object run() throws Exception;
  }

  /** A fault that the test asked for is not a failure. */
  private static void quietly(Action action) throws Exception {
    try {
      action.run();
    } catch (FaultyBucket.Killed | SyncException.Unreachable e) {
      assertThat(e).isNotNull();
    } catch (SyncException.Usage e) {
      assertThat(e).hasMessageContaining("Another copy of this device has pushed");
    } catch (SyncException.WrongKey e) {
      assertThat(e.getMessage())
          .containsPattern("ne of your devices replaced (the vault's key|it)");
    }
  }

  /** An agent deletes an old log that was pushed, and the store is rebuilt without it. */
  private void loseLog(Machine machine, String session) throws Exception {
    Path log = machine.log("-p", logs.name(machine, session));
    if (!Files.exists(log)) {
      return;
    }
    machine.faults().clear();
    giveKey(machine);
    machine.ingest();
    machine.push();
    Files.delete(log);
    rebuild(machine);
    logs.lose(machine, session);
  }

  private static void rebuild(Machine machine) throws Exception {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(machine.home().store() + suffix));
    }
    machine.ingest();
  }

  /** No more faults: every machine sends and imports everything. */
  void settle() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (Machine machine : machines) {
        machine.faults().clear();
        giveKey(machine);
        machine.ingest();
        machine.push();
        machine.pull(); // a clone that has nothing to push learns here that it is one
      }
    }
    for (Machine machine : machines) {
      machine.push();
    }
    for (Machine machine : machines) {
      assertThat(machine.pull().quarantined()).isEmpty();
      assertThat(machine.status().pendingEvents()).isZero();
      assertThat(machine.push().requests()).isZero();
    }
  }
}
