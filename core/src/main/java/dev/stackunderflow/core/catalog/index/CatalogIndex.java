package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
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
 * Brings the catalog up to date with the store and the replica: takes in sessions with rows above
 * the marks, takes out rows that are gone, and decides anew what is hidden and what counts where
 * something moved.
 */
public final class CatalogIndex {

  private static final String STORE_IDENTITY = "store";
  private static final String REPLICA_IDENTITY = "replica";
  private static final String STORE_MARK = "store_id";
  private static final String REPLICA_MARK = "replica_id";
  private static final String DEVICES = "devices";
  private static final String PUBLISHED = "published";
  private static final String PUBLISHED_GENERATION = "published_generation";
  private static final String KEPT = "kept";
  private static final int STORE_SOURCE = 0;

  /** Any source but the store's: its events are in the replica. */
  public static final int REPLICA = 1;

  private final Connection db;
  private final Store store;
  private final @Nullable Replica replica;
  private final IndexProgress progress;
  private long done;
  private long total;

  public CatalogIndex(
      Connection db, Store store, @Nullable Replica replica, IndexProgress progress) {
    this.db = db;
    this.store = store;
    this.replica = replica;
    this.progress = progress;
  }

  public void refresh() throws SQLException, IOException {
    if (isUpToDate()) {
      return;
    }
    Sqlite.useTransaction(
        db,
        () -> {
          Visibility.prepare(db);
          TotalsKeeper.prepare(db);
          startAnewIfOthers();
          nameDevices();
          total = toTakeIn();
          boolean isBulk = total > Sqlite.number(db, "SELECT max(id) FROM entry");
          BulkLoad bulk = isBulk ? BulkLoad.begin(db) : null;
          try (var entries = new EntryWriter(db, !isBulk, () -> progress.at(++done, total))) {
            dropRemovedDevices(entries);
            takeFromStore(entries);
            if (replica != null) {
              takeFromReplica(entries, replica);
              takeStamps(entries, replica);
            }
          }
          if (bulk != null) {
            bulk.end();
          }
          new Visibility(db, kept()).decide();
          TotalsKeeper.refresh(db);
        });
  }

  /** About how many events: ids have gaps. */
  private long toTakeIn() throws SQLException {
    long fromStore = new StoreReader(store).maxId() - number(STORE_MARK);
    return fromStore + (replica == null ? 0 : replica.maxId() - number(REPLICA_MARK));
  }

  /** What the user chose; where a choice is new, what is shown is decided anew. */
  private ConflictChoices kept() throws SQLException {
    List<Decision> decisions = replica == null ? List.of() : new Decisions(replica).all();
    var kept = new ConflictChoices(decisions);
    String now = ConflictChoices.mark(decisions);
    if (!now.equals(mark(KEPT))) {
      for (long cell : kept.cells()) {
        Sqlite.update(db, "INSERT OR IGNORE INTO touched_cell VALUES (?)", cell);
      }
      setMark(KEPT, now);
    }
    return kept;
  }

  /** The common case costs a few index look-ups and no write. */
  private boolean isUpToDate() throws SQLException, IOException {
    if (store.isForeign()
        || !store.identity().equals(mark(STORE_IDENTITY))
        || new StoreReader(store).maxId() != number(STORE_MARK)) {
      return false;
    }
    if (replica == null) {
      return mark(REPLICA_IDENTITY) == null;
    }
    return replica.identity().equals(mark(REPLICA_IDENTITY))
        && replica.maxId() == number(REPLICA_MARK)
        && deviceNames(replica).equals(mark(DEVICES));
  }

  private void startAnewIfOthers() throws SQLException, IOException {
    String replicaIdentity = replica == null ? null : replica.identity();
    boolean sameStore = store.identity().equals(mark(STORE_IDENTITY));
    String knownReplica = mark(REPLICA_IDENTITY);
    boolean sameReplica = knownReplica == null || knownReplica.equals(replicaIdentity);
    if (!sameStore || !sameReplica) {
      for (String table :
          List.of("entry", "total", "session", "project", "device", "model", "mark")) {
        Sqlite.execute(db, "DELETE FROM " + table);
      }
    }
    setMark(STORE_IDENTITY, store.identity());
    if (replicaIdentity != null) {
      setMark(REPLICA_IDENTITY, replicaIdentity);
    }
  }

  private void nameDevices() throws SQLException {
    String known = Sqlite.text(db, "SELECT device_id FROM device WHERE source = 0");
    Replica.Device own =
        replica == null ? new Replica.Device(0, "this", "this", 0) : replica.thisDevice();
    name(own);
    if (replica != null) {
      for (Replica.Device device : replica.devices()) {
        if (!device.deviceId().equals(own.deviceId())) {
          name(device);
        }
      }
      setMark(DEVICES, deviceNames(replica));
    }
    if (known != null && !known.equals(own.deviceId())) {
      // Who wins depends on the device's id, so every shared cell is decided anew; and under its
      // new id this device publishes everything again.
      Sqlite.execute(db, Visibility.TOUCH_ALL_CELLS);
      Sqlite.update(db, "UPDATE entry SET stamp = ? WHERE source = 0", PublishStamps.NOT_YET);
      setMark(PUBLISHED_GENERATION, "0");
    }
  }

