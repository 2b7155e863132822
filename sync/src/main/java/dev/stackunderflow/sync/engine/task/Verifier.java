package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadHistory;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger.Peer;
import dev.stackunderflow.sync.wire.Head;
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

/** Looks whether the bucket holds what the devices say they wrote. Changes nothing. */
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
    List<String> devices = devices();
    Map<String, Long> sizes = new HashMap<>();
    for (Bucket.Entry entry : vault.bucket().list(Layout.SEGMENTS)) {
      sizes.put(entry.key(), entry.sizeBytes());
    }
    Map<String, Peer> known = vault.ledger().peers();
    for (String device : devices) {
      try {
        Optional<Head> head = accepted(PeerHead.fetch(vault, device, known.get(device)));
        if (head.isPresent()) {
          for (Head.SegmentRef segment : head.get().segments()) {
            check(head.get().device(), segment, sizes);
          }
        }
      } catch (DeviceRejectedException e) {
        problems.add("Device " + device + ": " + e.reason());
        // Whether its segments are named can't be told, so they are no orphans.
        sizes.keySet().removeIf(key -> key.startsWith(Layout.SEGMENTS + device + "/"));
      }
    }
    sizes.keySet().removeAll(named);
    return new VerifyResult(
        devices.size(), segments, bytes, events, sizes.size(), deep, List.copyOf(problems));
  }

  /** Of a revoked device that has pushed since, what it pushed before, if that was kept. */
  private Optional<Head> accepted(PeerHead peer)
      throws SyncException, BucketException, SQLException, DeviceRejectedException {
    String device = peer.head().device().id();
    Long last = vault.ledger().revocations().get(device);
    if (last == null || peer.head().generation() <= last) {
      return Optional.of(peer.head());
    }
    return new HeadHistory(vault).find(device, last).map(PeerHead::head);
  }

  private List<String> devices() throws BucketException {
    List<String> devices = new ArrayList<>();
    for (Bucket.Entry entry : vault.bucket().list(Layout.HEADS)) {
      Layout.deviceOfHead(entry.key()).ifPresent(devices::add);
    }
    return devices;
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
      problems.add("Segment " + segment.id() + " of " + device.label() + " is missing.");
    } else if (size != segment.bytes()) {
      problems.add("Segment " + segment.id() + " of " + device.label() + " has another size.");
    } else if (deep) {
      progress.at("reading " + device.label(), bytes - segment.bytes(), bytes);
      open(device, segment, key);
    }
  }

  private void open(Head.Device device, Head.SegmentRef segment, String key)
      throws SyncException, BucketException, SQLException, IOException {
    Optional<Bucket.Content> found = vault.bucket().get(key, segment.bytes());
    String name = "Segment " + segment.id() + " of " + device.label();
    if (found.isEmpty()) {
      problems.add(name + " is missing.");
      return;
    }
    if (!Sha256.hex(found.get().bytes()).equals(segment.sha256())) {
      problems.add(name + " is not what the device wrote.");
      return;
    }
    try (SegmentReader reader =
        SegmentReader.open(vault.open(found.get().bytes(), SegmentWriter.MAX_BYTES).plaintext())) {
      var count = new long[1];
      reader.sessions();
      reader.replaced();
      reader.events((_, _, _, _) -> count[0]++);
      if (count[0] != segment.events()) {
        problems.add(name + " holds " + count[0] + " events and not " + segment.events() + ".");
      }
    } catch (CipherException | WireException e) {
      problems.add(name + " does not open: " + e.getMessage() + ".");
    }
  }
}
