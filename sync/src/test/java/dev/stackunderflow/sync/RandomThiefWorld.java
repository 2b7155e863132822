package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.testing.ForgedHead;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Up to five machines that push, pull, join, rotate the key and move to it in a random order, while
 * an operator replays heads and vault objects, and thieves of retired keys forge heads.
 */
final class RandomThiefWorld {

  private final Path folder;
  private final Path nas;
  private final Random random;
  private final TestClock clock = new TestClock();
  private final List<Machine> machines = new ArrayList<>();
  private final List<VaultKey> keys = new ArrayList<>();
  private final Map<String, List<byte[]>> past = new HashMap<>();
  private int lines;
  int forgeries;
  int replays;
  int rotations;

  RandomThiefWorld(Path folder, long seed) throws Exception {
    this.folder = folder;
    this.nas = Files.createDirectory(folder.resolve("nas"));
    this.random = new Random(seed);
    keys.add(VaultKey.generate(Machine.seeded(seed)));
    join();
    join();
  }

  List<Machine> all() {
    return machines;
  }

  private Machine any() {
    return machines.get(random.nextInt(machines.size()));
  }

  private Path file(String key) {
    return nas.resolve("stackunderflow-sync").resolve(key);
  }

  void step() throws Exception {
    switch (random.nextInt(12)) {
      case 0 -> join();
      case 1 -> rotate(any());
      case 2, 3 -> move(any());
      case 4, 5, 6 -> quietly(any()::pull);
      case 7, 8 -> push(any());
      case 9 -> replayDuring(this::attackedStep);
      case 10 -> replayDuring(() -> rotate(any()));
      default -> forge(any());
    }
    remember();
  }

  private void join() throws Exception {
    if (machines.size() == 5) {
      return;
    }
    Machine machine = new Machine(folder.resolve("m" + machines.size()), Map.of(), clock);
    machine.env().put(Machine.KEY, keys.getLast().secret());
    machine.seed(random.nextLong());
    machine.init("file://" + nas);
    machines.add(machine);
    push(machine);
  }

  private void push(Machine machine) throws Exception {
    machine.append("-p", "s", Lines.user("u" + lines, Lines.at(lines), "line " + lines));
    lines++;
    machine.ingest();
    quietly(machine::push);
  }

  /** Every device stays listed where it was, or where it was seen, and is never set back. */
  private void rotate(Machine machine) throws Exception {
    move(machine);
    VaultObject before = vault();
    Map<String, Integer> seen = seen(machine);
    VaultKey next = VaultKey.generate(Machine.seeded(random.nextLong()));
    String variable = "KEY_" + keys.size();
    machine.env().put(variable, next.secret());
    quietly(() -> machine.sync().rotateKey("env:" + variable, Progress.NONE));
    VaultObject after = vault();
    if (!after.keyFingerprint().equals(next.fingerprint().value())) {
      return; // the operator hindered it
    }
    rotations++;
    keys.add(next);
    for (VaultObject.RetiredKey key : after.retired()) {
      for (String device : key.devices()) {
        assertThat(rank(key.fingerprint())).isGreaterThanOrEqualTo(seen.getOrDefault(device, 0));
        if (!key.fingerprint().equals(before.keyFingerprint())) {
          assertThat(listed(before, device)).isEqualTo(rank(key.fingerprint()));
        }
      }
    }
  }

  private VaultObject vault() throws Exception {
    return VaultCodec.decode(Files.readAllBytes(file(Layout.VAULT)));
  }

