package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.DeviceRegistration;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code sync devices} does. */
public final class DeviceTasks {

  private final VaultSession vault;

  DeviceTasks(VaultSession vault) {
    this.vault = vault;
  }

  /** Every device that has a head in the bucket, this one first. */
  List<DeviceInfo> list() throws SyncException, BucketException, SQLException {
    Map<String, Head> heads = new TreeMap<>();
    List<DeviceInfo> devices = new ArrayList<>();
    Map<String, Peer> known = vault.ledger().peers().all();
    var reader = new HeadReader(vault);
    for (String id : reader.list().keySet()) {
      Peer peer = known.get(id);
      try {
        heads.put(id, reader.fetch(id, peer).head());
      } catch (DeviceRejectedException e) {
        String label = peer == null ? id : peer.label();
        devices.add(
            new DeviceInfo(id, label, false, "", "", "", 0, 0, 0, 0, null, Map.of(), e.reason()));
      }
    }
    Map<String, Long> revoked = vault.ledger().revocations().all();
    for (Head head : heads.values()) {
      String problem = revoked.containsKey(head.device().id()) ? "revoked" : null;
      devices.add(info(head, heads, problem));
    }
    devices.sort((x, y) -> Boolean.compare(y.thisDevice(), x.thisDevice()));
    return devices;
  }

  private DeviceInfo info(Head head, Map<String, Head> heads, @Nullable String problem) {
    Map<String, Long> behind = new TreeMap<>();
    if (head.device().role() == Role.FULL) {
      for (Head other : heads.values()) {
        if (!other.device().id().equals(head.device().id())) {
          long merged = head.merged().getOrDefault(other.device().id(), 0L);
          behind.put(other.device().label(), Math.max(0, other.generation() - merged));
        }
      }
    }
    return new DeviceInfo(
        head.device().id(),
        head.device().label(),
        head.device().id().equals(vault.device().deviceId()),
        head.device().role().wireName(),
        head.device().os(),
        head.device().program(),
        head.generation(),
        head.segments().stream().mapToLong(Head.SegmentRef::events).sum(),
        head.segments().size(),
        head.segments().stream().mapToLong(Head.SegmentRef::bytes).sum(),
        head.writtenAt(),
        behind,
        problem);
  }

  /** Renames this device; the others see the new label after their next pull. */
  String rename(String label) throws SyncException, BucketException, SQLException, IOException {
    String plain = DeviceRegistration.label(label);
    if (plain.isBlank()) {
      throw new SyncException.Usage("A device name cannot be empty. Nothing was changed.");
    }
    DeviceFile renamed = vault.device().withLabel(plain);
    vault.become(renamed);
    vault.ledger().ownHead().requireNewHead();
    new Pusher(vault, Progress.NONE).run();
    return plain;
  }

  /**
   * What removing another device would delete from the vault.
   *
   * @param idOrLabel a known device, or the whole id of one whose head passed no check here
   */
  RemoveResult planRemoval(String idOrLabel) throws SyncException, BucketException, SQLException {
    if (!idOrLabel.equals(vault.device().deviceId())
        && !vault.ledger().peers().all().containsKey(idOrLabel)
        && new HeadReader(vault).list().containsKey(idOrLabel)) {
      return planRemoval(idOrLabel, idOrLabel);
    }
    Peer peer = PeerResolver.find(vault, idOrLabel);
    return planRemoval(peer.deviceId(), peer.label());
  }

  private RemoveResult planRemoval(String deviceId, String label)
      throws BucketException, SQLException {
    int objects = 0;
    long bytes = 0;
    for (Bucket.Entry entry : objects(deviceId)) {
      objects++;
      bytes += entry.sizeBytes();
    }
    long events = 0;
    for (Replica.Device device : vault.replica().devices()) {
      if (device.deviceId().equals(deviceId)) {
        events = vault.replica().eventCount(device.id());
      }
    }
    return new RemoveResult(deviceId, label, events, objects, bytes);
  }

  private List<Bucket.Entry> objects(String deviceId) throws BucketException {
    List<Bucket.Entry> objects =
        new ArrayList<>(vault.bucket().list(Layout.SEGMENTS + deviceId + "/"));
    objects.addAll(vault.bucket().list(Layout.REVOKED + deviceId + "/"));
    Bucket.Entry head = new HeadReader(vault).list().get(deviceId);
    if (head != null) {
      objects.add(head);
    }
    return objects;
  }

  /**
   * Removes another device and everything it published from the vault. The other devices are told
   * first; after an interruption the same call continues.
   */
  RemoveResult remove(String idOrLabel)
      throws SyncException, BucketException, SQLException, IOException {
    RemoveResult plan = planRemoval(idOrLabel);
    vault.ledger().revocations().add(plan.deviceId(), 0);
    new Pusher(vault, Progress.NONE).run();
    for (Bucket.Entry entry : objects(plan.deviceId())) {
      vault.bucket().delete(entry.key());
    }
    vault.removeEventsOf(plan.deviceId());
    return plan;
  }
}
