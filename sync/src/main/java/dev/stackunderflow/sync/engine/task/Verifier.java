package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher.Fetched;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadHistory;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks that the bucket has everything that the devices wrote. Changes nothing. */
final class Verifier {

  private final VaultSession vault;
  private final boolean deep;
  private final Progress progress;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private int segments;
  private long bytes;
  private long events;

  Verifier(VaultSession vault, boolean deep, Progress progress) {
    this.vault = vault;
    this.deep = deep;
    this.progress = progress;
  }

  VerifyResult run() throws SyncException, BucketException, SQLException, IOException {
    checkVaultObject();
    var heads = new HeadReader(vault);
    Map<String, Peer> known = known();
    Set<String> devices = new TreeSet<>(heads.list().keySet());
    devices.addAll(known.keySet());
    Map<String, Long> sizes = new HashMap<>();
    for (Bucket.Entry entry : vault.bucket().list(Layout.SEGMENTS)) {
      sizes.put(entry.key(), entry.sizeBytes());
    }
    for (String device : devices) {
      try {
        Optional<Head> head = accepted(heads.fetch(device, known.get(device)));
        if (head.isPresent()) {
          for (Head.SegmentRef segment : head.get().segments()) {
            check(head.get().device(), segment, sizes);
          }
        }
      } catch (DeviceRejectedException e) {
        problems.add("Device " + device + ": " + e.reason());
        // Its head does not tell which of its segments are orphans, so none are counted.
        sizes.keySet().removeIf(key -> key.startsWith(Layout.SEGMENTS + device + "/"));
      }
    }
    sizes.keySet().removeAll(named);
    return new VerifyResult(
        devices.size(), segments, bytes, events, sizes.size(), deep, List.copyOf(problems));
  }

  private void checkVaultObject() throws SyncException, BucketException {
    Optional<VaultObject> object = VaultReader.find(vault.bucket());
    if (object.isEmpty()) {
      problems.add(
          "The vault object "
              + Layout.VAULT
              + " is missing: no further device can join. Events synced earlier are intact. Check"
              + " whether somebody deleted it.");
    } else {
      VaultReader.requireSame(object.get(), vault.device());
    }
  }

  /**
   * The devices that must have a head in the bucket, with what was seen of it: this device after
   * its first push, and every other device whose head was accepted and that was not revoked.
   */
  private Map<String, Peer> known() throws SQLException {
    Map<String, Peer> known = new HashMap<>(vault.ledger().peers().all());
    Set<String> revoked = vault.ledger().revocations().all().keySet();
    known.values().removeIf(peer -> peer.generation() == 0 || revoked.contains(peer.deviceId()));
    OwnHead own = vault.ledger().ownHead().current();
    if (own.generation() > 0) {
      DeviceFile device = vault.device();
      known.put(
          device.deviceId(),
          new Peer(
              device.deviceId(),
              device.label(),
              own.etag(),
              own.sha256(),
              own.generation(),
              own.writtenAt(),
              null,
              own.sealedFor(),
              0,
              Role.FULL, // a write-only device cannot verify
              device.certificate().verifyKey()));
    }
    return known;
  }

  /** The head, or of a revoked device that has pushed since the last accepted one, if any. */
  private Optional<Head> accepted(PeerHead peer)
      throws SyncException, BucketException, SQLException, DeviceRejectedException {
    String device = peer.head().device().id();
    Long last = vault.ledger().revocations().all().get(device);
    if (last == null || peer.head().generation() <= last) {
      return Optional.of(peer.head());
    }
    return new HeadHistory(vault).find(device, last).map(PeerHead::head);
  }

  private void check(Head.Device device, Head.SegmentRef segment, Map<String, Long> sizes)
      throws SyncException, BucketException, SQLException, IOException {
    String key = Layout.segment(device.id(), segment.id());
    named.add(key);
    segments++;
    bytes += segment.bytes();
    events += segment.events();
    Long size = sizes.get(key);
    if (size == null) {
      open(device, segment); // a provider's list may be incomplete: ask for it by name
    } else if (size != segment.bytes()) {
      problems.add("Segment " + segment.id() + " of " + device.label() + " has another size.");
    } else if (deep) {
      progress.at("reading " + device.label(), bytes - segment.bytes(), bytes);
      open(device, segment);
    }
  }

  private void open(Head.Device device, Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    String name = "Segment " + segment.id() + " of " + device.label();
    switch (SegmentFetcher.fetch(vault.bucket(), device.id(), segment)) {
      case Fetched.Missing _ -> problems.add(name + " is missing.");
      case Fetched.Damaged _ -> problems.add(name + " is not what the device wrote.");
      case Fetched.Intact intact -> checkContent(segment, name, intact.object());
    }
  }

  private void checkContent(Head.SegmentRef segment, String name, byte[] object)
      throws SyncException, BucketException, SQLException, IOException {
    try (SegmentReader reader =
        SegmentReader.open(vault.open(object, SegmentWriter.MAX_BYTES).plaintext())) {
      var count = new long[1];
      reader.sessions();
      reader.replaced();
      reader.events((_, _, _, _) -> count[0]++);
      if (count[0] != segment.events()) {
        problems.add(
            name + " contains " + count[0] + " events instead of " + segment.events() + ".");
      }
    } catch (CipherException | WireException e) {
      problems.add(name + " does not open: " + e.getMessage() + ".");
    }
  }
}
