package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.state.RefusedHeadStore.Refusal;
import dev.stackunderflow.sync.wire.Head;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The devices that a pull rejected, with the reasons. */
final class Quarantines {

  /** More heads of unknown devices are reported in one line. */
  private static final int MAX_UNKNOWN = 20;

  private final Ledger ledger;
  private final String checkedWith;
  private final Map<String, PullResult.Quarantine> rejected = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();
  private boolean isAnyUnopened;

  /**
   * No device is rejected at first.
   *
   * @param checkedWith names the key and the program that check the heads
   */
  Quarantines(Ledger ledger, String checkedWith) {
    this.ledger = ledger;
    this.checkedWith = checkedWith;
  }

  /**
   * Rejects a device. What is known of it is kept; nothing is kept of a device of which no head has
   * ever passed its checks. If its head is the reason, the next pull does not fetch it again.
   */
  void add(String deviceId, DeviceRejectedException problem) throws SQLException {
    isAnyUnopened |= problem.isSealedForOthers();
    String etag = problem.headEtag();
    if (etag != null) {
      ledger
          .refusedHeads()
          .put(deviceId, etag, checkedWith, new Refusal(problem.reason(), problem.isTampered()));
    }
    add(deviceId, new Refusal(problem.reason(), problem.isTampered()));
  }

  /** Rejects a device whose head passed its checks, because of what the head names. */
  void add(PeerHead head, DeviceRejectedException problem) throws SQLException {
    Head.Device device = head.head().device();
    if (ledger.peers().find(device.id()).isEmpty()) {
      ledger.peers().put(Peer.seen(device, head.sealedFor(), head.verifyKey()));
    }
    add(device.id(), problem);
  }

  /** Rejects a device again if its head is the one that was rejected before. */
  boolean addAgain(String deviceId, Bucket.Entry listed) throws SQLException {
    Optional<Refusal> refusal = ledger.refusedHeads().find(deviceId, listed.etag(), checkedWith);
    if (refusal.isPresent()) {
      add(deviceId, refusal.get());
    }
    return refusal.isPresent();
  }

  private void add(String deviceId, Refusal refusal) throws SQLException {
    Optional<Peer> peer = ledger.peers().find(deviceId);
    if (peer.isPresent()) {
      ledger.peers().put(peer.get().withProblem(null, refusal.reason()));
    } else {
      unknown.add(deviceId);
    }
    String label = peer.map(Peer::label).orElse(deviceId);
    add(new PullResult.Quarantine(deviceId, label, refusal.reason(), refusal.tampered()));
  }

  /** Adds an entry that is not about another device's head. */
  void add(PullResult.Quarantine quarantine) {
    rejected.put(quarantine.deviceId(), quarantine);
  }

  /** Accepts a device after all, for example because it was removed from the vault. */
  void remove(String deviceId) {
    rejected.remove(deviceId);
    unknown.remove(deviceId);
  }

  boolean contains(String deviceId) {
    return rejected.containsKey(deviceId);
  }

  /** Whether any object that was fetched now did not open with the vault's keys. */
  boolean isAnyUnopened() {
    return isAnyUnopened;
  }

  /** All entries, by device id; one for all unknown devices if there are many. */
  List<PullResult.Quarantine> all() {
    if (unknown.size() <= MAX_UNKNOWN) {
      return List.copyOf(rejected.values());
    }
    List<PullResult.Quarantine> all = new ArrayList<>();
    for (PullResult.Quarantine one : rejected.values()) {
      if (!unknown.contains(one.deviceId())) {
        all.add(one);
      }
    }
    String first = unknown.iterator().next();
    all.add(
        new PullResult.Quarantine(
            first,
            "(" + unknown.size() + " unknown)",
            "The bucket lists "
                + unknown.size()
                + " heads that no device of this vault wrote, such as "
                + first
                + ": "
                + Objects.requireNonNull(rejected.get(first)).reason(),
            unknown.stream().anyMatch(id -> Objects.requireNonNull(rejected.get(id)).tampered())));
    return all;
  }
}
