package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionKey;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.thread.BackgroundWorker;
import dev.stackunderflow.sync.engine.segment.DeadArrays;
import dev.stackunderflow.sync.engine.segment.SegmentSealer;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.SegmentSize;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Puts changes into encrypted segments in the outbox. While one segment is built, on a thread of
 * its own, the one before is sealed and earlier ones are sent. Each segment is on disk, and is then
 * recorded together with its events in one transaction, before it is sent: a crash loses little
 * work and duplicates none.
 */
final class SegmentPublisher implements ChangeDetector.Sink, AutoCloseable {

  private static final int MAX_CHANGES = 10_000;

  private final VaultSession vault;
  private final Published published;
  private final long committed;
  private final long stamp;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Long, Long> ids = new HashMap<>();
  private final Map<Long, StoredSession> sessions = new HashMap<>();
  private final SegmentUploads uploads;
  private final SegmentSealer sealer;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final BackgroundWorker builder = new BackgroundWorker("segment");
  private @Nullable SegmentWriter segment;
  private @Nullable SegmentWriter complete;
  private SegmentSize size = new SegmentSize();
  private @Nullable Sealing sealing;
  private boolean isStoreSynced;

  @FunctionalInterface
  private interface Change {
    void write(Published.Notes to) throws SQLException, IOException;
  }

  /** A segment that is being sealed, and what to record when it is in the outbox. */
  private record Sealing(
      List<Change> changes, List<StoredSession> sessions, Future<Head.SegmentRef> result) {}

  /**
   * Publishes for the generation after the committed one.
   *
   * @param vault the open vault
   * @param committed the generation of the last committed head
   * @param stamp the stamp of all events of this push
   * @param uploads sends what is ready
   */
  SegmentPublisher(VaultSession vault, long committed, long stamp, SegmentUploads uploads) {
    this.vault = vault;
    this.published = vault.published();
    this.committed = committed;
    this.stamp = stamp;
    this.uploads = uploads;
    this.sealer = new SegmentSealer(vault);
  }

  @Override
  public void reset(StoredSession session) throws SQLException, IOException {
    SegmentWriter to = segment();
    builder.give(0, () -> to.reset(session, committed + 1));
    sessions.put(session.id(), session);
    changes.add(_ -> published.reset(idOf(session), committed + 1));
  }

  @Override
  public void event(StoredSession session, Name name, Event event)
      throws SQLException, IOException {
    if (size.isFullFor(event)) {
      finish();
    }
    SegmentWriter current = segment();
    var digest = new byte[1][];
    builder.give(
        event.sizeBytes(),
        () -> {
          digest[0] = event.rowDigest();
          current.add(session, name.ord(), event, stamp);
        });
    size.add(event);
    sessions.put(session.id(), session);
    long id = event.id();
    changes.add(
        to -> to.put(idOf(session), name, new Published.Row(id, digest[0], stamp, committed + 1)));
  }

  @Override
  public void lost(StoredSession session, Name from, @Nullable Name to, Event event)
      throws SQLException, IOException {
    if (to != null) {
      event(session, to, event);
    }
    SessionKey key = session.key();
    changes.add(_ -> new LostEvents(vault.replica()).move(key, from, to, event, stamp));
  }

  @Override
  public void relink(StoredSession session, Name name, long id) throws SQLException, IOException {
    changes.add(_ -> published.relink(idOf(session), name, id));
    if (segment == null && changes.size() >= MAX_CHANGES) {
      finish();
    }
  }

  private long idOf(StoredSession session) throws SQLException {
    Long known = ids.get(session.id());
    if (known == null) {
      known = published.session(session.provider(), session.slug(), session.sessionId());
      ids.put(session.id(), known);
    }
    return known;
  }

  private SegmentWriter segment() throws SQLException {
    if (segment == null) {
      segment = new SegmentWriter();
    }
    return segment;
  }

  /** Closes the current segment: it is sealed and sent while the next one is built. */
  private void finish() throws SQLException, IOException {
    Sealing before = sealing;
    // Waits until the one before is in the outbox.
    Head.SegmentRef ref = before == null ? null : BackgroundWorker.result(before.result());
    sealing = segment == null ? null : seal(segment);
    // Recording takes about as long as sealing, so both run at once.
    if (before != null && ref != null) {
      record(before.changes(), before.sessions(), ref);
      uploads.send(ref);
      DeadArrays.free(ref.bytes());
    }
    if (sealing == null) {
      record(changes, List.of(), null);
    }
    changes.clear();
  }

  private Sealing seal(SegmentWriter built) throws IOException {
    complete = built;
    segment = null;
    long events = size.events();
    size = new SegmentSize();
    Future<byte[]> plaintext =
        builder.start(
            () -> {
              try (built) {
                return built.bytes();
              }
            });
    Future<Head.SegmentRef> result =
        thread.submit(
            () ->
                sealer.seal(
                    BackgroundWorker.result(plaintext),
                    events,
                    committed,
                    committed + 1,
                    committed + 1,
                    stamp));
    var started = new Sealing(List.copyOf(changes), List.copyOf(sessions.values()), result);
    sessions.clear();
    return started;
  }

  /** Closes the last segment, and waits until it is in the outbox. */
  void finishAll() throws SQLException, IOException {
    finish();
    if (sealing != null) {
      finish();
    }
  }

  private void record(
      List<Change> toWrite, List<StoredSession> inSegment, Head.@Nullable SegmentRef ref)
      throws SQLException, IOException {
    Ledger ledger = vault.ledger();
    if (!isStoreSynced && !vault.store().isForeign()) {
      // Else a power cut could leave ids here that the store gives to other rows.
      DurableFiles.syncWriteAheadLog(vault.store().file());
      isStoreSynced = true;
    }
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          try (Published.Notes to = published.notes()) {
            for (Change change : toWrite) {
              change.write(to);
            }
          }
          if (ref != null) {
            Set<Long> names = new HashSet<>();
            for (StoredSession session : inSegment) {
              names.add(idOf(session));
            }
            ledger.segments().add(ref, names);
            ledger.ownHead().observeStamp(stamp);
          }
          if (!toWrite.isEmpty()) {
            published.changed(); // the view reads the stamps from here, also of relinked events
          }
        });
  }

  @Override
  public void close() throws SQLException {
    try (thread) {
      builder.close(); // it may be adding to a segment
      for (SegmentWriter writer : new SegmentWriter[] {segment, complete}) {
        if (writer != null) {
          writer.close(); // again, if it was finished
        }
      }
    }
  }
}
