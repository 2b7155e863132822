package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoreWriter;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.pull.SegmentImport;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a device's state, as the vault has it, into a store file. For an earlier state the
 * segments that were replaced later are followed back: each names those that it replaced.
 */
final class Restorer {

  private final VaultSession vault;
  private final Progress progress;
  private String deviceId = "";

  Restorer(VaultSession vault, Progress progress) {
    this.vault = vault;
    this.progress = progress;
  }

  /**
   * Restores.
   *
   * @param idOrLabel the device, this one or another
   * @param at the state at this time, null for the latest
   * @param file a new file
   */
  RestoreResult run(String idOrLabel, @Nullable Instant at, Path file)
      throws SyncException, BucketException, SQLException, IOException {
    if (Files.exists(file)) {
      throw new SyncException.Usage(
          file + " is there already; it was left as it is. Name a new file.");
    }
    Head head = find(idOrLabel);
    deviceId = head.device().id();
    List<Head.SegmentRef> state = new ArrayList<>();
    for (Head.SegmentRef segment : head.segments()) {
      collect(segment, at == null ? Long.MAX_VALUE : at.toEpochMilli(), state);
    }
    if (state.isEmpty()) {
      throw new SyncException.Usage(
          head.device().label()
              + (at == null ? " has published nothing." : " had published nothing at " + at + "."));
    }
    Path landed = vault.setting().home().syncFolder().resolve("restore.db");
    remove(landed);
    try {
      land(head, state, landed);
      return write(head, state, landed, file);
    } catch (SyncException | BucketException | SQLException | IOException | RuntimeException e) {
      remove(file); // a part of a store is none
      throw e;
    } finally {
      remove(landed);
    }
  }

  private static void remove(Path database) throws IOException {
    SqliteFiles.delete(database);
  }

  private Head find(String idOrLabel) throws SyncException, BucketException {
    List<Head> found = new ArrayList<>();
    var known = new StringBuilder();
    for (Bucket.Entry entry : vault.bucket().list(Layout.HEADS)) {
      Optional<String> id = Layout.deviceOfHead(entry.key());
      if (id.isEmpty()) {
        continue;
      }
      try {
        Head head = PeerHead.fetch(vault, id.get(), null).head();
        known.append("\n  ").append(head.device().label()).append("  ").append(id.get());
        if (head.device().label().equals(idOrLabel)
            || (idOrLabel.length() >= 4 && id.get().startsWith(idOrLabel))) {
          found.add(head);
        }
      } catch (DeviceRejectedException e) {
        known
            .append("\n  ")
            .append(id.get())
            .append("  (can't be read: ")
            .append(e.reason())
            .append(')');
      }
    }
    if (found.size() != 1) {
      throw new SyncException.Usage(
          (found.isEmpty() ? "No device is called " : "Several devices are called ")
              + idOrLabel
              + ". Name one of these by its label or the beginning of its id:"
              + known);
    }
    return found.getFirst();
  }

  /** The segments of the state at a time: one that came later stands for those it replaced. */
  private void collect(Head.SegmentRef segment, long at, List<Head.SegmentRef> state)
      throws SyncException, BucketException, IOException {
    if (segment.stamp() <= at) {
      state.add(segment);
      return;
    }
    try (SegmentReader reader = SegmentReader.open(plaintext(segment))) {
      for (Head.SegmentRef earlier : reader.replaced()) {
        collect(earlier, at, state);
      }
    } catch (WireException e) {
      throw new SyncException.Tampered(String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private byte[] plaintext(Head.SegmentRef segment) throws SyncException, BucketException {
    try {
      return vault.open(object(segment), SegmentWriter.MAX_BYTES).plaintext();
    } catch (CipherException e) {
      throw new SyncException.Tampered(
          "Segment " + segment.id() + " does not open: " + e.getMessage() + ".");
    }
  }

  private byte[] object(Head.SegmentRef segment) throws SyncException, BucketException {
    Optional<Bucket.Content> found =
        vault.bucket().get(Layout.segment(deviceId, segment.id()), segment.bytes());
    if (found.isEmpty()) {
      throw new SyncException.Usage(
          "The bucket no longer has a segment of "
              + Instant.ofEpochMilli(segment.stamp())
              + " that this state needs: it was replaced and pruned. Nothing was written. Ask for a"
              + " later time, or leave --at out for the latest state.");
    }
    if (!Sha256.hex(found.get().bytes()).equals(segment.sha256())) {
      throw new SyncException.Tampered(
          "Segment " + segment.id() + " is not what the device wrote. Nothing was written.");
    }
    return found.get().bytes();
  }

  private void land(Head head, List<Head.SegmentRef> state, Path landed)
      throws SyncException, BucketException, SQLException, IOException {
    long total = state.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = 0;
    try (Replica replica = Replica.open(landed)) {
      for (Head.SegmentRef segment : state) {
        progress.at("reading " + head.device().label(), done, total);
        byte[] object = object(segment);
        land(replica, head, segment, object);
        done += segment.bytes();
      }
    }
    progress.at("reading " + head.device().label(), done, total);
  }

  private void land(Replica replica, Head head, Head.SegmentRef segment, byte[] object)
      throws SyncException, SQLException, IOException {
    try {
      Sqlite.useTransaction(
          replica.connection(),
          () -> {
            try (var writer =
                new ReplicaWriter(replica, head.device().id(), head.device().label())) {
              byte[] plaintext = SegmentImport.open(vault, segment.id(), object);
              SegmentImport.land(
                  writer, segment.id(), plaintext, 0, new Decisions(vault.replica()).forgotten());
            }
          });
    } catch (DeviceRejectedException e) {
      throw new SyncException.Tampered(e.reason() + " Nothing was written.");
    }
  }

  private static RestoreResult write(Head head, List<Head.SegmentRef> state, Path landed, Path file)
      throws SQLException, IOException {
    long stamp = state.stream().mapToLong(Head.SegmentRef::stamp).max().orElseThrow();
    try (Replica replica = Replica.open(landed);
        Store store = Store.open(file)) {
      Sqlite.useTransaction(
          store.connection(),
          () -> {
            try (var writer = new StoreWriter(store)) {
              for (long id : replica.sessionsAbove(0)) {
                long session = writer.session(replica.session(id));
                replica.read(id, 0, (event, _) -> writer.event(session, event));
              }
            }
          });
      Sqlite.execute(store.connection(), "PRAGMA wal_checkpoint(TRUNCATE)");
      return new RestoreResult(
          head.device().id(),
          head.device().label(),
          Sqlite.number(store.connection(), "SELECT count(*) FROM sessions"),
          new StoreReader(store).count(),
          Instant.ofEpochMilli(stamp).toString());
    }
  }
}
