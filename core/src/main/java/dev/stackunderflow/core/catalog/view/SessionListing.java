package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists sessions with their totals. */
public final class SessionListing {

  private final Connection db;

  /** Reads from the catalog. */
  public SessionListing(Connection db) {
    this.db = db;
  }

  /** Whether there is none. */
  public boolean isEmpty() throws SQLException {
    return Sqlite.number(db, "SELECT EXISTS (SELECT 1 FROM session WHERE messages > 0)") == 0;
  }

  /**
   * Each device's part of the sessions with at least one visible message, the latest first.
   *
   * @param and a condition that begins with AND, or nothing
   * @param having a condition on the totals that begins with AND, or nothing
   * @param args the conditions' parameters
   */
  public List<SessionView> parts(String and, String having, @Nullable String... args)
      throws SQLException {
    String sql =
        """
        SELECT d.device_id, d.label, p.provider, p.slug, p.display_name, s.thread,
               coalesce(max(CASE WHEN s.session_id = s.thread THEN s.title END), max(s.title))
                 AS title,
               max(CASE WHEN s.session_id = s.thread
                   THEN (SELECT b.name FROM branch b WHERE b.id = s.branch) END) AS branch,
        """
            + VisibleTotals.COLUMNS
            + VisibleTotals.FROM
            + and
            + " GROUP BY s.source, s.project, s.thread HAVING sum(s.messages) > 0"
            + having
            + " ORDER BY max(s.last_ts) DESC, s.thread";
    List<SessionView> sessions = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, (@Nullable Object[]) args);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          sessions.add(
              new SessionView(
                  row.getString("device_id"),
                  row.getString("label"),
                  List.of(row.getString("label")),
                  row.getString("provider"),
                  row.getString("slug"),
                  row.getString("display_name"),
                  row.getString("thread"),
                  row.getString("title"),
                  row.getLong("messages"),
                  VisibleTotals.tokens(row),
                  row.getString("first_ts"),
                  row.getString("last_ts"),
                  row.getString("branch")));
        }
      }
    }
    return sessions;
  }
}
