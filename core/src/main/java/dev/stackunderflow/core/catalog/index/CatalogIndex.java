package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.file.DurableFiles;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.thread.BackgroundReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the catalog up to date with the store and the replica: indexes sessions with rows above
 * the marks, removes rows that are gone, and decides again what is hidden and what counts wherever
 * something changed.
 */
public final class CatalogIndex {

  private static final int STORE_SOURCE = 0;

  /** Any source but the store's: its events are in the replica. */
  public static final int REPLICA = 1;

  private final Connection db;
  private final Store store;
  private final @Nullable Replica replica;
  private final IndexProgress progress;
  private final Marks marks;
  private long done;
  private long total;

  /**
   * Updates a catalog.
   *
   * @param replica null where sync is not set up
   * @param progress receives the progress
   */
  public CatalogIndex(
      Connection db, Store store, @Nullable Replica replica, IndexProgress progress) {
    this.db = db;
    this.store = store;
    this.replica = replica;
    this.progress = progress;
    this.marks = new Marks(db);
  }

  /** Brings the catalog up to date, in one transaction. */
  public void refresh() throws SQLException, IOException {
    if (isUpToDate()) {
      return;
    }
    Sqlite.useTransaction(
        db,
        () -> {
          Visibility.prepare(db);
          TotalsKeeper.prepare(db);
          resetForOtherFiles();
          var devices = new DeviceIndex(db, replica, marks);
          devices.update();
          total = countOfNewEvents();
          boolean isBulk = total > Sqlite.number(db, "SELECT max(id) FROM entry");
          BulkLoad bulk = isBulk ? BulkLoad.begin(db) : null;
          try (var entries = new EntryWriter(db, !isBulk, () -> progress.at(++done, total))) {
            devices.removeDeleted(entries);
            indexStore(entries);
            if (replica != null) {
              indexReplica(entries, replica);
              indexStamps(entries, replica);
            }
          }
          if (bulk != null) {
            bulk.end();
          }
          new Visibility(db, conflictChoices()).decide();
          TotalsKeeper.refresh(db);
          syncSources();
        });
  }

  /**
   * What the catalog says that it has indexed is on the disk before the catalog can be: after a
   * power cut other rows could get the same ids.
   */
  private void syncSources() throws IOException {
    if (!store.isForeign()) {
      DurableFiles.syncWriteAheadLog(store.file());
    }
    if (replica != null) {
      DurableFiles.syncWriteAheadLog(replica.file());
    }
  }

  /** An estimate, because ids have gaps. */
  private long countOfNewEvents() throws SQLException {
    long fromStore = new StoreReader(store).maxId() - marks.number(Marks.STORE_ID);
    return fromStore + (replica == null ? 0 : replica.maxId() - marks.number(Marks.REPLICA_ID));
  }

  /** The user's choices in conflicts; marks the cells of new choices as changed. */
  private ConflictChoices conflictChoices() throws SQLException {
    List<Decision> decisions = replica == null ? List.of() : new Decisions(replica).all();
    var kept = new ConflictChoices(decisions);
    String now = ConflictChoices.mark(decisions);
    if (!now.equals(marks.text(Marks.CHOICES))) {
      for (long cell : kept.cells()) {
        Sqlite.update(db, "INSERT OR IGNORE INTO touched_cell VALUES (?)", cell);
      }
      marks.put(Marks.CHOICES, now);
    }
    return kept;
  }

  /** The common case costs a few index lookups and no write. */
  private boolean isUpToDate() throws SQLException, IOException {
    if (store.isForeign()
        || !store.identity().equals(marks.text(Marks.STORE_IDENTITY))
        || new StoreReader(store).maxId() != marks.number(Marks.STORE_ID)) {
      return false;
    }
    if (replica == null) {
      return marks.text(Marks.REPLICA_IDENTITY) == null;
    }
    return replica.identity().equals(marks.text(Marks.REPLICA_IDENTITY))
        && replica.maxId() == marks.number(Marks.REPLICA_ID)
        && DeviceIndex.state(replica).equals(marks.text(Marks.DEVICES));
  }

  private void resetForOtherFiles() throws SQLException, IOException {
    String replicaIdentity = replica == null ? null : replica.identity();
    boolean sameStore = store.identity().equals(marks.text(Marks.STORE_IDENTITY));
    String knownReplica = marks.text(Marks.REPLICA_IDENTITY);
    boolean sameReplica = knownReplica == null || knownReplica.equals(replicaIdentity);
    if (!sameStore || !sameReplica) {
      for (String table :
          List.of(
              "entry",
              "total",
              "session",
              "project",
              "device",
              "model",
              "branch",
              "mark",
              "set_aside")) {
        Sqlite.execute(db, "DELETE FROM " + table);
      }
    }
    marks.put(Marks.STORE_IDENTITY, store.identity());
    if (replicaIdentity != null) {
      marks.put(Marks.REPLICA_IDENTITY, replicaIdentity);
    }
  }

