package dev.stackunderflow.sync.engine.pull;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.state.Inbox;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Ledger.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Fetches the segments that one head names anew, and lands them in the replica. */
final class DeviceImport {

  /** A stamp of others that is further ahead of the clock and of own stamps is not followed. */
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

  /** How many events were landed. */
  long events() {
    return events;
  }

  /** How much was fetched. */
  long bytes() {
    return bytes;
  }

  /** Up to which push a device is in the replica; 0 for none of it. */
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

    DeviceRejectedException asProblem() {
      return DeviceRejectedException.tampered(
          "Its segment "
              + getMessage()
              + " is missing from the bucket. What was taken of it before is still here. Look"
              + " whether somebody deleted it.");
    }
  }

  /** Takes what is new in a device, all of it or nothing. */
  void land(PeerHead peer)
      throws BucketException, SQLException, IOException, DeviceRejectedException, MissingSegment {
    Head head = peer.head();
    long merged = merged(head.device().id());
    List<Head.SegmentRef> wanted = head.segments().stream().filter(s -> s.to() > merged).toList();
    fetch(head.device(), wanted);
    events += Sqlite.inTransaction(vault.replica().connection(), () -> land(peer, merged, wanted));
  }

  /** Fetches what is not in the inbox yet, two at once; no transaction is open meanwhile. */
  private void fetch(Head.Device device, List<Head.SegmentRef> wanted)
      throws BucketException, IOException, DeviceRejectedException, MissingSegment {
    List<Head.SegmentRef> missing = new ArrayList<>();
    for (Head.SegmentRef segment : wanted) {
      Optional<byte[]> here = inbox.get(segment.id());
      if (here.isEmpty() || !isWhole(segment, here.get())) {
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
      case Error e -> throw e;
      case null, default ->
          throw new IOException("a segment could not be fetched: " + cause, cause);
    }
  }

  private byte[] object(Head.Device device, Head.SegmentRef segment)
      throws BucketException, DeviceRejectedException, MissingSegment {
    Optional<Bucket.Content> found =
        PeerHead.object(vault, Layout.segment(device.id(), segment.id()), segment.bytes());
    if (found.isEmpty()) {
      throw new MissingSegment(segment.id());
    }
    if (!isWhole(segment, found.get().bytes())) {
      throw DeviceRejectedException.tampered(
          "Its segment " + segment.id() + " is not what it wrote." + PeerHead.KEPT);
    }
    return found.get().bytes();
  }

  private static boolean isWhole(Head.SegmentRef segment, byte[] object) {
    return object.length == segment.bytes() && Sha256.hex(object).equals(segment.sha256());
  }

  /** All of a device's news in one transaction, with the cursor. */
  private long land(PeerHead peer, long merged, List<Head.SegmentRef> wanted)
      throws SQLException, IOException, DeviceRejectedException {
    Head head = peer.head();
    long landed = 0;
    ForgetRules forgotten = new Decisions(vault.replica()).forgotten();
    List<Callable<byte[]>> opening = new ArrayList<>();
    for (Head.SegmentRef segment : wanted) {
      opening.add(
          () -> SegmentImport.open(vault, segment.id(), inbox.get(segment.id()).orElseThrow()));
    }
    try (var plaintexts = new Prefetcher<>(opening, 1);
        var landing =
            new ReplicaWriter(vault.replica(), head.device().id(), head.device().label())) {
      for (Head.SegmentRef segment : wanted) {
        landed += SegmentImport.land(landing, segment.id(), opened(plaintexts), merged, forgotten);
      }
      landing.merged(head.generation());
    }
    long clock = Math.max(vault.now().toEpochMilli(), ledger.ownHead().lastStamp());
    if (head.stamp() <= clock + MAX_CLOCK_LEAD.toMillis()) {
      ledger.observeStamp(head.stamp());
    }
    if (head.device().role().equals(Role.FULL.wireName())) {
      ledger.putClaims(head.merged()); // one that can't read has merged nothing
    }
    ledger.putPeer(
        new Peer(
            head.device().id(),
            head.device().label(),
            peer.etag(),
            peer.sha256(),
            head.generation(),
            head.writtenAt(),
            null,
            peer.sealedFor(),
            head.merged().getOrDefault(vault.device().deviceId(), 0L),
            head.device().role()));
    return landed;
  }

  private static byte[] opened(Prefetcher<byte[]> plaintexts)
      throws IOException, DeviceRejectedException {
    try {
      return plaintexts.next();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DeviceRejectedException problem) {
        throw problem;
      }
      throw new IOException("a segment could not be opened: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the pull was interrupted", e);
    }
  }
}
