package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.UnknownDeviceException;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoreWriter;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.pull.SegmentImport;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher;
import dev.stackunderflow.sync.engine.segment.SegmentFetcher.Fetched;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a device's state, as the vault has it, into a store file. For an earlier state, later
 * segments are resolved to the ones that they replaced, which each of them lists.
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
          file + " already exists and was not changed. Choose another file name.");
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
    Path imported = vault.context().home().syncFolder().resolve("restore.db");
    SqliteFiles.delete(imported);
    try {
      importState(head, state, imported);
      return write(head, state, imported, file);
    } catch (SyncException | BucketException | SQLException | IOException | RuntimeException e) {
      SqliteFiles.delete(file); // never leave a part of a store
      throw e;
    } finally {
      SqliteFiles.delete(imported);
    }
  }

  private Head find(String idOrLabel) throws SyncException, BucketException, SQLException {
    var reader = new HeadReader(vault);
    List<Head> heads = new ArrayList<>();
    var unreadable = new StringBuilder();
    Map<String, Peer> known = vault.ledger().peers().all();
    for (String id : reader.list().keySet()) {
      try {
        heads.add(reader.fetchAnyState(id, known.get(id)).head());
      } catch (DeviceRejectedException e) {
        unreadable
            .append("\n  ")
            .append(id)
            .append("  (not readable: ")
            .append(e.reason())
            .append(')');
      }
    }
    try {
      return DeviceResolver.one(
          heads, head -> head.device().id(), head -> head.device().label(), idOrLabel);
    } catch (UnknownDeviceException e) {
      throw new SyncException.Usage(e.getMessage() + unreadable);
    }
  }

  /** Adds the segments of the state at a time; a later one is resolved to those it replaced. */
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
    return switch (SegmentFetcher.fetch(vault.bucket(), deviceId, segment)) {
      case Fetched.Intact intact -> intact.object();
      case Fetched.Missing _ ->
          throw new SyncException.Usage(
              "This state needs a segment of "
                  + Instant.ofEpochMilli(segment.stamp())
                  + " that was replaced and pruned from the bucket. Nothing was written. Choose a"
                  + " later time, or omit --at for the latest state.");
      case Fetched.Damaged _ ->
          throw new SyncException.Tampered(
              "Segment "
                  + segment.id()
                  + " is not what the device wrote. Nothing was written. Find out who can write to"
                  + " the bucket.");
    };
  }

  private void importState(Head head, List<Head.SegmentRef> state, Path imported)
      throws SyncException, BucketException, SQLException, IOException {
    long total = state.stream().mapToLong(Head.SegmentRef::bytes).sum();
    long done = 0;
    try (Replica replica = Replica.open(imported)) {
      for (Head.SegmentRef segment : state) {
        progress.at("reading " + head.device().label(), done, total);
        byte[] object = object(segment);
        importSegment(replica, head, segment, object);
        done += segment.bytes();
      }
    }
    progress.at("reading " + head.device().label(), done, total);
  }

  private void importSegment(Replica replica, Head head, Head.SegmentRef segment, byte[] object)
      throws SyncException, SQLException, IOException {
    try {
      Sqlite.useTransaction(
          replica.connection(),
          () -> {
            try (var writer =
                new ReplicaWriter(replica, head.device().id(), head.device().label())) {
              byte[] plaintext = SegmentImport.open(vault, segment.id(), object);
              SegmentImport.run(
                  writer, segment, plaintext, 0, new Decisions(vault.replica()).forgotten());
            }
          });
    } catch (DeviceRejectedException e) {
      throw new SyncException.Tampered(e.reason() + " Nothing was written.");
    }
  }

  private static RestoreResult write(
      Head head, List<Head.SegmentRef> state, Path imported, Path file)
      throws SQLException, IOException {
    long stamp = state.stream().mapToLong(Head.SegmentRef::stamp).max().orElseThrow();
    try (Replica replica = Replica.open(imported);
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
