package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.replica.ReplicaWriter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.SessionKey;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.SegmentStore.Live;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps events in this device's view that its store no longer has, for example because an agent
 * deleted old logs and the store was rebuilt. They are imported from this device's own segments
 * into the replica, like another device's events, and removed from there if the store gets them
 * back.
 */
public final class LostEventRecovery {

  private final VaultSession vault;
  private final Published published;
  private final LostEvents recovered;

  public LostEventRecovery(VaultSession vault) {
    this.vault = vault;
    this.published = vault.published();
    this.recovered = new LostEvents(vault.replica());
  }

  /** The lost events of a session, by name, as they were published. */
  private record Lost(Map<Name, Published.Row> rows) {}

  /**
   * Adds to the replica what the store has lost, and removes what it has got back.
   *
   * @return whether all of it is here; false where some of it is on its way to the bucket
   * @throws SyncException.Tampered if a segment is missing or damaged; of a segment that cannot be
   *     read nothing is imported
   */
  public boolean update() throws SyncException, BucketException, SQLException, IOException {
    Map<SessionKey, Lost> lost = new HashMap<>();
    boolean someCameBack = false;
    Map<Long, Long> stored = new StoreReader(vault.store()).countsBySession();
    Map<Long, Long> up = published.countsBySession();
    Map<SessionKey, Long> inReplicaBySession = recovered.countsBySession();
    for (Published.Session session : published.sessions()) {
      SessionKey key = session.key();
      Optional<StoredSession> found =
          new StoreReader(vault.store())
              .find(session.provider(), session.slug(), session.sessionId());
      long inStore = found.isEmpty() ? 0 : stored.getOrDefault(found.get().id(), 0L);
      long inReplica = inReplicaBySession.getOrDefault(key, 0L);
      if (inStore + inReplica != up.getOrDefault(session.id(), 0L) || inReplica > 0) {
        Set<Name> present = present(found);
        someCameBack |= recovered.remove(key, present);
        Map<Name, Published.Row> rows = published.rows(session.id());
        rows.keySet().removeAll(present);
        rows.keySet().removeAll(recovered.names(key));
        if (!rows.isEmpty()) {
          lost.put(key, new Lost(rows));
        }
      }
    }
    if (someCameBack) {
      published.changed();
    }
    if (!lost.isEmpty()) {
      importFromSegments(lost);
    }
    long committed = vault.ledger().ownHead().current().generation();
    return lost.values().stream()
        .flatMap(one -> one.rows().values().stream())
        .allMatch(row -> row.generation() <= committed);
  }

  /**
   * Adds to the replica what was published under names that the store uses for other events now.
   *
   * @param session the session
   * @param replaced the names, and how they were published
   * @throws SyncException if a segment is missing or damaged; nothing of it is imported
   */
  public void restore(SessionKey session, Map<Name, Published.Row> replaced)
      throws SyncException, BucketException, SQLException, IOException {
    importFromSegments(Map.of(session, new Lost(replaced)));
  }

  private Set<Name> present(Optional<StoredSession> session) throws SQLException {
    Set<Name> names = new HashSet<>();
    if (session.isPresent()) {
      Map<Long, Integer> repeats = new HashMap<>();
      for (StoreReader.RowRef ref : new StoreReader(vault.store()).rows(session.get().id())) {
        names.add(new Name(ref.seq(), repeats.merge(ref.seq(), 1, Integer::sum) - 1));
      }
    }
    return names;
  }

  private void importFromSegments(Map<SessionKey, Lost> lost)
      throws SyncException, BucketException, SQLException, IOException {
    for (Live live : vault.ledger().segments().live()) {
      if (lost.values().stream().anyMatch(one -> isIn(live, one))) {
        byte[] plaintext = new OwnSegmentReader(vault).open(live.segment()).plaintext();
        try (SegmentReader reader = SegmentReader.open(plaintext)) {
          importSegment(reader, lost);
        } catch (WireException e) {
          throw new SyncException.Tampered(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static boolean isIn(Live live, Lost lost) {
    return lost.rows().values().stream()
        .anyMatch(
            row ->
                row.generation() > live.segment().from()
                    && row.generation() <= live.segment().to());
  }

  private void importSegment(SegmentReader reader, Map<SessionKey, Lost> lost)
      throws SQLException, IOException, WireException {
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          try (var writer =
              new ReplicaWriter(
                  vault.replica(), vault.device().deviceId(), vault.device().label())) {
            importEvents(writer, reader, lost, new Decisions(vault.replica()).forgotten());
            published.changed();
          }
        });
  }

  private static void importEvents(
      ReplicaWriter writer, SegmentReader reader, Map<SessionKey, Lost> lost, ForgetRules forgotten)
      throws SQLException, IOException, WireException {
    Map<Long, Lost> bySession = new HashMap<>();
    Map<Long, Long> rows = new HashMap<>();
    Map<Long, Cutoff> cutoffs = new HashMap<>();
    for (SegmentReader.SegmentSession one : reader.sessions()) {
      StoredSession session = one.session();
      Lost found = lost.get(session.key());
      if (found != null) {
        bySession.put(session.id(), found);
        cutoffs.put(
            session.id(), forgotten.of(session.provider(), session.slug(), session.sessionId()));
        rows.put(session.id(), writer.session(session));
      }
    }
    reader.events(
        (session, ord, event, stamp) -> {
          Lost found = bySession.get(session);
          Long row = rows.get(session);
          Published.Row wanted =
              found == null ? null : found.rows().get(new Name(event.seq(), ord));
          if (row != null
              && wanted != null
              && event.hasRowDigest(wanted.digest())
              && !cutoffs.getOrDefault(session, Cutoff.NONE).covers(event.timestamp())) {
            writer.event(row, ord, event, stamp);
          }
        });
  }
}
