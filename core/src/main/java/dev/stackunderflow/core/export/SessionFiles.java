package dev.stackunderflow.core.export;

import dev.stackunderflow.core.catalog.view.SessionIdMatch;
import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Merges a session's log files from the devices' copies: each line once, without the losers of
 * conflicts.
 *
 * <p>Within a copy the lines keep their order in the file, whatever their times are. Between
 * copies, a line is ordered by the latest time up to it, then by its number in its file, so that
 * lines which two devices appended to a common beginning follow that beginning.
 */
public final class SessionFiles {

  private static final String COPIES =
      """
      FROM catalog.session s
      JOIN catalog.project p ON p.id = s.project
      JOIN catalog.device d ON d.source = s.source
      """;

  /** The catalog's value of {@code hidden} for the loser of a conflict. */
  private static final int LOST = 2;

  private final Connection db;

  /** Reads from a view. */
  public SessionFiles(UnionView view) {
    this.db = view.connection();
  }

  /** The sessions with this id, or where there is none, those whose id begins with it. */
  public List<SessionName> find(String idOrPrefix) throws SQLException {
    return SessionIdMatch.find(
        idOrPrefix,
        (condition, id) -> {
          List<SessionName> found = new ArrayList<>();
          try (PreparedStatement select =
              db.prepareStatement(
                  "SELECT DISTINCT p.provider, s.thread "
                      + COPIES
                      + " WHERE "
                      + condition
                      + " AND EXISTS (SELECT 1 FROM catalog.entry e"
                      + " WHERE e.session = s.id AND e.message = 1) ORDER BY 1, 2")) {
            Sqlite.bind(select, id);
            try (ResultSet row = select.executeQuery()) {
              while (row.next()) {
                found.add(new SessionName(row.getString("provider"), row.getString("thread")));
              }
            }
          }
          return found;
        });
  }

  /**
   * The session's files, its own first, then its subagents'.
   *
   * @param name the session
   * @param source the number of the only device to read from; empty for all devices
   * @return the files; empty where the session does not exist
   * @throws SQLException if the view cannot be read
   */
  public List<SessionFile> of(SessionName name, OptionalLong source) throws SQLException {
    Map<String, List<Candidate>> files = new LinkedHashMap<>();
    files.put(name.sessionId(), new ArrayList<>());
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT s.session_id, s.id, s.source, d.label, p.id, p.slug, coalesce(p.path, '') "
                + COPIES
                + " WHERE s.thread = ? AND p.provider = ? ORDER BY s.session_id, s.source, s.id")) {
      Sqlite.bind(select, name.sessionId(), name.provider());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (source.isEmpty() || source.getAsLong() == row.getLong(3)) {
            var copy =
                new Copy(
                    row.getLong(3),
                    row.getString(4),
                    row.getLong(5),
                    row.getString(6),
                    row.getString(7));
            files
                .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .addAll(lines(row.getLong(2), copy));
          }
        }
      }
    }
    return files.entrySet().stream()
        .map(file -> new SessionFile(file.getKey(), once(file.getValue())))
        .filter(file -> !file.lines().isEmpty())
        .toList();
  }

  /**
   * A line of a copy.
   *
   * @param identity equal for the same line in different copies
   * @param latest the latest time up to it
   * @param number its number in its file, from 0
   */
  private record Candidate(
      Copy copy, long eventId, boolean lost, Identity identity, String latest, int number) {}

  /**
   * Identifies a line: its time, its uuid or content digest, and its ordinal among equal lines of
   * the file.
   */
  private record Identity(String time, Object what, int nth) {}

  private List<Candidate> lines(long session, Copy copy) throws SQLException {
    List<Candidate> lines = new ArrayList<>();
    Map<Identity, Integer> met = new HashMap<>();
    String latest = "";
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT event_id, ts, uuid_key, digest, hidden FROM catalog.entry
            WHERE session = ? AND flags & 17 = 0 ORDER BY seq, abs(event_id)
            """)) {
      select.setLong(1, session);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String time = row.getString(2);
          latest = time.compareTo(latest) > 0 ? time : latest;
          long uuid = row.getLong(3);
          Object what = row.wasNull() ? ByteBuffer.wrap(row.getBytes(4)) : (Long) uuid;
          int nth = met.merge(new Identity(time, what, 0), 1, Integer::sum);
          lines.add(
              new Candidate(
                  copy,
                  row.getLong(1),
                  row.getInt(5) == LOST,
                  new Identity(time, what, nth),
                  latest,
                  lines.size()));
        }
      }
    }
    return lines;
  }

  private static List<Line> once(List<Candidate> candidates) {
    Map<Identity, Long> own = new HashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.copy().source() == 0) {
        own.putIfAbsent(candidate.identity(), candidate.eventId());
      }
    }
    Map<Identity, Line> lines = new LinkedHashMap<>();
    candidates.stream()
        .filter(c -> !c.lost())
        .sorted(
            Comparator.comparing(Candidate::latest)
                .thenComparingInt(Candidate::number)
                .thenComparingLong(c -> c.copy().source()))
        .forEach(
            c ->
                lines.putIfAbsent(
                    c.identity(),
                    new Line(c.copy(), c.eventId(), own.getOrDefault(c.identity(), 0L))));
    return List.copyOf(lines.values());
  }
}
