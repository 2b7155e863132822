package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionKey;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.SegmentStore;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import dev.stackunderflow.sync.wire.v1.SegmentWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Merges small segments of this device into one. The events that are still current are read from
 * the store, and from the segments themselves if the store no longer has them.
 */
public final class Compactor implements AutoCloseable {

  private final VaultSession vault;
  private final SegmentStore segments;
  private final Published published;
  private final Compaction compaction;
  private final long stamp;
  private final Set<Long> started = new HashSet<>();
  private final Set<Long> inPart = new HashSet<>();
  private final Map<SessionKey, Missing> missing = new HashMap<>();
  private @Nullable SegmentWriter part;
  private boolean hasNamedReplaced;

  /**
   * For one compaction.
   *
   * @param stamp the stamp of the push that it goes with
   */
  public Compactor(VaultSession vault, Compaction compaction, long stamp) {
    this.vault = vault;
    this.segments = vault.ledger().segments();
    this.published = vault.published();
    this.compaction = compaction;
    this.stamp = stamp;
  }

  /** Events of one session that the store no longer has. */
  private record Missing(Published.Session session, Map<Name, Published.Row> rows) {}

  /**
   * Puts the compaction into the outbox, all of it or nothing.
   *
   * @return false if this device cannot: it is write-only, and its store lacks some of the events
   * @throws SyncException.Tampered if the bucket lacks events that the store no longer has
   */
  public boolean run() throws SyncException, BucketException, SQLException, IOException {
    StoreReader reader = new StoreReader(vault.store());
    for (Published.Session session : published.sessions(compaction.from(), compaction.to())) {
      addFromStore(reader, session);
    }
    if (!missing.isEmpty()) {
      if (vault.isWriteOnly()) {
        segments.dropParts();
        return false;
      }
      for (Head.SegmentRef segment : compaction.segments()) {
        addFromSegment(segment);
      }
      requireNothingMissing();
    }
    part();
    finishPart();
    segments.completeParts();
    return true;
  }

  private void addFromStore(StoreReader reader, Published.Session session)
      throws SQLException, IOException {
    Map<Name, Published.Row> wanted = new HashMap<>();
    Map<Long, Name> byId = new HashMap<>();
    for (Map.Entry<Name, Published.Row> row : published.rows(session.id()).entrySet()) {
      if (isInRange(row.getValue().generation())) {
        wanted.put(row.getKey(), row.getValue());
        byId.put(row.getValue().localId(), row.getKey());
      }
    }
    Optional<StoredSession> stored =
        reader.find(session.provider(), session.slug(), session.sessionId());
    if (stored.isPresent() && !wanted.isEmpty()) {
      long lowest = byId.keySet().stream().mapToLong(Long::longValue).min().orElseThrow();
      reader.read(
          stored.get().id(),
          lowest - 1,
          event -> {
            Name name = byId.get(event.id());
            Published.Row row = name == null ? null : wanted.get(name);
            if (name != null && row != null && isSame(row, event)) {
              add(session, stored.get(), name, event, row.stamp());
              wanted.remove(name);
            }
          });
    }
    if (!wanted.isEmpty()) {
      missing.put(session.key(), new Missing(session, wanted));
    } else if (isReset(session)) {
      startSession(session, stored.orElseGet(() -> nameOnly(session)));
    }
  }

  private boolean isInRange(long generation) {
    return generation > compaction.from() && generation <= compaction.to();
  }

  private boolean isReset(Published.Session session) {
    return session.resetGeneration() != null && isInRange(session.resetGeneration());
  }

  private static boolean isSame(Published.Row row, Event event) {
    return event.hasRowDigest(row.digest());
  }

  /** A session without events, of which only the reset is left. */
  private static StoredSession nameOnly(Published.Session session) {
    return new StoredSession(
        0,
        session.provider(),
        session.slug(),
        null,
        session.slug(),
        0,
        0,
        session.sessionId(),
        null,
        null,
        0);
  }

  private void addFromSegment(Head.SegmentRef segment)
      throws SyncException, BucketException, SQLException, IOException {
    byte[] plaintext = new OwnSegmentReader(vault).open(segment).plaintext();
    try (SegmentReader reader = SegmentReader.open(plaintext)) {
      Map<Long, StoredSession> sessions = new HashMap<>();
      reader.sessions().forEach(one -> sessions.put(one.session().id(), one.session()));
      reader.events(
          (id, ord, event, _) -> {
            StoredSession session = sessions.get(id);
            Missing lost = session == null ? null : missing.get(session.key());
            Name name = new Name(event.seq(), ord);
            Published.Row row = lost == null ? null : lost.rows().get(name);
            if (session != null && lost != null && row != null && isSame(row, event)) {
              add(lost.session(), session, name, event, row.stamp());
              lost.rows().remove(name);
            }
          });
    } catch (WireException e) {
      throw new SyncException.Tampered(String.valueOf(e.getMessage()));
    }
  }

  private void requireNothingMissing() throws SyncException {
    long left = missing.values().stream().mapToLong(lost -> lost.rows().size()).sum();
    if (left > 0) {
      throw new SyncException.Tampered(
          left
              + " events of this device are neither in its store nor in its segments. Nothing was"
              + " replaced. Run: stackunderflow sync verify --deep");
    }
  }

  private void add(
      Published.Session session, StoredSession stored, Name name, Event event, long eventStamp)
      throws SQLException, IOException {
    if (part().isFullFor(event)) {
      finishPart();
    }
    StoredSession named = startSession(session, stored);
    part().add(named, name.ord(), event, eventStamp);
  }

  /** Adds a session under its id in this segment; its reset comes before its events. */
  private StoredSession startSession(Published.Session session, StoredSession stored)
      throws SQLException, IOException {
    StoredSession named = stored.withId(session.id());
    inPart.add(session.id());
    if (started.add(session.id()) && isReset(session)) {
      part().reset(named, Objects.requireNonNull(session.resetGeneration()));
    }
    return named;
  }

  private SegmentWriter part() throws SQLException {
    if (part == null) {
      part = new SegmentWriter();
      if (!hasNamedReplaced) {
        hasNamedReplaced = true;
        for (Head.SegmentRef segment : compaction.segments()) {
          part.replaces(segment);
        }
      }
    }
    return part;
  }

  private void finishPart() throws SQLException, IOException {
    SegmentWriter full = part();
    long generation = vault.ledger().ownHead().current().generation() + 1;
    Head.SegmentRef segment =
        new SegmentSealer(vault)
            .seal(
                full.bytes(), full.events(), compaction.from(), compaction.to(), generation, stamp);
    Sqlite.useTransaction(
        vault.replica().connection(), () -> segments.addPart(segment, compaction.level(), inPart));
    inPart.clear();
    close();
  }

  @Override
  public void close() throws SQLException {
    if (part != null) {
      part.close();
      part = null;
    }
  }
}
