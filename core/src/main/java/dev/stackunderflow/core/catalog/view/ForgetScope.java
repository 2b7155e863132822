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

/** Finds what the user names to be forgotten, and what would go by it. */
public final class ForgetScope {

  private final Connection db;

  public ForgetScope(Connection db) {
    this.db = db;
  }

  public List<Forget> sessions(String idOrPrefix, Instant before) throws SQLException {
    List<Forget> exact = sessions("s.thread = ?", before, idOrPrefix);
    return exact.isEmpty()
        ? sessions("substr(s.thread, 1, length(?1)) = ?1", before, idOrPrefix)
        : exact;
  }

  private List<Forget> sessions(String where, Instant before, String name) throws SQLException {
    return read(
        """
        SELECT DISTINCT p.provider, s.thread FROM session s JOIN project p ON p.id = s.project
        WHERE EXISTS (SELECT 1 FROM entry e WHERE e.session = s.id) AND\s"""
            + where,
        name,
        (provider, thread) -> new ForgetSession(provider, thread, before));
  }

  @FunctionalInterface
  private interface Maker {
    Forget make(String provider, String name);
  }

  private List<Forget> read(String sql, String name, Maker maker) throws SQLException {
    List<Forget> found = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, name);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(maker.make(row.getString(1), row.getString(2)));
        }
      }
    }
    return found;
  }

  private record Session(long id, String deviceId, String label, String thread, Cutoff cutoff) {}

  private record Device(String deviceId, String label) {}

  private static final class Sum {
    final Set<String> sessions = new HashSet<>();
    long events;
    String first = "\uFFFF";
    String last = "";

    void add(String thread, String ts) {
      sessions.add(thread);
      events++;
      first = ts.compareTo(first) < 0 ? ts : first;
      last = ts.compareTo(last) > 0 ? ts : last;
    }
  }

  public List<AffectedDevice> affected(ForgetRules forgotten) throws SQLException {
    Map<String, Sum> sums = new TreeMap<>();
    Map<String, Device> devices = new TreeMap<>();
    try (PreparedStatement select = db.prepareStatement("SELECT ts FROM entry WHERE session = ?")) {
      for (Session session : sessions(forgotten)) {
        select.setLong(1, session.id());
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            if (session.cutoff().covers(row.getString(1))) {
              devices.put(session.deviceId(), new Device(session.deviceId(), session.label()));
              sums.computeIfAbsent(session.deviceId(), _ -> new Sum())
                  .add(session.thread(), row.getString(1));
            }
          }
        }
      }
    }
    List<AffectedDevice> affected = new ArrayList<>();
    devices.forEach(
        (id, device) -> {
          Sum sum = sums.getOrDefault(id, new Sum());
          affected.add(
              new AffectedDevice(
                  id, device.label(), sum.sessions.size(), sum.events, sum.first, sum.last));
        });
    return affected;
  }

  private List<Session> sessions(ForgetRules forgotten) throws SQLException {
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
        Cutoff cutoff = forgotten.of(row.getString(4), row.getString(5), row.getString(6));
        if (!cutoff.isNone()) {
          sessions.add(
              new Session(
                  row.getLong(1), row.getString(2), row.getString(3), row.getString(7), cutoff));
        }
      }
    }
    return sessions;
  }
}
