package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.FileHead;
import dev.stackunderflow.core.ingest.KnownFiles.Known;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.SessionTotals;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Marks the lines that a session no longer shows though they still stand in one of its files: the
 * agent took turns back and continued in another file. Such a line keeps its seq.
 */
final class RevertedLines {

  private final Connection db;
  private final long session;

  private RevertedLines(Connection db, long session) {
    this.db = db;
    this.session = session;
  }

  /** Marks a session's lines, inside the caller's transaction. */
  static void mark(Connection db, LogSource source, long session, List<Known> files)
      throws SQLException {
    if (files.size() > 1) {
      new RevertedLines(db, session).mark(source, files);
    }
  }

  /** Marks the messages of one of a session's files, inside the caller's transaction. */
  static void hideMessages(Connection db, long session, long base) throws SQLException {
    var lines = new RevertedLines(db, session);
    for (Event event : lines.wrongly(base, 0)) {
      if (event.isMessage()) {
        lines.replace(event, event.at(event.seq(), event.flags() | Event.SUPERSEDED));
      }
    }
    SessionTotals.update(db, session);
  }

  private void mark(LogSource source, List<Known> files) throws SQLException {
    Map<FileHead, Long> bases = new HashMap<>();
    for (Known file : files) {
      String first = firstLine(file.base());
      if (first != null) {
        bases.put(new FileHead(Path.of(file.path()), first), file.base());
      }
    }
    Map<FileHead, Long> shown = source.shown(List.copyOf(bases.keySet()));
    if (shown.isEmpty()) {
      return;
    }
    boolean anyChanged = false;
    for (Map.Entry<FileHead, Long> file : bases.entrySet()) {
      long end = shown.getOrDefault(file.getKey(), 0L);
      for (Event event : wrongly(file.getValue(), Math.min(end, Event.FILE_SEQS))) {
        replace(event, event.at(event.seq(), event.flags() ^ Event.SUPERSEDED));
        anyChanged = true;
      }
    }
    if (anyChanged) {
      SessionTotals.update(db, session);
    }
  }

  private @Nullable String firstLine(long base) throws SQLException {
    return Sqlite.text(
        db,
        """
        SELECT raw_json FROM messages
        WHERE session_fk = ? AND seq >= ? AND seq < ? ORDER BY seq LIMIT 1
        """,
        session,
        base,
        base + Event.FILE_SEQS);
  }

  /** The lines of a file that are marked and must not be, or the other way round. */
  private List<Event> wrongly(long base, long end) throws SQLException {
    List<Event> events = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT "
                + EventColumns.COLUMNS
                + " FROM messages WHERE session_fk = ? AND seq >= ? AND seq < ?"
                + " AND (flags & 1) <> (seq >= ?)")) {
      Sqlite.bind(select, session, base, base + Event.FILE_SEQS, base + end);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          events.add(EventColumns.event(row));
        }
      }
    }
    return events;
  }

  /** Rows are inserted and deleted, never updated: sync sees by the new id that it changed. */
  private void replace(Event before, Event after) throws SQLException {
    Sqlite.update(db, "DELETE FROM messages WHERE id = ?", before.id());
    try (PreparedStatement insert =
        db.prepareStatement(EventColumns.insertInto("messages", "session_fk"))) {
      EventColumns.bindWithoutId(insert, 1, after);
      insert.setLong(EventColumns.COLUMN_COUNT, session);
      insert.executeUpdate();
    }
  }
}
