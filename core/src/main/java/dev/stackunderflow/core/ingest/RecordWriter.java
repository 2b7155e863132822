package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.ingest.StoredRecords.Row;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.SessionTotals;
import dev.stackunderflow.core.store.Utf8Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings a stored session to the state that its agent holds now, inside the caller's transaction.
 * An event that is unchanged keeps its row. One that grew, or that is not a message, is replaced.
 * Any other that changed or vanished stays as superseded, but where another record has its figures.
 */
final class RecordWriter {

  /** Between the seqs of two records: there is room for records that come between them later. */
  private static final long GAP = 1 << 12;

  private final Connection db;
  private final long session;
  private final Cutoff forgotten;
  private final long base;
  private final List<Place> places = new ArrayList<>();
  private final List<Long> deleted = new ArrayList<>();
  private final List<Event> inserted = new ArrayList<>();
  private final Set<Long> supersededSeqs = new HashSet<>();
  private long added;
  private long leftOut;

  /** An event of the present state, with the row that says the same. */
  private record Place(Event event, @Nullable Row row) {

    boolean keepsSeq(long before) {
      return row != null && row.isSame(event) && row.seq > before;
    }
  }

  /**
   * A writer for one session of one unit.
   *
   * @param base where the seqs of the unit's records begin
   */
  RecordWriter(Connection db, long session, Cutoff forgotten, long base) {
    this.db = db;
    this.session = session;
    this.forgotten = forgotten;
    this.base = base;
  }

  /**
   * Writes the session.
   *
   * @param state all that the unit holds of it
   * @param otherTime the time for a session in which no record has one, ISO 8601
   */
  void write(RecordSession state, String otherTime) throws SQLException {
    StoredRecords stored = StoredRecords.of(db, session, base);
    match(state.records(), stored, otherTime);
    assign();
    Map<String, Event> present = present();
    for (Row row : stored.superseded()) {
      if (isEarlierState(row, present)) {
        deleted.add(row.id);
      }
    }
    for (Row row : stored.vanished()) {
      if (isEarlierState(row, present) || state.retracted().contains(String.valueOf(row.key))) {
        deleted.add(row.id);
      } else {
        supersede(row);
      }
    }
    apply();
    SessionTotals.update(db, session);
  }

  /** How many events were added. */
  long added() {
    return added;
  }

  /** How many events were left out, because the user deleted such events. */
  long leftOut() {
    return leftOut;
  }

  private void match(List<RecordSession.Entry> records, StoredRecords stored, String otherTime)
      throws SQLException {
    List<Event> changed = new ArrayList<>();
    String time = firstTime(records, otherTime);
    for (RecordSession.Entry each : records) {
      time = each.event().timestamp() == null ? time : each.event().timestamp();
      if (forgotten.covers(time)) {
        leftOut++;
        continue;
      }
      Event event = DraftEvents.of(0, Utf8Text.of(each.raw()), each.event(), time);
      if (event.is(Event.SUPERSEDED)) {
        addSuperseded(event, stored);
        continue;
      }
      Row row = stored.claimSame(event);
      if (row == null || !row.isElsewhere()) {
        places.add(new Place(event, row));
      }
      if (row == null) {
        changed.add(event);
      }
    }
    // Only now is it known which rows no other record claims.
    for (Event event : changed) {
      Row before = stored.changed(event);
      if (before == null) {
        added++;
      } else if (!event.isMessage() || hasGrown(before, event)) {
        stored.claim(before);
        deleted.add(before.id);
      } else {
        added++;
      }
    }
  }

  private Map<String, Event> present() {
    Map<String, Event> present = new HashMap<>();
    for (Place place : places) {
      if (place.event().uuid() != null) {
        present.put(place.event().uuid(), place.event());
      }
    }
    return present;
  }

  /** Whether there is more of it now: a log may vanish, come back shorter, and grow again. */
  private boolean isEarlierState(Row row, Map<String, Event> present) throws SQLException {
    Event now = row.key == null ? null : present.get(row.key);
    return now != null && hasGrown(row, now);
  }

  /** One that the agent itself has replaced. A stored one vanishes, which does the same. */
  private void addSuperseded(Event event, StoredRecords stored) throws SQLException {
    if (!stored.has(event)) {
      added++;
      insertSuperseded(event);
    }
  }

  private static String firstTime(List<RecordSession.Entry> records, String otherwise) {
    for (RecordSession.Entry each : records) {
      String time = each.event().timestamp();
      if (time != null) {
        return time;
      }
    }
    return otherwise;
  }

  /** Whether an event is an earlier state of this one: an answer that was still being written. */
  private boolean hasGrown(Row row, Event now) throws SQLException {
    Event before = stored(row.id);
    return before != null
        && before.role().equals(now.role())
        && now.contentText().startsWith(before.contentText())
        && (before.toolsJson().equals("[]")
            || now.toolsJson()
                .startsWith(before.toolsJson().substring(0, before.toolsJson().length() - 1)));
  }

  /** Gives each event its seq: the old one where the order allows it. */
  private void assign() {
    long before = base - 1;
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (place.row() != null && place.keepsSeq(before)) {
        before = place.row().seq;
        continue;
      }
      if (place.row() != null) {
        deleted.add(place.row().id);
      }
      before = free(before, i);
      inserted.add(place.event().at(before, place.event().flags()));
    }
  }

  /** A seq behind one, before that of the next event that stays. */
  private long free(long before, int index) {
    long wanted = before < base ? base : before + GAP;
    for (int i = index + 1; i < places.size(); i++) {
      Row row = places.get(i).row();
      if (row != null && places.get(i).keepsSeq(before)) {
        return wanted < row.seq ? wanted : before + Math.max(1, (row.seq - before) / 2);
      }
    }
    return wanted;
  }

  private void supersede(Row row) throws SQLException {
    Event event = stored(row.id);
    if (event == null) {
      return;
    }
    deleted.add(row.id);
    insertSuperseded(event);
  }

  private void insertSuperseded(Event event) throws SQLException {
    long seq = event.supersededSeq();
    while (isTaken(seq)) {
      seq++; // the same record several times
    }
    inserted.add(event.at(seq, event.flags() | Event.SUPERSEDED));
  }

  private boolean isTaken(long seq) throws SQLException {
    return !supersededSeqs.add(seq)
        || Sqlite.number(
                db, "SELECT count(*) FROM messages WHERE session_fk = ? AND seq = ?", session, seq)
            > 0;
  }

  private void apply() throws SQLException {
    try (PreparedStatement delete = db.prepareStatement("DELETE FROM messages WHERE id = ?")) {
      for (long id : deleted) {
        delete.setLong(1, id);
        delete.executeUpdate();
      }
    }
    try (PreparedStatement insert =
        db.prepareStatement(EventColumns.insertInto("messages", "session_fk"))) {
      for (Event event : inserted) {
        EventColumns.bindWithoutId(insert, 1, event);
        insert.setLong(EventColumns.COLUMN_COUNT, session);
        insert.executeUpdate();
      }
    }
  }

  private @Nullable Event stored(long id) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement("SELECT " + EventColumns.COLUMNS + " FROM messages WHERE id = ?")) {
      select.setLong(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? EventColumns.event(row) : null;
      }
    }
  }
}
