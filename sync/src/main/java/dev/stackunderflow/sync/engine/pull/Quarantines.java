package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.state.PeerStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The devices that a pull rejected, with the reasons. */
final class Quarantines {

  private final PeerStore peers;
  private final Map<String, PullResult.Quarantine> rejected = new TreeMap<>();
  private boolean isAnyUnopened;

  Quarantines(PeerStore peers) {
    this.peers = peers;
  }

  /** Rejects a device; the next pull fetches its head again. */
  void add(String deviceId, DeviceRejectedException problem) throws SQLException {
    isAnyUnopened |= problem.isSealedForOthers();
    Peer peer = peers.find(deviceId).orElseGet(() -> Peer.unknown(deviceId, deviceId));
    add(new PullResult.Quarantine(deviceId, peer.label(), problem.reason(), problem.isTampered()));
    peers.put(peer.withProblem(null, problem.reason()));
  }

  /** Adds an entry that is not about another device's head. */
  void add(PullResult.Quarantine quarantine) {
    rejected.put(quarantine.deviceId(), quarantine);
  }

  /** Accepts a device after all, for example because it was removed from the vault. */
  void remove(String deviceId) {
    rejected.remove(deviceId);
  }

  boolean contains(String deviceId) {
    return rejected.containsKey(deviceId);
  }

  /** Whether any object did not open with the vault's keys. */
  boolean isAnyUnopened() {
    return isAnyUnopened;
  }

  /** All entries, by device id. */
  List<PullResult.Quarantine> all() {
    return List.copyOf(rejected.values());
  }
}