  /** A device that was taken out of the vault is no more. */
  private void dropRemovedDevices(EntryWriter entries) throws SQLException {
    Set<Long> present = new HashSet<>();
    if (replica != null) {
      replica.devices().forEach(device -> present.add(device.id()));
    }
    for (long source : numbers("SELECT source FROM device WHERE source > 0")) {
      if (!present.contains(source)) {
        for (long session : numbers("SELECT id FROM session WHERE source = " + source)) {
          entries.removeOthers(session, Set.of());
        }
        for (String table : List.of("session", "project", "device")) {
          Sqlite.execute(db, "DELETE FROM " + table + " WHERE source = " + source);
        }
      }
    }
  }

  private List<Long> numbers(String sql) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    try (var select = db.prepareStatement(sql);
        var row = select.executeQuery()) {
      while (row.next()) {
        numbers.add(row.getLong(1));
      }
    }
    return numbers;
  }

  private void name(Replica.Device device) throws SQLException {
    Sqlite.update(
        db,
        "INSERT OR REPLACE INTO device VALUES (?, ?, ?)",
        device.id(),
        device.deviceId(),
        device.label());
  }

  /** Changes whenever a device is new, has another name, or this one has published something. */
  private static String deviceNames(Replica replica) throws SQLException {
    var names = new StringBuilder(replica.thisDevice().toString());
    for (Replica.Device device : replica.devices()) {
      names.append('\n').append(device.deviceId()).append(' ').append(device.label());
    }
    return names.toString();
  }

  /** Looks for stamps only where something was published since the last look. */
  private void takeStamps(EntryWriter entries, Replica from) throws SQLException {
    String now = Long.toString(from.thisDevice().merged());
    if (!now.equals(mark(PUBLISHED))) {
      var stamps = new PublishStamps(db, from);
      stamps.fillIn(entries);
      long last = stamps.takeLatest(entries, number(PUBLISHED_GENERATION));
      setMark(PUBLISHED_GENERATION, Long.toString(last));
      setMark(PUBLISHED, now);
    }
  }

  private void takeFromStore(EntryWriter entries) throws SQLException, IOException {
    var reader = new StoreReader(store);
    long maxId = reader.maxId();
    long mark = number(STORE_MARK) <= maxId ? number(STORE_MARK) : 0;
    Set<Long> sessions = new HashSet<>(reader.sessionsAbove(mark));
    if (store.isForeign()) {
      sessions.addAll(withOtherCounts(reader.countsBySession()));
    }
    ForgetRules forgotten =
        replica == null ? ForgetRules.NOTHING : new Decisions(replica).forgotten();
    for (long id : sessions) {
      StoredSession session = reader.session(id);
      Cutoff gone = forgotten.of(session.provider(), session.slug(), session.sessionId());
      long row = entries.session(STORE_SOURCE, session);
      Set<Long> present = new HashSet<>();
      reader.rows(id).forEach(ref -> present.add(ref.id()));
      entries.removeOthers(row, present);
      long from = entries.hasAny(row) ? mark : 0;
      reader.read(
          id,
          from,
          event -> {
            if (!gone.covers(event.timestamp())) {
              entries.add(row, STORE_SOURCE, session, event, PublishStamps.NOT_YET);
            }
          });
    }
    setMark(STORE_MARK, Long.toString(maxId));
  }

  private Set<Long> withOtherCounts(Map<Long, Long> counts) throws SQLException {
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

  private void takeFromReplica(EntryWriter entries, Replica from) throws SQLException, IOException {
    long mark = number(REPLICA_MARK);
    dropWhatCameBack(entries, from);
    long own = from.ownRow();
    for (long id : from.sessionsAbove(mark)) {
      StoredSession session = from.session(id);
      long device = from.deviceOfSession(id);
      if (device == own) {
        takeLost(entries, from, session, mark);
        continue;
      }
      long row = entries.session(device, session);
      entries.removeOthers(row, new HashSet<>(from.eventIds(id)));
      from.read(id, mark, (event, stamp) -> entries.add(row, device, session, event, stamp));
    }
    setMark(REPLICA_MARK, Long.toString(from.maxId()));
  }

  /** What the store lost counts as the store's still, under the negative of its ids here. */
  private static void takeLost(EntryWriter entries, Replica from, StoredSession session, long mark)
      throws SQLException, IOException {
    StoredSession named = session.withId(-session.id());
    long row = entries.session(STORE_SOURCE, named);
    from.read(
        session.id(),
        mark,
        (event, stamp) -> entries.add(row, STORE_SOURCE, named, event.withId(-event.id()), stamp));
  }

  /** What was lost and is in the store again. */
  private void dropWhatCameBack(EntryWriter entries, Replica from) throws SQLException {
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

  private @Nullable String mark(String name) throws SQLException {
    return Sqlite.text(db, "SELECT value FROM mark WHERE name = ?", name);
  }

  private long number(String name) throws SQLException {
    return Sqlite.number(db, "SELECT CAST(value AS INTEGER) FROM mark WHERE name = ?", name);
  }

  private void setMark(String name, String value) throws SQLException {
    Sqlite.update(db, "INSERT OR REPLACE INTO mark VALUES (?, ?)", name, value);
  }
}
