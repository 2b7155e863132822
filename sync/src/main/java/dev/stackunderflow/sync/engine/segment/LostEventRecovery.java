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
import dev.stackunderflow.sync.state.OwnSegments.Live;
import dev.stackunderflow.sync.wire.WireException;
import dev.stackunderflow.sync.wire.v1.SegmentReader;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps in this device's own view what its store has no longer: an agent deleted old logs, and the
 * store was rebuilt. What the vault has of it is landed in the replica, like another device's; what
 * comes back into the store is taken out of there again.
 */
public final class LostEventRecovery {

  private final VaultSession vault;
  private final Published published;
  private final LostEvents landed;

  public LostEventRecovery(VaultSession vault) {
    this.vault = vault;
    this.published = vault.published();
    this.landed = new LostEvents(vault.replica());
  }

  /** The gone events of a session, by name, with what was published of them. */
  private record Gone(Published.Session session, Map<Name, Published.Row> rows) {}

  /**
   * Brings the replica up to date with what the store has lost and found.
   *
   * @throws SyncException.Tampered if the bucket lacks it
   */
  public void update() throws SyncException, BucketException, SQLException, IOException {
    Map<SessionKey, Gone> gone = new HashMap<>();
    boolean someCameBack = false;
    Map<Long, Long> stored = new StoreReader(vault.store()).countsBySession();
    Map<Long, Long> up = published.countsBySession();
    Map<SessionKey, Long> here = landed.countsBySession();
    for (Published.Session session : published.sessions()) {
      SessionKey key = session.key();
      Optional<StoredSession> found =
          new StoreReader(vault.store())
              .find(session.provider(), session.slug(), session.sessionId());
      long inStore = found.isEmpty() ? 0 : stored.getOrDefault(found.get().id(), 0L);
      long inReplica = here.getOrDefault(key, 0L);
      if (inStore + inReplica != up.getOrDefault(session.id(), 0L) || inReplica > 0) {
        Set<Name> present = present(found);
        someCameBack |= landed.remove(key, present);
        Map<Name, Published.Row> rows = published.rows(session.id());
        rows.keySet().removeAll(present);
        rows.keySet().removeAll(landed.names(key));
        if (!rows.isEmpty()) {
          gone.put(key, new Gone(session, rows));
        }
      }
    }
    if (someCameBack) {
      published.changed();
    }
    if (!gone.isEmpty()) {
      land(gone);
    }
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

  private void land(Map<SessionKey, Gone> gone)
      throws SyncException, BucketException, SQLException, IOException {
    for (Live live : vault.ledger().segments().live()) {
      if (gone.values().stream().anyMatch(one -> isIn(live, one))) {
        byte[] plaintext = new OwnObjects(vault).open(live.segment()).plaintext();
        try (SegmentReader reader = SegmentReader.open(plaintext)) {
          land(reader, gone);
        } catch (WireException e) {
          throw new SyncException.Tampered(String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static boolean isIn(Live live, Gone gone) {
    return gone.rows().values().stream()
        .anyMatch(
            row ->
                row.generation() > live.segment().from()
                    && row.generation() <= live.segment().to());
  }

  private void land(SegmentReader reader, Map<SessionKey, Gone> gone)
      throws SQLException, IOException, WireException {
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          try (var writer =
              new ReplicaWriter(
                  vault.replica(), vault.device().deviceId(), vault.device().label())) {
            land(writer, reader, gone, new Decisions(vault.replica()).forgotten());
            published.changed();
          }
        });
  }

  private static void land(
      ReplicaWriter landing,
      SegmentReader reader,
      Map<SessionKey, Gone> gone,
      ForgetRules forgotten)
      throws SQLException, IOException, WireException {
    Map<Long, Gone> lost = new HashMap<>();
    Map<Long, Long> rows = new HashMap<>();
    Map<Long, Cutoff> cutoffs = new HashMap<>();
    for (SegmentReader.SegmentSession one : reader.sessions()) {
      StoredSession session = one.session();
      Gone found = gone.get(session.key());
      if (found != null) {
        lost.put(session.id(), found);
        cutoffs.put(
            session.id(), forgotten.of(session.provider(), session.slug(), session.sessionId()));
        rows.put(session.id(), landing.session(session));
      }
    }
    reader.events(
        (session, ord, event, stamp) -> {
          Gone found = lost.get(session);
          Long row = rows.get(session);
          Published.Row wanted =
              found == null ? null : found.rows().get(new Name(event.seq(), ord));
          if (row != null
              && wanted != null
              && Arrays.equals(wanted.digest(), event.rowDigest())
              && !cutoffs.getOrDefault(session, Cutoff.NONE).covers(event.timestamp())) {
            landing.event(row, ord, event, stamp);
          }
        });
  }
}
