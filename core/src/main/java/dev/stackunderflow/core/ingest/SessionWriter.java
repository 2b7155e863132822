package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.ingest.LineReader.Draft;
import dev.stackunderflow.core.ingest.LineReader.LateUsage;
import dev.stackunderflow.core.ingest.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionTotals;
import dev.stackunderflow.core.store.StoreReader;
import java.sql.Connection;
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
final class SessionWriter implements AutoCloseable {

  private static final String LAST_TIME = "last_timestamp";

  private final Connection db;
  private final long session;
  private final Cutoff forgotten;
  private final ObjectNode carry;
  private final PreparedStatement insert;
  private final List<Pending> withoutTime = new ArrayList<>();
  private @Nullable Event lastAssistant;
  private long added;

  private record Pending(long seq, String raw, Draft draft) {}

  SessionWriter(Connection db, long session, Cutoff forgotten, ObjectNode carry)
      throws SQLException {
    this.db = db;
    this.session = session;
    this.forgotten = forgotten;
    this.carry = carry;
    this.insert = db.prepareStatement(StoreReader.insertInto("messages", "session_fk"));
  }

  /** Takes all events out of the session: the file was rewritten. */
  void clear() throws SQLException {
    Sqlite.update(db, "DELETE FROM messages WHERE session_fk = ?", session);
  }

  /** Adds an event. One without a time gets that of the line before it, or of the first after. */
  void add(long seq, String raw, Draft draft) throws SQLException {
    String time = draft.timestamp();
    if (time == null) {
      time = LenientJson.text(carry, LAST_TIME);
    }
    if (time == null) {
      withoutTime.add(new Pending(seq, raw, draft));
      return;
    }
    carry.put(LAST_TIME, time);
    flushWithoutTime(time);
    write(seq, raw, draft, time);
  }

  private void flushWithoutTime(String time) throws SQLException {
    for (Pending pending : withoutTime) {
      write(pending.seq(), pending.raw(), pending.draft(), time);
    }
    withoutTime.clear();
  }

  private void write(long seq, String raw, Draft draft, String time) throws SQLException {
    if (forgotten.covers(time)) {
      return;
    }
    var event =
        new Event(
            0,
            seq,
            time,
            draft.role(),
            draft.model(),
            draft.usage().input(),
            draft.usage().output(),
            draft.usage().cacheCreate(),
            draft.usage().cacheRead(),
            draft.content(),
            draft.toolsJson(),
            raw,
            draft.sidechain() ? 1 : 0,
            draft.uuid(),
            draft.parentUuid(),
            draft.speed());
    added++;
    if (draft.role().equals("assistant")) {
      flushAssistant();
      lastAssistant = event; // a later line may bring its usage
    } else {
      insert(event);
    }
  }

  private void flushAssistant() throws SQLException {
    if (lastAssistant != null) {
      insert(lastAssistant);
      lastAssistant = null;
    }
  }

  /** Adds usage to an earlier event of the session. */
  void add(LateUsage late) throws SQLException {
    if (lastAssistant != null && lastAssistant.seq() == late.seq()) {
      lastAssistant = plus(lastAssistant, late.usage());
      return;
    }
    Event stored = stored(late.seq());
    if (stored != null) {
      Sqlite.update(db, "DELETE FROM messages WHERE id = ?", stored.id());
      insert(plus(stored, late.usage()));
    }
  }

  private @Nullable Event stored(long seq) throws SQLException {
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT " + StoreReader.COLUMNS + " FROM messages WHERE session_fk = ? AND seq = ?")) {
      Sqlite.bind(select, session, seq);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? StoreReader.event(row) : null;
      }
    }
  }

  private static Event plus(Event event, Usage usage) {
    return new Event(
        event.id(),
        event.seq(),
        event.timestamp(),
        event.role(),
        event.model(),
        event.inputTokens() + usage.input(),
        event.outputTokens() + usage.output(),
        event.cacheCreateTokens() + usage.cacheCreate(),
        event.cacheReadTokens() + usage.cacheRead(),
        event.contentText(),
        event.toolsJson(),
        event.rawJson(),
        event.isSidechain(),
        event.uuid(),
        event.parentUuid(),
        event.speed());
  }

  private void insert(Event event) throws SQLException {
    StoreReader.bindWithoutId(insert, 1, event);
    insert.setLong(16, session);
    insert.executeUpdate();
  }

  /**
   * Writes what is held back, and the session's own row.
   *
   * @param fileTime the time for a file in which no line has one, ISO 8601
   */
  void finish(String fileTime) throws SQLException {
    flushWithoutTime(fileTime);
    flushAssistant();
    SessionTotals.update(db, session);
  }

  /** How many events were added. */
  long added() {
    return added;
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
