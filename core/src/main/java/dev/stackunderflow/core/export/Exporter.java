package dev.stackunderflow.core.export;

import dev.stackunderflow.core.catalog.view.AgentNames;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.time.TimeWindow;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Streams the merged view session by session, with one event in memory at a time. */
public final class Exporter {

  private final UnionView view;

  /** Exports this view. */
  public Exporter(UnionView view) {
    this.view = view;
  }

  /** Receives the exported sessions and events. */
  public interface Sink {

    /** Begins a session of a device; its events follow. */
    void session(StoredSession session, String deviceId, String deviceLabel)
        throws SQLException, IOException;

    /** An event. Its tokens are 0 where another line of the same response counts. */
    void event(Event event) throws SQLException, IOException;

    /** Ends the export. */
    void end() throws SQLException, IOException;
  }

  private record Session(StoredSession session, String deviceId, String deviceLabel) {}

  /**
   * Exports.
   *
   * @param filter which events
   * @param sink receives the events
   * @return the number of events
   * @throws SQLException if the view cannot be read
   * @throws IOException if the sink fails, or the filter names an unknown device
   */
  public long run(ViewFilter filter, Sink sink) throws SQLException, IOException {
    long events = 0;
    try (EventReader contents = view.events();
        PreparedStatement select =
            view.connection()
                .prepareStatement(
                    "SELECT e.source, e.event_id, e.counted FROM catalog.entry e"
                        + " WHERE e.hidden = 0 AND"
                        + TimeWindow.condition("e.ts", "e.ts")
                        + " AND e.session = ? AND (? IS NULL OR e.branch = (SELECT b.id"
                        + " FROM catalog.branch b WHERE b.name = ?))"
                        + " ORDER BY e.seq, abs(e.event_id)")) {
      for (Session session : sessions(filter)) {
        boolean announced = false;
        Sqlite.bind(
            select,
            filter.window().since(),
            filter.window().until(),
            session.session().id(),
            filter.branch(),
            filter.branch());
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            if (!announced) {
              sink.session(session.session(), session.deviceId(), session.deviceLabel());
              announced = true;
            }
            Event event = contents.read(row.getLong(1), row.getLong(2));
            sink.event(row.getInt(3) == 1 ? event : event.withoutTokens());
            events++;
          }
        }
      }
    }
    sink.end();
    return events;
  }

  private List<Session> sessions(ViewFilter filter) throws SQLException, IOException {
    AgentNames.require(view.connection(), "catalog.project", filter.provider());
    OptionalLong source =
        DeviceResolver.source(view.connection(), "catalog.device", filter.device());
    List<Session> sessions = new ArrayList<>();
    try (PreparedStatement select =
        view.connection()
            .prepareStatement(
                """
                SELECT s.id, p.provider, p.slug, p.path, p.display_name, p.first_seen,
                       p.last_modified, s.session_id, s.first_ts, s.last_ts, s.message_count,
                       s.device_id, s.device
                FROM sessions s
                JOIN projects p ON p.id = s.project_id
                WHERE p.provider = coalesce(?1, p.provider)
                  AND (?2 IS NULL
                       OR s.id IN (SELECT o.id FROM catalog.session o WHERE o.source = ?2))
                """
                    + view.projectCondition(filter)
                    + " ORDER BY p.provider, p.slug, s.session_id, s.device_id")) {
      Sqlite.bind(select, filter.provider(), source.isPresent() ? source.getAsLong() : null);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sessions.add(
              new Session(
                  new StoredSession(
                      row.getLong(1),
                      row.getString(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getDouble(6),
                      row.getDouble(7),
                      row.getString(8),
                      row.getString(9),
                      row.getString(10),
                      row.getLong(11)),
                  row.getString(12),
                  row.getString(13)));
        }
      }
    }
    return sessions;
  }
}
