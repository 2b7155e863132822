package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two to six machines with wrong clocks that join, write, rewrite, push, compact, prune, pull,
 * crash, lose answers, lose logs, rebuild their stores, are damaged and cloned, replace the vault's
 * key and are given it later, in a random order. In the end all show the same, and every line that
 * was not rewritten away is in it once.
 */
class RandomStepsIT {

  private static final int MOST_MACHINES = 6;
  private static final int STEPS = 120;
  private static final List<String> SESSIONS = List.of("one", "two", "three", "four");

  @TempDir Path folder;
  private final List<Machine> machines = new ArrayList<>();

  /** What each machine's logs hold: the uuids of their lines by machine and session. */
  private final Map<String, List<String>> logs = new HashMap<>();

  /** Under whose name a machine keeps a session. */
  private final Map<String, String> owners = new HashMap<>();

  /** The sessions whose log is gone from a machine: they stay in every view. */
  private final Set<String> vanished = new HashSet<>();

  /** What was forgotten: up to which line, by session under its owner's name. */
  private final Map<String, Integer> forgotten = new HashMap<>();

  /** Every key that the vault ever had, or was to get, by its fingerprint. */
  private final Map<String, String> keys = new HashMap<>();

  private Path nas = Path.of("");
  private int written;
  private boolean disksFail;
  private int formerIds;

  @ParameterizedTest
  @MethodSource("seeds")
  void allShowTheSameAndNothingIsLostOrDuplicated(long seed) throws Exception {
    nas = Files.createDirectory(folder.resolve("nas"));
    var random = new Random(seed);
    disksFail = seed % 3 == 0;
    int began = 2 + random.nextInt(3);
    for (int i = 0; i < began; i++) {
      join(random);
    }
    for (int step = 0; step < STEPS; step++) {
      step(random);
      if (step % 40 == 39) {
        fingerprintsTellDifferences();
      }
    }
    settle();
    assertThat(written).isGreaterThan(9);

    Set<String> first = view(machines.getFirst());
    byte[] fingerprint = machines.getFirst().view(Catalog::fingerprint);
    for (Machine machine : machines) {
      assertThat(view(machine)).as("seed " + seed).isEqualTo(first);
      byte[] its = machine.view(Catalog::fingerprint);
      assertThat(its).as("seed " + seed).isEqualTo(fingerprint);
      theListSumsUpWhatIsShown(machine, seed);
    }
    Set<String> shown = new HashSet<>();
    for (String event : first) {
      assertThat(shown.add(event.substring(0, event.indexOf(' '))))
          .as("seed " + seed + ", shown once: " + event)
          .isTrue();
    }
    Set<String> expected = new TreeSet<>();
    logs.forEach((log, uuids) -> uuids.stream().filter(u -> isKept(log, u)).forEach(expected::add));
    if (formerIds == 0) {
      assertThat(shown).as("seed " + seed).containsExactlyInAnyOrderElementsOf(expected);
    } else {
      // A former id goes on showing what was rewritten away since; nobody pushes for it.
      assertThat(shown).as("seed " + seed).containsAll(expected);
    }
    everyObjectIsNamedByAHead();
  }

  /** Views that differ have different fingerprints, and the other way round. */
  private void fingerprintsTellDifferences() throws Exception {
    for (Machine x : machines) {
      for (Machine y : machines) {
        byte[] ofX = x.view(Catalog::fingerprint);
        byte[] ofY = y.view(Catalog::fingerprint);
        if (!view(x).equals(view(y))) {
          assertThat(ofX).isNotEqualTo(ofY);
        }
      }
    }
  }

  private void step(Random random) throws Exception {
    Machine machine = machines.get(random.nextInt(machines.size()));
    String session = SESSIONS.get(random.nextInt(SESSIONS.size()));
    machine.clock().advance(Duration.ofSeconds(random.nextInt(100)));
    switch (random.nextInt(40)) {
      case 0 -> duplicate(machine);
      case 3 -> forget(machine, session);
      case 4 -> join(random);
      case 5 -> rotate(machine, random);
      case 6, 7, 8 -> giveKey(machine);
      case 9 -> damage(machine);
      case 1, 2 -> {
        machine.faults().clear();
        machine.clock().advance(Duration.ofDays(random.nextInt(3)));
        quietly(() -> machine.sync().prune(0, false));
      }
      default -> everyday(random, machine, session);
    }
  }

  /** A clock that is up to a year and a half wrong. */
  private static TestClock wrongClock(Random random) {
    var clock = new TestClock();
    clock.advance(Duration.ofHours(random.nextInt(26_000) - 13_000));
    return clock;
  }

  /** A machine makes the vault, or joins it with the key that it has now. */
  private void join(Random random) throws Exception {
    if (machines.size() == MOST_MACHINES) {
      return;
    }
    Path home = folder.resolve("m" + machines.size());
    Machine machine = new Machine(home, Map.of(), wrongClock(random));
    if (!machines.isEmpty()) {
      machine.env().put(Machine.KEY, keyOfTheVault());
    }
    machine.compactEvery(3);
    keys.put(machine.init("file://" + nas).keyFingerprint(), machine.key());
    machines.add(machine);
  }

