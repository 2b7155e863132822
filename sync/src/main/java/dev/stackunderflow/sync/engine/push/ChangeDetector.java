package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoreReader.RowRef;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds events that the vault lacks: rows of the store that were never published, or not with this
 * content. The cost depends on what changed: sessions without a row above the mark are skipped, and
 * of the others only rows with a new id are read.
 */
public final class ChangeDetector {

  private final Store store;
  private final StoreReader reader;
  private final Published published;
  private final LostEvents lost;
  private final ForgetRules forgotten;

  /**
   * Compares a store with what was published of it.
   *
   * @param lost what was published and is in the replica only
   * @param forgotten what must not be published
   */
  public ChangeDetector(Store store, Published published, LostEvents lost, ForgetRules forgotten)
      throws SQLException {
    this.store = store;
    this.reader = new StoreReader(store);
    this.published = published;
    this.lost = lost;
    this.forgotten = forgotten;
  }

  /** Receives the changes, session by session. */
  interface Sink {

    /**
     * The session was rewritten: all of its events follow and replace what was published before.
     */
    void reset(StoredSession session) throws SQLException, IOException;

    /** An event to publish. */
    void event(StoredSession session, Name name, Event event) throws SQLException, IOException;

    /**
     * What the store lost before is published again, or, under no name, is in the store again.
     *
     * @param from the name that it had
     * @param to the name that it has now
     */
    void lost(StoredSession session, Name from, @Nullable Name to, Event event)
        throws SQLException, IOException;

    /** A published event has another id in the store now, and the same content. */
    void relink(StoredSession session, Name name, long id) throws SQLException, IOException;
  }

  /**
   * Looks for changes.
   *
   * @param mark the highest row id that an earlier call scanned
   * @param sameStore whether that call scanned this store, so that the row ids are the same
   * @param nothingLost whether the store has all that was published of it, if under other names
   * @param sink receives the changes
   * @return the highest row id scanned
   * @throws SQLException if the store cannot be read
   * @throws IOException if the sink fails
   */
  long find(long mark, boolean sameStore, boolean nothingLost, Set<Long> replaced, Sink sink)
      throws SQLException, IOException {
    long maxId = reader.maxId();
    for (long id : candidates(from(mark, sameStore))) {
      // One snapshot per session: another program may be writing to the store.
      Sqlite.useSnapshot(
          store.connection(),
          () -> {
            if (replaced.contains(id)) {
              republish(reader.session(id), sink);
            } else {
              session(id, sameStore, nothingLost, sink);
            }
          });
    }
    return maxId;
  }

  /** The sessions that {@link #find} looks at. */
  List<StoredSession> changed(long mark, boolean sameStore) throws SQLException {
    List<StoredSession> sessions = new ArrayList<>();
    for (long id : candidates(from(mark, sameStore))) {
      sessions.add(reader.session(id));
    }
    return sessions;
  }

  private long from(long mark, boolean sameStore) throws SQLException {
    return sameStore && mark <= reader.maxId() ? mark : 0;
  }

  private void republish(StoredSession session, Sink sink) throws SQLException, IOException {
    new SessionRepublisher(reader, lost, cutoff(session))
        .publish(session, forgottenIds(session), sink);
  }

  private Set<Long> candidates(long mark) throws SQLException {
    Set<Long> candidates = new TreeSet<>(reader.sessionsAbove(mark));
    if (store.isForeign()) {
      for (Map.Entry<Long, Long> count : reader.countsBySession().entrySet()) {
        StoredSession session = reader.session(count.getKey());
        if (published.count(idOf(session)) != count.getValue()) {
          candidates.add(count.getKey());
        }
      }
    }
    return candidates;
  }

  private long idOf(StoredSession session) throws SQLException {
    return published.find(session.provider(), session.slug(), session.sessionId());
  }