  /** Reads stamps only if something was published since they were last read. */
  private void indexStamps(EntryWriter entries, Replica from) throws SQLException {
    String now = Long.toString(from.thisDevice().merged());
    if (!now.equals(marks.text(Marks.PUBLISHED))) {
      var stamps = new PublishStamps(db, from);
      stamps.fillIn(entries);
      long last = stamps.takeLatest(entries, marks.number(Marks.PUBLISHED_GENERATION));
      marks.put(Marks.PUBLISHED_GENERATION, Long.toString(last));
      marks.put(Marks.PUBLISHED, now);
    }
  }

  private void indexStore(EntryWriter entries) throws SQLException, IOException {
    var reader = new StoreReader(store);
    long maxId = reader.maxId();
    long mark = marks.number(Marks.STORE_ID) <= maxId ? marks.number(Marks.STORE_ID) : 0;
    Set<Long> sessions = new HashSet<>();
    for (long id : reader.withEventsAbove(mark)) {
      if (reader.isListed(id)) {
        sessions.add(id);
      } else {
        entries.readAgain(STORE_SOURCE, id);
        entries.setAside(STORE_SOURCE, id, reader.rows(id).size());
      }
    }
    if (store.isForeign()) {
      sessions.addAll(sessionsWithOtherCounts(reader.countsBySession()));
    }
    ForgetRules forgotten =
        replica == null ? ForgetRules.NOTHING : new Decisions(replica).forgotten();
    List<SessionToIndex> parts = new ArrayList<>();
    for (long id : sessions) {
      StoredSession session = reader.session(id);
      long row = entries.session(STORE_SOURCE, session);
      Set<Long> present = new HashSet<>();
      reader.rows(id).forEach(ref -> present.add(ref.id()));
      entries.removeOthers(row, present);
      long from = entries.hasAny(row) ? mark : 0;
      if (from == 0) {
        entries.readAgain(STORE_SOURCE, id);
      }
      parts.add(new SessionToIndex(session, STORE_SOURCE, row, from));
    }
    BackgroundReader.<EventToIndex, RuntimeException>each(
        found -> {
          for (SessionToIndex part : parts) {
            StoredSession session = part.session();
            Cutoff gone = forgotten.of(session.provider(), session.slug(), session.sessionId());
            reader.read(
                session.id(),
                part.from(),
                event -> {
                  if (!gone.covers(event.timestamp())) {
                    found.accept(EventToIndex.of(part, event, PublishStamps.NOT_YET));
                  }
                });
          }
        },
        EventToIndex::bytes,
        entries::add);
    marks.put(Marks.STORE_ID, Long.toString(maxId));
  }

  private Set<Long> sessionsWithOtherCounts(Map<Long, Long> counts) throws SQLException {
    Set<Long> changed = new HashSet<>();
    try (var select =
            db.prepareStatement(
                """
                SELECT s.origin, count(e.id) FROM session s LEFT JOIN entry e ON e.session = s.id
                WHERE s.source = 0 GROUP BY s.id
                """);
        var rows = select.executeQuery()) {
      while (rows.next()) {
        Long now = counts.get(rows.getLong(1));
        if (now != null && now != rows.getLong(2)) {
          changed.add(rows.getLong(1));
        }
      }
    }
    return changed;
  }

  private void indexReplica(EntryWriter entries, Replica from) throws SQLException, IOException {
    long mark = marks.number(Marks.REPLICA_ID);
    removeRestoredEvents(entries, from);
    long own = from.ownRow();
    List<SessionToIndex> parts = new ArrayList<>();
    for (long id : from.sessionsAbove(mark)) {
      StoredSession session = from.session(id);
      long device = from.deviceOfSession(id);
      if (device == own) {
        // What the store has lost is the store's, under the negatives of the ids.
        StoredSession lost = session.withId(-id);
        parts.add(
            new SessionToIndex(lost, STORE_SOURCE, entries.session(STORE_SOURCE, lost), mark));
      } else {
        long row = entries.session(device, session);
        entries.removeOthers(row, new HashSet<>(from.eventIds(id)));
        parts.add(new SessionToIndex(session, device, row, mark));
      }
    }
    BackgroundReader.<EventToIndex, RuntimeException>each(
        found -> {
          for (SessionToIndex part : parts) {
            boolean isLost = part.session().id() < 0;
            from.read(
                Math.abs(part.session().id()),
                part.from(),
                (event, stamp) ->
                    found.accept(
                        EventToIndex.of(part, isLost ? event.withId(-event.id()) : event, stamp)));
          }
        },
        EventToIndex::bytes,
        entries::add);
    marks.put(Marks.REPLICA_ID, Long.toString(from.maxId()));
  }

  /** Removes lost events that are in the store again. */
  private void removeRestoredEvents(EntryWriter entries, Replica from) throws SQLException {
    Map<Long, Long> lost = new HashMap<>();
    try (var select =
            db.prepareStatement("SELECT id, origin FROM session WHERE source = 0 AND origin < 0");
        var row = select.executeQuery()) {
      while (row.next()) {
        lost.put(row.getLong(1), row.getLong(2));
      }
    }
    for (Map.Entry<Long, Long> session : lost.entrySet()) {
      Set<Long> present = new HashSet<>();
      from.eventIds(-session.getValue()).forEach(id -> present.add(-id));
      entries.removeOthers(session.getKey(), present);
    }
  }
}