  /** The vault gets another key, unless the process is killed before that. */
  private void rotate(Machine machine, Random random) throws Exception {
    VaultKey next = VaultKey.generate();
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
    byte[] vault = Files.readAllBytes(nas.resolve("stackunderflow-sync").resolve(Layout.VAULT));
    return Objects.requireNonNull(keys.get(VaultCodec.decode(vault).keyFingerprint()));
  }

  /** A disk spoils the replica: it is made anew, and the machine goes on under a new id. */
  private void damage(Machine machine) throws Exception {
    if (!disksFail) {
      return;
    }
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(Path.of(machine.home().replica() + suffix));
    }
    Files.writeString(machine.home().replica(), "noise ".repeat(1000));
    quietly(machine::push);
    formerIds++;
  }

  /** A home is cloned: a restored backup, a copied virtual machine. */
  private void duplicate(Machine machine) throws Exception {
    if (machines.size() == MOST_MACHINES) {
      return;
    }
    Path target = folder.resolve("m" + machines.size());
    TwoMachines.copy(machine.folder(), target);
    namePathsAnew(machine.folder(), target);
    var clock = new TestClock();
    clock.advance(Duration.between(clock.instant(), machine.clock().instant()));
    Machine clone = new Machine(target, Map.of(), clock);
    clone.compactEvery(3);
    machine.env().forEach(clone.env()::putIfAbsent);
    for (String session : SESSIONS) {
      String from = machine.folder() + session;
      String to = target + session;
      if (logs.containsKey(from)) {
        logs.put(to, new ArrayList<>(logs.get(from)));
      }
      owners.put(to, owner(machine, session));
      if (vanished.contains(from)) {
        vanished.add(to);
      }
    }
    machines.add(clone);
  }

  /** On a real clone the paths are the same; here they would name the other one's files. */
  private static void namePathsAnew(Path from, Path to) throws Exception {
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

  private void everyday(Random random, Machine machine, String session) throws Exception {
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> write(machine, session);
      case 4, 5 -> machine.ingest();
      case 6 -> quietly(machine::push);
      case 7, 8 -> quietly(machine::pull);
      case 9 -> rewrite(machine, session, random);
      case 10 -> rebuild(machine);
      case 11 -> {
        machine.faults().killBeforePut(anyKey(random));
        quietly(machine::push);
      }
      case 12 -> {
        machine.faults().loseAnswerOfPut(anyKey(random));
        quietly(machine::push);
      }
      case 13 -> copy(machine, machines.get(random.nextInt(machines.size())), session);
      case 14 -> vanish(machine, session);
      default -> {
        machine.faults().breakOffGet(anyKey(random));
        quietly(machine::pull);
      }
    }
  }

  /** A person has a session forgotten that this machine shows, up to now or to an earlier line. */
  private void forget(Machine machine, String session) throws Exception {
    String thread = session + owner(machine, session);
    machine.faults().clear();
    int until = written - written % 3;
    if (view(machine).stream().noneMatch(e -> e.contains(" " + thread + " "))) {
      return;
    }
    giveKey(machine);
    forgotten.merge(thread, until, Math::max);
    quietly(
        () ->
            machine
                .sync()
                .forget(
                    new ForgetRequest.OfSession(thread, Instant.parse(Lines.at(until + 1))),
                    Progress.NONE));
  }

  private boolean isKept(String log, String uuid) {
    String session = SESSIONS.stream().filter(log::endsWith).findFirst().orElseThrow();
    return Integer.parseInt(uuid.substring(1))
        > forgotten.getOrDefault(session + owners.get(log), 0);
  }

  private static Predicate<String> anyKey(Random random) {
    String part = random.nextBoolean() ? "/heads/" : "/segments/";
    return key -> key.contains(part);
  }

  static LongStream seeds() {
    Long one = Long.getLong("stackunderflow.seed");
    return one == null
        ? LongStream.rangeClosed(1, Long.getLong("stackunderflow.seeds", 12))
        : LongStream.of(one);
  }

  private interface Action {
    Object run() throws Exception;
  }

  /** A fault that was asked for is no failure. */
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

  private void write(Machine machine, String session) throws Exception {
    if (vanished.contains(machine.folder() + session)) {
      return;
    }
    int n = ++written;
    String uuid = "u" + n;
    machine.append("-p", session + owner(machine, session), line(uuid, n));
    logs.computeIfAbsent(machine.folder() + session, _ -> new ArrayList<>()).add(uuid);
  }

  private static String line(String uuid, int n) {
    return n % 3 == 0
        ? Lines.assistant(uuid, Lines.at(n), "answer " + n, n)
        : Lines.user(uuid, Lines.at(n), "prompt " + n);
  }

  /** A session that was copied here keeps the name that it has on the machine it came from. */
  private String owner(Machine machine, String session) {
    return owners.computeIfAbsent(
        machine.folder() + session, _ -> String.valueOf(machine.folder().getFileName()));
  }

  /** A session's log is copied to a machine that has none of that name, as a person would. */
  private void copy(Machine from, Machine to, String session) throws Exception {
    Path log = from.log("-p", session + owner(from, session));
    if (from.equals(to) || !Files.exists(log) || logs.containsKey(to.folder() + session)) {
      return;
    }
    owners.put(to.folder() + session, owner(from, session));
    Path target = to.log("-p", session + owner(from, session));
    Files.createDirectories(target.getParent());
    Files.copy(log, target);
    logs.put(
        to.folder() + session,
        new ArrayList<>(logs.getOrDefault(from.folder() + session, List.of())));
  }

  /** An agent compacts a log: some lines go, one is new. */
  private void rewrite(Machine machine, String session, Random random) throws Exception {
    if (vanished.contains(machine.folder() + session)) {
      return;
    }
    List<String> uuids = logs.computeIfAbsent(machine.folder() + session, _ -> new ArrayList<>());
    uuids.removeIf(_ -> random.nextInt(3) == 0);
    uuids.add("u" + ++written);
    machine.rewrite(
        "-p",
        session + owner(machine, session),
        uuids.stream()
            .map(uuid -> line(uuid, Integer.parseInt(uuid.substring(1))))
            .toArray(String[]::new));
    machine.ingest();
  }

  /** An agent deletes an old log that was pushed, and the store is rebuilt without it. */
  private void vanish(Machine machine, String session) throws Exception {
    Path log = machine.log("-p", session + owner(machine, session));
    if (!Files.exists(log)) {
      return;
    }
    machine.faults().clear();
    giveKey(machine);
    machine.ingest();
    machine.push();
    Files.delete(log);
    rebuild(machine);
    vanished.add(machine.folder() + session);
  }

  private static void rebuild(Machine machine) throws Exception {
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(machine.home().store() + suffix));
    }
    machine.ingest();
  }

  /** No more faults: everybody sends and takes everything. */
  private void settle() throws Exception {
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

  /** The list reads kept sums, a transcript reads its events. */
  private static void theListSumsUpWhatIsShown(Machine machine, long seed) throws Exception {
    machine.view(
        catalog -> {
          for (SessionView session : catalog.sessions(new DeviceFilter.All(), 1000)) {
            List<EventView> events =
                catalog.show(session.sessionId(), new DeviceFilter.All()).getFirst().events();
            assertThat(session.events())
                .as("seed " + seed)
                .isEqualTo(events.stream().filter(e -> e.role().matches("user|assistant")).count());
            assertThat(session.tokens().output())
                .as("seed " + seed)
                .isEqualTo(events.stream().mapToLong(e -> e.tokens().output()).sum());
            assertThat(session.firstTs()).isEqualTo(events.getFirst().timestamp());
            assertThat(session.lastTs()).isEqualTo(events.getLast().timestamp());
          }
          return true;
        });
  }

  private static Set<String> view(Machine machine) throws Exception {
    return machine.view(
        catalog -> {
          Set<String> view = new TreeSet<>();
          for (SessionView session : catalog.sessions(new DeviceFilter.All(), 1000)) {
            for (EventView e :
                catalog.show(session.sessionId(), new DeviceFilter.All()).getFirst().events()) {
              view.add(
                  String.join(
                      " ",
                      String.valueOf(e.uuid()),
                      session.sessionId(),
                      e.timestamp(),
                      e.deviceId(),
                      e.contentText(),
                      e.tokens().toString()));
            }
          }
          return view;
        });
  }

  private void everyObjectIsNamedByAHead() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (Machine machine : machines) {
        machine.sync().prune(0, false); // what a clone had sent before it became another device
        machine.clock().advance(Duration.ofDays(2));
      }
    }
    Set<String> inBucket = new TreeSet<>();
    for (Machine machine : machines) { // not what a machine left when it took a new id
      Path own =
          nas.resolve("stackunderflow-sync/v1/segments").resolve(machine.status().deviceId());
      if (Files.exists(own)) {
        try (Stream<Path> files = Files.list(own)) {
          files.forEach(file -> inBucket.add(String.valueOf(file.getFileName())));
        }
      }
    }
    // A clone that did nothing since knows the same ones, and perhaps some that are pruned by now.
    assertThat(inBucket).containsAll(ofLedgers("died IS NULL"));
    assertThat(ofLedgers("TRUE")).containsAll(inBucket);
  }

  private Set<String> ofLedgers(String which) throws Exception {
    Set<String> names = new TreeSet<>();
    for (Machine machine : machines) {
      RoundTripIT.rows(
              machine.home().replica(),
              "SELECT id || '.age' FROM own_segment WHERE state = 2 AND " + which)
          .forEach(row -> names.add(row.getFirst()));
    }
    return names;
  }
}
