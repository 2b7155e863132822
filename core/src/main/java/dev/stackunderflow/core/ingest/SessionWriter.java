package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.SessionTotals;
import dev.stackunderflow.core.store.Utf8Text;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file's events into its session, inside the caller's transaction. Rows are inserted and
 * deleted, never updated: a changed event gets a new id, by which sync sees that it changed.
 */
final class SessionWriter {

  private static final String LAST_TIME = "last_timestamp";
  private static final String ANSWER = "assistant_seq";
  private static final String INSERT = EventColumns.insertInto("messages", "session_fk");

  private final Statements db;
  private final long session;
  private final Cutoff forgotten;
  private final ObjectNode carry;
  private final long base;
  private final @Nullable KnownEvents known;
  private final boolean isRewritten;
  private final PreparedStatement insert;
  private final PreparedStatement delete;
  private final PreparedStatement restore;
  private final List<Pending> withoutTime = new ArrayList<>();
  private @Nullable String lastTime;
  private @Nullable Event heldAnswer;

  /** The seq of the last answer, -1 where there was none. */
  private long answer;

  private boolean hasRoom;
  private long added;
  private long leftOut;

  private record Pending(long seq, Utf8Text raw, Draft draft) {}

  /**
   * A writer for one file.
   *
   * @param base where the seqs of the file's lines begin
   * @param known the session's events, where the file may hold some of them; else null
   * @param isRewritten whether the file takes the place of what was read of it before
   */
  SessionWriter(
      Statements db,
      long session,
      Cutoff forgotten,
      ObjectNode carry,
      long base,
      @Nullable KnownEvents known,
      boolean isRewritten)
      throws SQLException {
    this.db = db;
    this.session = session;
    this.forgotten = forgotten;
    this.carry = carry;
    this.base = base;
    this.known = known;
    this.isRewritten = isRewritten;
    this.lastTime = LenientJson.text(carry, LAST_TIME);
    this.answer = carry.path(ANSWER).asLong(-1);
    this.insert = db.of(INSERT);
    this.delete = db.of("DELETE FROM messages WHERE id = ?");
    this.restore = db.of("UPDATE messages SET seq = ? WHERE id = ?");
  }

  /** The new lines need the places of the old ones; a row that stays gets its own back. */
  private void makeRoom() throws SQLException {
    if (isRewritten && !hasRoom) {
      hasRoom = true;
      db.update(
          "UPDATE messages SET seq = -1 - seq WHERE session_fk = ? AND seq >= ? AND seq < ?",
          session,
          base,
          base + Event.FILE_SEQS);
    }
  }

  /** Adds an event. One without a time gets that of the line before it, or of the first after. */
  void add(long seq, Utf8Text raw, Draft draft) throws SQLException {
    String time = draft.timestamp() == null ? lastTime : draft.timestamp();
    if (time == null) {
      withoutTime.add(new Pending(seq, raw, draft));
      return;
    }
    lastTime = time;
    flushWithoutTime(time);
    write(seq, raw, draft, time);
  }

  private void flushWithoutTime(String time) throws SQLException {
    for (Pending pending : withoutTime) {
      write(pending.seq(), pending.raw(), pending.draft(), time);
    }
    withoutTime.clear();
  }

  private void write(long seq, Utf8Text raw, Draft draft, String time) throws SQLException {
    makeRoom();
    if (forgotten.covers(time)) {
      leftOut++;
      return;
    }
    Event event = DraftEvents.of(seq, raw, draft, time);
    boolean isAnswer = draft.role().equals("assistant");
    KnownEvents.Row row = known == null ? null : known.claim(event);
    if (row == null) {
      added++;
    } else if (isKept(row, seq, raw)) {
      if (isAnswer) {
        flushAnswer();
        answer = row.seq;
      }
      return;
    } else {
      delete(row.id);
    }
    if (isAnswer) {
      flushAnswer();
      answer = event.seq();
      heldAnswer = event; // a later line may bring its usage
    } else {
      insert(event);
    }
  }

  /** Whether a stored event stays as it is, which the file holds too. */
  private boolean isKept(KnownEvents.Row row, long seq, Utf8Text raw) throws SQLException {
    if (!isRewritten || (!KnownEvents.isOf(base, row.seq) && !row.isSuperseded())) {
      return true; // another file's
    }
    if (row.seq != seq || !row.hasLine(raw)) {
      return false;
    }
    restore.setLong(1, seq);
    restore.setLong(2, row.id);
    restore.executeUpdate();
    return true;
  }

  private void flushAnswer() throws SQLException {
    if (heldAnswer != null) {
      insert(heldAnswer);
      heldAnswer = null;
    }
  }

  /** Gives the last answer its usage, unless it has some: a file that is read again brings it. */
  void late(Spent spent) throws SQLException {
    if (heldAnswer != null) {
      heldAnswer = DraftEvents.with(heldAnswer, spent);
      return;
    }
    Event stored = answer < 0 ? null : stored(answer);
    if (stored != null && !stored.hasTokens()) {
      delete(stored.id());
      insert(DraftEvents.with(stored, spent));
    }
  }

  private @Nullable Event stored(long seq) throws SQLException {
    try (PreparedStatement select =
        db.connection()
            .prepareStatement(
                "SELECT "
                    + EventColumns.COLUMNS
                    + " FROM messages WHERE session_fk = ? AND seq = ?")) {
      Sqlite.bind(select, session, seq);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? EventColumns.event(row) : null;
      }
    }
  }

  private void insert(Event event) throws SQLException {
    EventColumns.bindWithoutId(insert, 1, event);
    insert.setLong(EventColumns.COLUMN_COUNT, session);
    insert.executeUpdate();
  }

  private void delete(long id) throws SQLException {
    delete.setLong(1, id);
    delete.executeUpdate();
  }

  /**
   * Writes what is held back, marks what the file holds no longer, and writes the session's own
   * row.
   *
   * @param fileTime the time for a file in which no line has one, ISO 8601
   */
  void finish(String fileTime) throws SQLException {
    flushWithoutTime(fileTime);
    flushAnswer();
    makeRoom();
    if (isRewritten && known != null) {
      for (KnownEvents.Row row : known.unclaimed(base)) {
        supersede(row);
      }
    }
    if (lastTime != null) {
      carry.put(LAST_TIME, lastTime);
    }
    carry.put(ANSWER, answer);
    SessionTotals.update(db, session);
  }

  private void supersede(KnownEvents.Row row) throws SQLException {
    Event stored = stored(-1 - row.seq);
    if (stored != null) {
      delete(stored.id());
      long seq = stored.supersededSeq();
      while (stored(seq) != null) {
        seq++; // the same line several times
      }
      insert(stored.at(seq, stored.flags() | Event.SUPERSEDED));
    }
  }

  /** How many events were added. */
  long added() {
    return added;
  }

  /** How many events were left out, because the user deleted such events. */
  long leftOut() {
    return leftOut;
  }
}
