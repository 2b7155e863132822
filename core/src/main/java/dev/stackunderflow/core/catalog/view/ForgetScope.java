package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.ForgetSession;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which sessions a {@code forget} means, and what each device would lose by it. */
public final class ForgetScope {

  private final Connection db;

  /** Reads from the catalog. */
  public ForgetScope(Connection db) {
    this.db = db;
  }

  /**
   * Names the sessions that a user means.
   *
   * @param idOrPrefix a session's id, or the beginning of one
   * @param before only events before this moment are deleted
   */
  public List<Forget> sessions(String idOrPrefix, Instant before) throws SQLException {
    return SessionIdMatch.find(
        idOrPrefix,
        (condition, id) -> {
          List<Forget> found = new ArrayList<>();
          try (PreparedStatement select =
              db.prepareStatement(
                  """
                  SELECT DISTINCT p.provider, s.thread
                  FROM session s JOIN project p ON p.id = s.project
                  WHERE EXISTS (SELECT 1 FROM entry e WHERE e.session = s.id) AND\s"""
                      + condition)) {
            Sqlite.bind(select, id);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found.add(
                    new ForgetSession(row.getString("provider"), row.getString("thread"), before));
              }
            }
          }
          return found;
        });
  }

  private record Session(long id, String deviceId, String label, String thread, Cutoff cutoff) {}

  /** What one device would lose. */
  private static final class Loss {
    final String label;
    final Set<String> sessions = new HashSet<>();
    long events;
    String first = "\uFFFF";
    String last = "";

    Loss(String label) {
      this.label = label;
    }

    void add(String thread, String ts) {
      sessions.add(thread);
      events++;
      first = ts.compareTo(first) < 0 ? ts : first;
      last = ts.compareTo(last) > 0 ? ts : last;
    }
  }

  /** What would be deleted of each device, by device id. */
  public List<AffectedDevice> affected(ForgetRules rules) throws SQLException {
    Map<String, Loss> losses = new TreeMap<>();
    try (PreparedStatement select = db.prepareStatement("SELECT ts FROM entry WHERE session = ?")) {
      for (Session session : sessions(rules)) {
        select.setLong(1, session.id());
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            if (session.cutoff().covers(row.getString("ts"))) {
              losses
                  .computeIfAbsent(session.deviceId(), _ -> new Loss(session.label()))
                  .add(session.thread(), row.getString("ts"));
            }
          }
        }
      }
    }
    return losses.entrySet().stream()
        .map(
            entry -> {
              Loss loss = entry.getValue();
              return new AffectedDevice(
                  entry.getKey(),
                  loss.label,
                  loss.sessions.size(),
                  loss.events,
                  loss.first,
                  loss.last);
            })
        .toList();
  }

  private List<Session> sessions(ForgetRules rules) throws SQLException {
    List<Session> sessions = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT s.id, d.device_id, d.label, p.provider, p.slug, s.session_id, s.thread
                FROM session s
                JOIN project p ON p.id = s.project
                JOIN device d ON d.source = s.source
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Cutoff cutoff =
            rules.of(row.getString("provider"), row.getString("slug"), row.getString("session_id"));
        if (!cutoff.isNone()) {
          sessions.add(
              new Session(
                  row.getLong("id"),
                  row.getString("device_id"),
                  row.getString("label"),
                  row.getString("thread"),
                  cutoff));
        }
      }
    }
    return sessions;
  }
}
