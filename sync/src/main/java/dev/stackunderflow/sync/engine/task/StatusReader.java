package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.replica.LostEvents;
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
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.state.RetryState;
import dev.stackunderflow.sync.state.StoreMark;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the state of sync from local files; makes no request and waits for no other sync. */
public final class StatusReader {

  private StatusReader() {}

  /** The status, or empty if sync was never set up. */
  public static Optional<Status> read(SyncContext context) throws IOException, SQLException {
    Optional<DeviceFile> device = DeviceFile.read(context.home());
    if (device.isEmpty()) {
      return Optional.empty();
    }
    try (Store store = Store.open(context.home().store());
        Replica replica = Replica.open(context.home().replica())) {
      return Optional.of(read(context, device.get(), store, replica));
    }
  }

  /** The requests made today (UTC). */
  public static long requestsToday(SyncContext context) throws IOException, SQLException {
    if (!Files.exists(context.home().replica())) {
      return 0;
    }
    try (Replica replica = Replica.open(context.home().replica())) {
      return new Ledger(replica).requests().on(today(context));
    }
  }

  private static LocalDate today(SyncContext context) {
    return context.clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private static Status read(SyncContext context, DeviceFile device, Store store, Replica replica)
      throws SQLException, IOException {
    var ledger = new Ledger(replica);
    OwnHead own = ledger.ownHead().current();
    SyncState state =
        store
            .syncState()
            .orElse(
                SyncState.first(device.deviceId(), device.bucketUrl(), device.keyFingerprint()));
    long pending =
        new ChangeDetector(
                store,
                new Published(replica),
                new LostEvents(replica),
                new Decisions(replica).forgotten())
            .countPending(own.scannedId(), StoreMark.isSame(store, own), own.generation());
    RetryState.Retry retry = ledger.retries().current();
    int queued = ledger.segments().uncommitted().size();
    LocalDate today = today(context);
    return new Status(
        device.deviceId(),
        device.label(),
        device.certificate().role().wireName(),
        device.bucketUrl(),
        device.keyFingerprint(),
        device.keySource(),
        isKeyThere(context, device),
        KeyBackup.last(context.home(), device.keyFingerprint()).orElse(null),
        own.generation(),
        state.lastSyncTs(),
        state.lastSyncEventId(),
        state.remoteEventId(),
        state.conflictCount(),
        pending,
        new Status.Retry(queued, retry.attempts(), text(retry.nextAttemptAt()), retry.lastError()),
        ledger.requests().on(today),
        ledger.requests().since(today.minusDays(29)),
        cost(device, ledger, today),
        devices(device, own, store, replica, ledger));
  }

  /** The cost of 30 days at the rate of the counted days, of which today is not over yet. */
  private static Status.@Nullable Cost cost(DeviceFile device, Ledger ledger, LocalDate today)
      throws SQLException {
    LocalDate since = today.minusDays(29);
    Optional<LocalDate> first = ledger.requests().firstDaySince(since);
    if (first.isEmpty()) {
      return null;
    }
    long days = ChronoUnit.DAYS.between(first.get(), today) + 1;
    return RequestPrices.month(device.bucketUrl(), ledger.requests().since(since), days)
        .map(e -> new Status.Cost(e.usd(), e.provider(), e.source()))
        .orElse(null);
  }

  private static boolean isKeyThere(SyncContext context, DeviceFile device) {
    if (device.isWriteOnly()) {
      return false;
    }
    try {
      KeyLoader.load(device.keySource(), context.env(), device.keyFingerprint());
      return true;
    } catch (SyncException e) {
      return false; // commands that need the key report the reason
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
            text(own.writtenAt()),
            SegmentReencryptor.isNeeded(own, device.keyFingerprint())
                ? "encrypted for the vault's old key; the next push re-encrypts it"
                : null));
    Map<String, Long> revoked = ledger.revocations().all();
    Map<String, Replica.Device> imported = new HashMap<>();
    replica.devices().forEach(d -> imported.put(d.deviceId(), d));
    for (Peer peer : ledger.peers().all().values()) {
      Replica.Device here = imported.get(peer.deviceId());
      devices.add(
          new Status.Device(
              peer.deviceId(),
              peer.label(),
              false,
              here == null ? 0 : replica.eventCount(here.id()),
              peer.generation(),
              here == null ? 0 : here.merged(),
              text(peer.writtenAt()),
              problem(peer, revoked, device.keyFingerprint())));
    }
    return devices;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
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
        : "still uses the vault's old key; give it the new one";
  }
}
