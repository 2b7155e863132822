package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.VaultObject.RetiredKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The newest key that each device of the vault was seen under, here or in the bucket. A head that
 * fails a check, such as an old one that somebody restored, changes nothing: its device counts as
 * it was seen last.
 *
 * @param newest device id to the fingerprint of a key
 * @param heads the heads in the bucket that passed all checks
 * @param unreadable the ids of the others
 */
record DeviceKeys(Map<String, String> newest, List<Head> heads, List<String> unreadable) {

  /** Fetches all heads. */
  static DeviceKeys read(VaultSession vault) throws SyncException, BucketException, SQLException {
    Map<String, Peer> known = vault.ledger().peers().all();
    Map<String, String> newest = new TreeMap<>();
    for (Peer peer : known.values()) {
      String sealedFor = peer.sealedFor();
      if (sealedFor != null) {
        newest.put(peer.deviceId(), sealedFor);
      }
    }
    List<Head> heads = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    var reader = new HeadReader(vault);
    for (String id : reader.list().keySet()) {
      try {
        var head = reader.fetch(id, known.get(id));
        newest.put(id, head.sealedFor());
        heads.add(head.head());
      } catch (DeviceRejectedException e) {
        unreadable.add(id);
      }
    }
    String own = vault.ledger().ownHead().current().sealedFor();
    if (own != null) {
      newest.put(vault.device().deviceId(), own);
    }
    return new DeviceKeys(newest, heads, unreadable);
  }

  /**
   * The devices to list under each key in the next vault object: under the key that is being
   * retired those that were seen under it, under an older key only those that the present vault
   * object lists there and that were never seen under a newer one.
   *
   * @param before the present vault object
   * @param removed the ids of the removed devices
   * @return key fingerprint to device ids
   */
  Map<String, List<String>> listed(VaultObject before, Set<String> removed) {
    List<String> order = new ArrayList<>(List.of(before.keyFingerprint())); // the latest first
    before.retired().forEach(key -> order.add(key.fingerprint()));
    Map<String, List<String>> listed = new HashMap<>();
    newest.forEach(
        (device, key) -> {
          if (key.equals(before.keyFingerprint()) && !removed.contains(device)) {
            listed.computeIfAbsent(key, _ -> new ArrayList<>()).add(device);
          }
        });
    for (RetiredKey key : before.retired()) {
      int at = order.indexOf(key.fingerprint());
      for (String device : key.devices()) {
        String seen = newest.get(device);
        boolean hasMoved = seen != null && order.indexOf(seen) < at;
        if (!hasMoved && !removed.contains(device)) {
          listed.computeIfAbsent(key.fingerprint(), _ -> new ArrayList<>()).add(device);
        }
      }
    }
    return listed;
  }

  /** The labels of the devices with this role that have not moved to a key. */
  List<String> notUnder(VaultKey key, Role role) {
    return heads.stream()
        .map(Head::device)
        .filter(device -> device.role() == role)
        .filter(device -> !key.fingerprint().value().equals(newest.get(device.id())))
        .map(Head.Device::label)
        .toList();
  }
}