  /** How many events no committed push contains; counts names and reads no content. */
  public long countPending(long mark, boolean sameStore, long committedGeneration)
      throws SQLException, IOException {
    long pending = 0;
    for (long id : candidates(sameStore ? mark : 0)) {
      StoredSession session = reader.session(id);
      Map<Name, Published.Row> up = published.rows(idOf(session));
      Set<Long> deleted = forgottenIds(session);
      Map<Long, Integer> repeats = new HashMap<>();
      for (RowRef ref : reader.rows(id)) {
        int ord = repeats.merge(ref.seq(), 1, Integer::sum) - 1;
        Published.Row row = up.get(new Name(ref.seq(), ord));
        boolean isUp =
            row != null
                && row.generation() <= committedGeneration
                && (row.localId() == ref.id() || !sameStore);
        pending += isUp || deleted.contains(ref.id()) ? 0 : 1;
      }
    }
    return pending;
  }

  private Cutoff cutoff(StoredSession session) {
    return forgotten.of(session.provider(), session.slug(), session.sessionId());
  }

  /** Events that another program's store still has though they must be deleted; ours has none. */
  private Set<Long> forgottenIds(StoredSession session) throws SQLException, IOException {
    Set<Long> ids = new HashSet<>();
    Cutoff cutoff = cutoff(session);
    if (!cutoff.isNone()) {
      reader.read(
          session.id(),
          0,
          event -> {
            if (cutoff.covers(event.timestamp())) {
              ids.add(event.id());
            }
          });
    }
    return ids;
  }

  private void session(long id, boolean sameStore, boolean nothingLost, Sink sink)
      throws SQLException, IOException {
    StoredSession session = reader.session(id);
    Map<Name, Published.Row> up = published.rows(idOf(session));
    EventNames names = EventNames.of(reader, id);
    if (names.isAnyRepeated()) {
      sessionWithRepeatedSeq(session, names, up, sink);
      return;
    }
    List<RowRef> refs = reader.rows(id);
    Set<Long> deleted = forgottenIds(session);
    Set<Long> unread = new HashSet<>();
    Set<Name> present = new HashSet<>();
    for (RowRef ref : refs) {
      if (deleted.contains(ref.id())) {
        continue;
      }
      Name name = new Name(ref.seq(), 0);
      present.add(name);
      Published.Row row = up.get(name);
      if (row == null || row.localId() != ref.id() || !sameStore) {
        unread.add(ref.id());
      }
    }
    boolean isAnyMissing = !present.containsAll(up.keySet());
    if (isAnyMissing && isRewritten(session, nothingLost, up, unread)) {
      republish(session, sink);
    } else if (!unread.isEmpty()) {
      long lowest = unread.stream().mapToLong(Long::longValue).min().orElseThrow();
      reader.read(
          id,
          lowest - 1,
          event -> {
            if (unread.contains(event.id())) {
              offer(session, new Name(event.seq(), 0), event, up, sink);
            }
          });
    }
  }

  private static void offer(
      StoredSession session, Name name, Event event, Map<Name, Published.Row> up, Sink sink)
      throws SQLException, IOException {
    Published.Row row = up.get(name);
    if (row == null || !event.hasRowDigest(row.digest())) {
      sink.event(session, name, event);
    } else if (row.localId() != event.id()) {
      sink.relink(session, name, event.id());
    }
  }

  /**
   * Whether a session with missing names was rewritten. In a store of ours a rewritten log file
   * gives its events other names, and what the file lost is still in the store; a rebuilt store
   * lacks what the logs lost before, which stays published. A foreign store may drop old months;
   * there the session was rewritten only if a published name has other content now.
   */
  private boolean isRewritten(
      StoredSession session, boolean nothingLost, Map<Name, Published.Row> up, Set<Long> unread)
      throws SQLException, IOException {
    if (unread.isEmpty()) {
      return false;
    }
    if (!store.isForeign()) {
      return nothingLost;
    }
    var contradicted = new boolean[1];
    reader.read(
        session.id(),
        0,
        event -> {
          Published.Row row = up.get(new Name(event.seq(), 0));
          contradicted[0] |= row != null && !event.hasRowDigest(row.digest());
        });
    return contradicted[0];
  }

  private void sessionWithRepeatedSeq(
      StoredSession session, EventNames names, Map<Name, Published.Row> up, Sink sink)
      throws SQLException, IOException {
    Cutoff cutoff = cutoff(session);
    reader.read(
        session.id(),
        0,
        event -> {
          if (!cutoff.covers(event.timestamp())) {
            offer(session, names.of(event), event, up, sink);
          }
        });
  }
}