  private int rank(String fingerprint) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).fingerprint().value().equals(fingerprint)) {
        return i;
      }
    }
    throw new AssertionError("not a key of this vault: " + fingerprint);
  }

  /** The retired key under which a vault object lists a device; -1 for none. */
  private int listed(VaultObject vault, String device) {
    return vault.retired().stream()
        .filter(key -> key.devices().contains(device))
        .mapToInt(key -> rank(key.fingerprint()))
        .findFirst()
        .orElse(-1);
  }

  /** The newest key that a machine saw each device under. */
  private Map<String, Integer> seen(Machine machine) throws Exception {
    Map<String, Integer> seen = new HashMap<>();
    for (List<String> row :
        RoundTripIT.rows(
            machine.home().replica(),
            "SELECT device_id, sealed_for FROM peer WHERE sealed_for IS NOT NULL")) {
      seen.put(row.getFirst(), rank(row.getLast()));
    }
    return seen;
  }

  private void move(Machine machine) throws Exception {
    String place = machine.status().keySource();
    machine.env().put(place.substring("env:".length()), keys.getLast().secret());
    push(machine);
  }

  private void attackedStep() throws Exception {
    switch (random.nextInt(3)) {
      case 0 -> quietly(any()::pull);
      case 1 -> push(any());
      default -> move(any());
    }
  }

  private interface Action {
    Object run() throws Exception;
  }

  private interface Step {
    void run() throws Exception;
  }

  private static void quietly(Action action) throws Exception {
    try {
      action.run();
    } catch (SyncException.WrongKey | SyncException.Tampered | SyncException.Usage e) {
      assertThat(e).isNotNull(); // a device that has not moved yet, or is shown an old state
    }
  }

  private List<String> objects() throws Exception {
    List<String> objects = new ArrayList<>(List.of(Layout.VAULT));
    try (var heads = Files.list(file("v1/heads"))) {
      heads.map(head -> "v1/heads/" + head.getFileName()).sorted().forEach(objects::add);
    }
    return objects;
  }

  private void remember() throws Exception {
    for (String object : objects()) {
      past.computeIfAbsent(object, _ -> new ArrayList<>()).add(Files.readAllBytes(file(object)));
    }
  }

  /** The operator shows an old object while a machine does something. */
  private void replayDuring(Step step) throws Exception {
    List<String> objects = objects().stream().filter(past::containsKey).toList();
    if (objects.isEmpty()) {
      return;
    }
    String object = objects.get(random.nextInt(objects.size()));
    List<byte[]> old = past.getOrDefault(object, List.of());
    replays++;
    showDuring(object, old.get(random.nextInt(old.size())), step);
  }

  /** Shows another object, and the true one again unless a machine has replaced it. */
  private void showDuring(String object, byte[] content, Step step) throws Exception {
    byte[] real = Files.readAllBytes(file(object));
    Files.write(file(object), content);
    step.run();
    if (java.util.Arrays.equals(Files.readAllBytes(file(object)), content)) {
      Files.write(file(object), real);
    }
  }

  /** A thief of a retired key speaks for a device to a machine that must not believe it. */
  private void forge(Machine observer) throws Exception {
    Machine victim = any();
    int stolen = random.nextInt(keys.size());
    move(observer);
    String device = victim.status().deviceId();
    Integer seen = seen(observer).get(device);
    boolean hasMoved = seen != null && seen > stolen;
    boolean isListed = listed(vault(), device) == stolen;
    if (victim == observer || stolen == keys.size() - 1 || (isListed && !hasMoved)) {
      return; // a key in use, or a device that has not moved as far as this machine can know
    }
    @Nullable DeviceFile stolenDevice =
        random.nextBoolean() ? DeviceFile.read(victim.home()).orElseThrow() : null;
    byte[] forged =
        ForgedHead.of(
            keys.get(stolen),
            vault().vaultId(),
            device,
            stolenDevice == null ? SigningKey.generate() : stolenDevice.signingKey(),
            "-p");
    forgeries++;
    long events = events(observer);
    showDuring("v1/heads/" + device + ".age", forged, () -> quietly(observer::pull));
    assertThat(events(observer)).isGreaterThanOrEqualTo(events);
    assertThat(
            RoundTripIT.rows(
                observer.home().replica(),
                "SELECT 1 FROM peer WHERE label = '" + ForgedHead.LABEL + "'"))
        .isEmpty();
  }

  private static long events(Machine machine) throws Exception {
    return (long) RoundTripIT.rows(machine.home().replica(), "SELECT 1 FROM event").size()
        + RoundTripIT.rows(machine.home().store(), "SELECT 1 FROM messages").size();
  }

  /** The operator behaves: all move, push and pull. */
  void settle() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (Machine machine : machines) {
        move(machine);
      }
    }
    for (Machine machine : machines) {
      assertThat(machine.pull().quarantined()).isEmpty();
    }
  }
}
