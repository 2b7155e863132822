package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.store.StoredSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes narrow rows into the catalog and notes which cells and usages were touched. */
final class EntryWriter implements AutoCloseable {

  private final Connection db;
  private final PreparedStatement insert;
  private final PreparedStatement touchCell;
  private final PreparedStatement touchUsage;
  private final NameTable models;
  private final StatedFacts facts;
  private final boolean touches;
  private final Runnable added;
  private final SessionTitles titles;

  /**
   * A writer for one transaction.
   *
   * @param db the catalog
   * @param touches whether it notes what rows that came or moved may change; a {@link BulkLoad}
   *     finds that by itself
   * @param added told of every event that it took in
   */
  EntryWriter(Connection db, boolean touches, Runnable added) throws SQLException {
    this.db = db;
    this.touches = touches;
    this.added = added;
    insert =
        db.prepareStatement(
            """
            INSERT INTO entry (session, source, event_id, seq, ts, quarter, message, sidechain,
                               model, tier, input_tokens, output_tokens, cache_create_tokens,
                               cache_1h_tokens, cache_read_tokens, stamp, cell, uuid_key, digest,
                               flags, hidden, usage_key, impossible, cost_nanos, branch)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (source, event_id) DO NOTHING
            """);
    titles = new SessionTitles(db);
    models = new NameTable(db, "model");
    facts = new StatedFacts(db);
    touchCell = db.prepareStatement("INSERT OR IGNORE INTO touched_cell VALUES (?)");
    touchUsage = db.prepareStatement("INSERT OR IGNORE INTO touched_usage VALUES (?)");
  }

  /** The row of a session in the catalog, made or brought up to date. */
  long session(long source, StoredSession session) throws SQLException {
    long project =
        Sqlite.number(
            db,
            """
            INSERT INTO project (source, provider, slug, path, display_name) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (source, provider, slug) DO UPDATE SET
              path = excluded.path, display_name = excluded.display_name
            RETURNING id
            """,
            source,
            session.provider(),
            session.slug(),
            session.path(),
            session.displayName());
    return Sqlite.number(
        db,
        """
        INSERT INTO session (source, origin, project, session_id, thread) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (source, origin) DO UPDATE SET project = excluded.project
        RETURNING id
        """,
        source,
        session.id(),
        project,
        session.sessionId(),
        SessionRoots.of(session.sessionId()));
  }

  boolean hasAny(long session) throws SQLException {
    return Sqlite.number(db, "SELECT 1 FROM entry WHERE session = ? LIMIT 1", session) == 1;
  }

  /** Takes out a session's entries whose events are gone. */
  void removeOthers(long session, Set<Long> present) throws SQLException {
    List<Long> gone = new ArrayList<>();
    try (PreparedStatement select =
        db.prepareStatement("SELECT id, event_id, cell, usage_key FROM entry WHERE session = ?")) {
      select.setLong(1, session);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (!present.contains(rows.getLong(2))) {
            gone.add(rows.getLong(1));
            long usage = rows.getLong(4);
            note(rows.getLong(3), rows.wasNull() ? null : usage);
          }
        }
      }
    }
    for (long id : gone) {
      Sqlite.update(db, "DELETE FROM entry WHERE id = ?", id);
    }
  }

  /**
   * Adds an event. One that cannot be indexed is counted in {@code set_aside}: it is not the view's
   * end.
   */
  void add(EventToIndex event) throws SQLException {
    SessionToIndex session = event.session();
    EntryRow entry = event.row();
    if (entry == null) {
      setAside(session.source(), session.session().id(), 1);
      return;
    }
    long costNanos = facts.read(session.session().provider(), session.row(), entry.event());
    insert(session.row(), session.source(), entry, event.stamp(), costNanos);
    touch(entry.cell(), entry.usage().key());
    titles.read(session.row(), entry.event());
    added.run();
  }

  private void insert(long row, long source, EntryRow entry, long stamp, long costNanos)
      throws SQLException {
    Event event = entry.event();
    int i = 1;
    insert.setLong(i++, row);
    insert.setLong(i++, source);
    insert.setLong(i++, event.id());
    insert.setLong(i++, event.seq());
    insert.setString(i++, event.timestamp());
    insert.setLong(i++, entry.quarter());
    insert.setInt(i++, event.isMessage() ? 1 : 0);
    insert.setInt(i++, event.isSidechain() == 0 ? 0 : 1);
    insert.setLong(i++, models.id(event.model() == null ? "" : event.model()));
    insert.setInt(i++, entry.tier().code());
    insert.setLong(i++, event.inputTokens());
    insert.setLong(i++, event.outputTokens());
    insert.setLong(i++, event.cacheCreateTokens());
    insert.setLong(i++, entry.usage().cacheHourTokens());
    insert.setLong(i++, event.cacheReadTokens());
    insert.setLong(i++, stamp);
    insert.setLong(i++, entry.cell());
    insert.setObject(i++, entry.uuidKey());
    insert.setBytes(i++, entry.digest());
    insert.setLong(i++, event.flags());
    insert.setInt(i++, event.is(Event.REPLAYED) ? Merge.ELSEWHERE : 0);
    insert.setObject(i++, entry.usage().key());
    insert.setInt(i++, entry.isImpossible() ? 1 : 0);
    insert.setLong(i++, entry.isImpossible() ? 0 : costNanos);
    insert.setLong(i, facts.branch());
    insert.executeUpdate();
  }

  /** Notes events of a session that cannot be indexed. */
  void setAside(long source, long origin, long events) throws SQLException {
    Sqlite.update(
        db,
        """
        INSERT INTO set_aside VALUES (?, ?, ?)
        ON CONFLICT (source, origin) DO UPDATE SET events = events + excluded.events
        """,
        source,
        origin,
        events);
  }

  /** A session is read from its beginning again: what was set aside of it no longer counts. */
  void readAgain(long source, long origin) throws SQLException {
    Sqlite.update(db, "DELETE FROM set_aside WHERE source = ? AND origin = ?", source, origin);
  }

  /** Marks a cell and a usage as changed: what is shown and what counts must be decided again. */
  void touch(long cell, @Nullable Long usage) throws SQLException {
    if (touches) {
      note(cell, usage);
    }
  }

  private void note(long cell, @Nullable Long usage) throws SQLException {
    touchCell.setLong(1, cell);
    touchCell.executeUpdate();
    if (usage != null) {
      touchUsage.setLong(1, usage);
      touchUsage.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
    titles.close();
    touchCell.close();
    touchUsage.close();
  }
}
