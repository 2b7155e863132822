package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.replica.DevicePlaces;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.segment.DeadArrays;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher.Fetched;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Inbox;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Fetches the new segments that a head names, and imports them into the replica. */
final class DeviceImport {

  /** A stamp of another device further ahead of the clock and of own stamps is ignored. */
  private static final Duration MAX_CLOCK_LEAD = Duration.ofHours(24);

  private static final int FETCHED_AT_ONCE = 2;

  private final VaultSession vault;
  private final Ledger ledger;
  private final Inbox inbox;
  private final Progress progress;
  private long events;
  private long bytes;

  DeviceImport(VaultSession vault, Inbox inbox, Progress progress) {
    this.vault = vault;
    this.ledger = vault.ledger();
    this.inbox = inbox;
    this.progress = progress;
  }

  /** How many events were imported. */
  long events() {
    return events;
  }

  /** How many bytes were fetched. */
  long bytes() {
    return bytes;
  }

  /** The generation up to which a device is in the replica; 0 for none of it. */
  long merged(String deviceId) throws SQLException {
    return vault.replica().devices().stream()
        .filter(device -> device.deviceId().equals(deviceId))
        .mapToLong(Replica.Device::merged)
        .findFirst()
        .orElse(0);
  }

  /** A segment that a head names is not in the bucket. */
  static final class MissingSegment extends Exception {
    MissingSegment(String id) {
      super(id);
    }

    DeviceRejectedException rejected() {
      return DeviceRejectedException.tampered(
          "Its segment "
              + getMessage()
              + " is missing from the bucket. Events synced earlier are intact. Check whether"
              + " somebody deleted it.");
    }
  }

  /**
   * Imports what is new in a device, all of it or nothing.
   *
   * @throws MissingSegment if the bucket lacks a segment that the head names
   * @throws DeviceRejectedException if a segment is not what the device wrote
   */
  void run(PeerHead peer)
      throws BucketException, SQLException, IOException, DeviceRejectedException, MissingSegment {
    Head head = peer.head();
    long merged = merged(head.device().id());
    List<Head.SegmentRef> wanted = head.segments().stream().filter(s -> s.to() > merged).toList();
    fetch(head.device(), wanted);
    events +=
        Sqlite.inTransaction(
            vault.replica().connection(), () -> importSegments(peer, merged, wanted));
  }

  /** Fetches segments that are not in the inbox yet, two at a time, outside any transaction. */
  private void fetch(Head.Device device, List<Head.SegmentRef> wanted)
      throws BucketException, IOException, DeviceRejectedException, MissingSegment {
    List<Head.SegmentRef> missing = new ArrayList<>();
    for (Head.SegmentRef segment : wanted) {
      Optional<byte[]> here = inbox.get(segment.id());
      if (here.isEmpty() || !SegmentFetcher.isIntact(segment, here.get())) {
        missing.add(segment);
      }
    }
    long total = wanted.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = total - missing.stream().mapToLong(Head.SegmentRef::bytes).sum();
    List<Callable<Long>> tasks = new ArrayList<>();
    for (Head.SegmentRef segment : missing) {
      tasks.add(
          () -> {
            byte[] object = object(device, segment);
            inbox.put(segment.id(), object);
            return (long) object.length;
          });
    }
    try (var fetching = new Prefetcher<>(tasks, FETCHED_AT_ONCE)) {
      for (int i = 0; i < tasks.size(); i++) {
        progress.at("receiving from " + device.label(), done, total);
        long fetched = fetching.next();
        bytes += fetched;
        done += fetched;
      }
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the pull was interrupted", e);
    }
    progress.at("receiving from " + device.label(), done, total);
  }

  private static void rethrow(@Nullable Throwable cause)
      throws BucketException, IOException, DeviceRejectedException, MissingSegment {
    switch (cause) {
      case BucketException e -> throw e;
      case DeviceRejectedException e -> throw e;
      case MissingSegment e -> throw e;
      case OutOfMemoryError _ -> throw DeviceRejectedException.tooLarge();
      case Error e -> throw e;
      case null, default ->
          throw new IOException("a segment could not be fetched: " + cause, cause);
    }
  }

  private byte[] object(Head.Device device, Head.SegmentRef segment)
      throws BucketException, DeviceRejectedException, MissingSegment {
    return switch (SegmentFetcher.fetch(vault.bucket(), device.id(), segment)) {
      case Fetched.Intact intact -> intact.object();
      case Fetched.Missing _ -> throw new MissingSegment(segment.id());
      case Fetched.Damaged _ ->
          throw DeviceRejectedException.tampered(
              "Its segment "
                  + segment.id()
                  + " is not what the device wrote."
                  + DeviceRejectedException.INTACT);
    };
  }

  /** All new segments of a device and its cursor, inside one transaction. */
  private long importSegments(PeerHead peer, long merged, List<Head.SegmentRef> wanted)
      throws SQLException, IOException, DeviceRejectedException {
    Head head = peer.head();
    long imported = 0;
    ForgetRules forgotten = new Decisions(vault.replica()).forgotten();
    List<Callable<byte[]>> opening = new ArrayList<>();
    for (Head.SegmentRef segment : wanted) {
      opening.add(
          () -> SegmentImport.open(vault, segment.id(), inbox.get(segment.id()).orElseThrow()));
    }
    try (var plaintexts = new Prefetcher<>(opening, 1);
        var writer =
            new ReplicaWriter(vault.replica(), head.device().id(), head.device().label())) {
      for (Head.SegmentRef segment : wanted) {
        imported += SegmentImport.run(writer, segment, opened(plaintexts), merged, forgotten);
        DeadArrays.free(segment.bytes());
      }
      writer.merged(head.generation());
    }
    new DevicePlaces(vault.replica())
        .put(head.device().id(), head.places().home(), head.places().folders());
    vault.replica().setWriteOnly(head.device().id(), head.device().role() == Role.WRITE_ONLY);
    long clock = Math.max(vault.now().toEpochMilli(), ledger.ownHead().current().lastStamp());
    if (head.stamp() <= clock + MAX_CLOCK_LEAD.toMillis()) {
      ledger.ownHead().observeStamp(head.stamp());
    }
    if (head.device().role() == Role.FULL) {
      ledger
          .claims()
          .put(head.device().id(), head.merged()); // a write-only device has merged nothing
    }
    ledger
        .peers()
        .put(
            new Peer(
                head.device().id(),
                head.device().label(),
                peer.etag(),
                peer.sha256(),
                head.generation(),
                Instant.parse(head.writtenAt()),
                null,
                peer.sealedFor(),
                head.merged().getOrDefault(vault.device().deviceId(), 0L),
                head.device().role(),
                peer.verifyKey()));
    return imported;
  }

  private static byte[] opened(Prefetcher<byte[]> plaintexts)
      throws IOException, DeviceRejectedException {
    try {
      return plaintexts.next();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DeviceRejectedException problem) {
        throw problem;
      }
      if (e.getCause() instanceof OutOfMemoryError) {
        throw DeviceRejectedException.tooLarge();
      }
      throw new IOException("a segment could not be opened: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the pull was interrupted", e);
    }
  }
}
