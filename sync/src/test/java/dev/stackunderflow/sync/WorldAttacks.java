package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.testing.ForgedHead;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The operator of a random world's bucket, who shows old objects, and thieves of keys that the
 * vault has left, who write objects under them.
 */
final class WorldAttacks {

  /** A step of somebody who does not know of the attack. */
  interface Step {
    void run() throws Exception;
  }

  private final RandomWorld world;
  private final Random random;
  private final Map<String, List<byte[]>> past = new HashMap<>();

  WorldAttacks(RandomWorld world) {
    this.world = world;
    this.random = world.random;
  }

  /** The operator keeps a copy of everything that can change. */
  void remember() {
    if (world.isAttacked) {
      for (String object : mutable()) {
        List<byte[]> versions = past.computeIfAbsent(object, _ -> new ArrayList<>());
        byte[] present = world.bucket.get(object).orElseThrow();
        if (versions.isEmpty() || !Arrays.equals(versions.getLast(), present)) {
          versions.add(present);
        }
      }
    }
  }

  private List<String> mutable() {
    List<String> objects = new ArrayList<>(List.of(Layout.VAULT));
    objects.addAll(world.bucket.names(Layout.HEADS));
    return objects;
  }

  /** A random attack on a member while it does something, or on a rotation. */
  void step(WorldMember member, Step quiet, Step rotation) throws Exception {
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> replay(quiet);
      case 3 -> replay(rotation);
      case 4 -> forgeVault(world.anyFull());
      case 5 -> forgeSegment(world.anyFull());
      default -> forgeHead(world.anyFull(), member);
    }
  }

  /** The operator shows an old object during a step. */
  private void replay(Step step) throws Exception {
    List<String> objects = mutable().stream().filter(past::containsKey).toList();
    if (!objects.isEmpty()) {
      String object = objects.get(random.nextInt(objects.size()));
      List<byte[]> old = past.getOrDefault(object, List.of());
      int version = random.nextInt(old.size());
      world.trace.add("   replayed is version " + version + " of " + object);
      showDuring(object, old.get(version), step);
    }
  }

  /** Shows another object, and the true one again unless somebody has replaced it. */
  private void showDuring(String object, byte[] content, Step step) throws Exception {
    byte[] real = world.bucket.get(object).orElseThrow();
    world.bucket.put(object, content);
    world.isDeceived = true;
    try {
      step.run();
    } finally {
      world.isDeceived = false;
      Optional<byte[]> after = world.bucket.get(object);
      if (after.isPresent() && Arrays.equals(after.get(), content)) {
        world.bucket.put(object, real);
      }
    }
  }

  /** A key that the vault has left. */
  private Optional<VaultKey> stolen() {
    return world.keys.size() == 1
        ? Optional.empty()
        : Optional.of(world.keys.get(random.nextInt(world.keys.size() - 1)));
  }

  private void move(WorldMember member) throws Exception {
    world.giveKey(member);
    world.attempt(member.machine::push);
  }

  /** A thief writes a vault object of a key that was retired: nobody goes back to it. */
  private void forgeVault(WorldMember observer) throws Exception {
    Optional<VaultKey> stolen = stolen();
    if (stolen.isPresent()) {
      world.say(observer, "is shown a vault object of a thief");
      move(observer);
      VaultObject present = world.vault();
      VaultObject forged =
          VaultObject.sealed(stolen.get(), present.vaultId(), present.created(), List.of());
      int before = rank(observer.machine.device().keyFingerprint());
      showDuring(
          Layout.VAULT,
          VaultCodec.encode(forged),
          () -> {
            world.attempt(observer.machine::pull);
            world.attempt(observer.machine::push);
          });
      assertThat(rank(observer.machine.device().keyFingerprint())).isGreaterThanOrEqualTo(before);
    }
  }

  /** A thief replaces a segment by one that opens with a retired key. */
  private void forgeSegment(WorldMember observer) throws Exception {
    Optional<VaultKey> stolen = stolen();
    List<String> segments = world.bucket.names(Layout.SEGMENTS);
    if (stolen.isPresent() && !segments.isEmpty()) {
      String segment = segments.get(random.nextInt(segments.size()));
      world.say(observer, "is shown a thief's " + segment);
      byte[] forged = AgeCipher.encrypt(stolen.get().recipient(), new byte[300]);
      long events = events(observer.machine);
      showDuring(segment, forged, () -> world.attempt(observer.machine::pull));
      assertThat(events(observer.machine)).isGreaterThanOrEqualTo(events);
    }
  }

  /** A thief of a retired key speaks for a device to a machine that must not believe it. */
  private void forgeHead(WorldMember observer, WorldMember victim) throws Exception {
    Optional<VaultKey> stolen = stolen();
    if (stolen.isEmpty() || victim == observer) {
      return;
    }
    world.say(observer, "is shown a thief's head of " + victim.name());
    move(observer);
    String device = victim.machine.device().deviceId();
    int rank = world.keys.indexOf(stolen.get());
    Integer seen = seen(observer.machine).get(device);
    boolean hasMoved = seen != null && seen > rank;
    boolean isListed = listed(world.vault(), device) == rank;
    if ((isListed && !hasMoved) || world.bucket.get(Layout.head(device)).isEmpty()) {
      return; // a device that has not moved as far as this machine can know
    }
    SigningKey signing =
        random.nextBoolean()
            ? DeviceFile.read(victim.machine.home()).orElseThrow().signingKey()
            : SigningKey.generate(Machine.seeded(random.nextLong()));
    byte[] forged = ForgedHead.of(stolen.get(), world.vault().vaultId(), device, signing, "-p");
    long events = events(observer.machine);
    showDuring(Layout.head(device), forged, () -> world.attempt(observer.machine::pull));
    assertThat(events(observer.machine)).isGreaterThanOrEqualTo(events);
    assertThat(
            RoundTripIT.rows(
                observer.machine.home().replica(),
                "SELECT 1 FROM peer WHERE label = '" + ForgedHead.LABEL + "'"))
        .isEmpty();
  }

  /** Rotates; every device stays listed where it was, or where it was seen, and is not set back. */
  void checkedRotation(WorldMember member) throws Exception {
    if (!world.isAttacked) {
      world.rotate(member);
      return;
    }
    move(member);
    VaultObject before = world.vault();
    Map<String, Integer> seen = seen(member.machine);
    world.rotate(member);
    VaultObject after = world.vault();
    if (after.keyFingerprint().equals(before.keyFingerprint())) {
      return;
    }
    world.noteKey();
    for (VaultObject.RetiredKey key : after.retired()) {
      for (String device : key.devices()) {
        assertThat(rank(key.fingerprint())).isGreaterThanOrEqualTo(seen.getOrDefault(device, 0));
        if (!key.fingerprint().equals(before.keyFingerprint())) {
          assertThat(listed(before, device)).isEqualTo(rank(key.fingerprint()));
        }
      }
    }
  }

  private int rank(String fingerprint) {
    for (int i = 0; i < world.keys.size(); i++) {
      if (world.keys.get(i).fingerprint().value().equals(fingerprint)) {
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
    for (List<String> row : peers(machine)) {
      seen.put(row.getFirst(), rank(row.getLast()));
    }
    return seen;
  }

  private static List<List<String>> peers(Machine machine) throws Exception {
    return RoundTripIT.rows(
        machine.home().replica(),
        "SELECT device_id, sealed_for FROM peer WHERE sealed_for IS NOT NULL");
  }

  /** Whether a machine has accepted a head of a device. */
  static boolean hasSeen(Machine machine, String device) throws Exception {
    return peers(machine).stream().anyMatch(row -> row.getFirst().equals(device));
  }

  private static long events(Machine machine) throws Exception {
    return (long) RoundTripIT.rows(machine.home().replica(), "SELECT 1 FROM event").size()
        + RoundTripIT.rows(machine.home().store(), "SELECT 1 FROM sessions").size();
  }
}
