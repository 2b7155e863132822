package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.SyncState;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.RequestPrices;
import dev.stackunderflow.sync.engine.push.ChangeDetector;
import dev.stackunderflow.sync.engine.segment.SegmentReencryptor;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.KeyBackup;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Ledger.OwnHead;
import dev.stackunderflow.sync.state.Ledger.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what is known here about sync, without asking the bucket and without waiting for a sync. */
public final class StatusReader {

  private StatusReader() {}

  /** The status, or empty where sync was never set up. */
  public static Optional<Status> read(SyncContext setting) throws IOException, SQLException {
    Optional<DeviceFile> device = DeviceFile.read(setting.home());
    if (device.isEmpty()) {
      return Optional.empty();
    }
    try (Store store = Store.open(setting.home().store());
        Replica replica = Replica.open(setting.home().replica())) {
      return Optional.of(read(setting, device.get(), store, replica));
    }
  }

  /** The requests made today (UTC). */
  public static long requestsToday(SyncContext setting) throws IOException, SQLException {
    if (!Files.exists(setting.home().replica())) {
      return 0;
    }
    try (Replica replica = Replica.open(setting.home().replica())) {
      return new Ledger(replica).requestsOn(today(setting).toString());
    }
  }

  private static LocalDate today(SyncContext setting) {
    return setting.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Status read(SyncContext setting, DeviceFile device, Store store, Replica replica)
      throws SQLException, IOException {
    var ledger = new Ledger(replica);
    OwnHead own = ledger.ownHead();
    SyncState state =
        store
            .syncState()
            .orElse(
                SyncState.first(device.deviceId(), device.bucketUrl(), device.keyFingerprint()));
    long pending =
        new ChangeDetector(store, new Published(replica), new Decisions(replica).forgotten())
            .countPending(
                own.scannedId(), store.identity().equals(own.storeIdentity()), own.generation());
    Ledger.Retry retry = ledger.retry();
    int queued = ledger.segments().uncommitted().size();
    LocalDate today = today(setting);
    return new Status(
        device.deviceId(),
        device.label(),
        device.certificate().role().wireName(),
        device.bucketUrl(),
        device.keyFingerprint(),
        device.keySource(),
        isKeyThere(setting, device),
        KeyBackup.last(setting.home(), device.keyFingerprint()).orElse(null),
        own.generation(),
        state.lastSyncTs(),
        state.lastSyncEventId(),
        state.remoteEventId(),
        state.conflictCount(),
        pending,
        new Status.Retry(queued, retry.attempts(), retry.nextAttemptAt(), retry.lastError()),
        ledger.requestsOn(today.toString()),
        ledger.requestsSince(today.minusDays(29).toString()),
        cost(device, ledger, today),
        devices(device, own, store, replica, ledger));
  }

  /** At the rate of the days that were counted, today's unfinished one among them. */
  private static Status.@Nullable Cost cost(DeviceFile device, Ledger ledger, LocalDate today)
      throws SQLException {
    String since = today.minusDays(29).toString();
    String first = ledger.firstDayOfRequestsSince(since);
    if (first == null) {
      return null;
    }
    long days = ChronoUnit.DAYS.between(LocalDate.parse(first), today) + 1;
    return RequestPrices.month(device.bucketUrl(), ledger.requestsSince(since), days)
        .map(e -> new Status.Cost(e.usd(), e.provider(), e.source()))
        .orElse(null);
  }

  private static boolean isKeyThere(SyncContext setting, DeviceFile device) {
    if (device.isWriteOnly()) {
      return false;
    }
    try {
      KeyLoader.load(device.keySource(), setting.env(), device.keyFingerprint());
      return true;
    } catch (SyncException e) {
      return false; // status says so; the commands that need the key say why
    }
  }

  private static List<Status.Device> devices(
      DeviceFile device, OwnHead own, Store store, Replica replica, Ledger ledger)
      throws SQLException {
    List<Status.Device> devices = new ArrayList<>();
    devices.add(
        new Status.Device(
            device.deviceId(),
            device.label(),
            true,
            new StoreReader(store).count(),
            own.generation(),
            own.generation(),
            own.writtenAt(),
            SegmentReencryptor.isNeeded(own, device.keyFingerprint())
                ? "under the vault's old key in the bucket; the next push moves it"
                : null));
    Map<String, Long> revoked = ledger.revocations();
    Map<String, Replica.Device> landed = new HashMap<>();
    replica.devices().forEach(d -> landed.put(d.deviceId(), d));
    for (Peer peer : ledger.peers().values()) {
      Replica.Device here = landed.get(peer.deviceId());
      devices.add(
          new Status.Device(
              peer.deviceId(),
              peer.label(),
              false,
              here == null ? 0 : replica.eventCount(here.id()),
              peer.generation(),
              here == null ? 0 : here.merged(),
              peer.writtenAt(),
              problem(peer, revoked, device.keyFingerprint())));
    }
    return devices;
  }

  private static @Nullable String problem(
      Peer peer, Map<String, Long> revoked, String keyFingerprint) {
    if (peer.problem() != null) {
      return peer.problem();
    }
    if (revoked.containsKey(peer.deviceId())) {
      return "revoked";
    }
    return peer.sealedFor() == null || peer.sealedFor().equals(keyFingerprint)
        ? null
        : "still under the vault's old key; give it the new one";
  }
}
