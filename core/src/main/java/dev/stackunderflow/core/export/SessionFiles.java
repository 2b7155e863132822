package dev.stackunderflow.core.export;

import dev.stackunderflow.core.catalog.project.Places;
import dev.stackunderflow.core.catalog.view.SessionIdMatch;
import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionFile.Place;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
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
import org.jspecify.annotations.Nullable;

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

  private final UnionView view;
  private final Connection db;

  /** Reads from a view. */
  public SessionFiles(UnionView view) {
    this.view = view;
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

  /** Tells which of a session's files a line begins. */
  @FunctionalInterface
  public interface Parts {

    /** Every session has one file. */
    Parts ONE = (source, eventId) -> null;

    /**
     * Names the part that begins with a line.
     *
     * @param source the catalog's number of the device
     * @param eventId the catalog's id of the event
     * @return the part; null where the line belongs to the part before it
     */
    @Nullable String beginningWith(long source, long eventId) throws SQLException;
  }

  /**
   * The session's files, its own first, then its subagents'.
   *
   * @param name the session
   * @param source the number of the only device to read from; empty for all devices
   * @param parts which line of a session begins another file
   * @return the files; empty where the session does not exist
   * @throws SQLException if the view cannot be read
   */
  public List<SessionFile> of(SessionName name, OptionalLong source, Parts parts)
      throws SQLException {
    Map<SessionFile.Name, List<Candidate>> files = new LinkedHashMap<>();
    files.put(new SessionFile.Name(name.sessionId(), ""), new ArrayList<>());
    Places places = view.places();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT s.session_id, s.id, s.source, d.label, p.id, p.slug, coalesce(p.path, '') "
                + COPIES
                + " WHERE s.thread = ? AND p.provider = ? ORDER BY s.session_id, s.source, s.id")) {
      Sqlite.bind(select, name.sessionId(), name.provider());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (source.isPresent() && source.getAsLong() != row.getLong(3)) {
            continue;
          }
          var copy =
              new Copy(
                  row.getLong(3),
                  row.getString(4),
                  row.getLong(5),
                  row.getString(6),
                  row.getString(7),
                  places.home(row.getLong(3)));
          lines(row.getString(1), row.getLong(2), copy, parts, files);
        }
      }
    }
    return files.entrySet().stream()
        .map(
            file ->
                new SessionFile(
                    file.getKey().sessionId(), file.getKey().part(), once(file.getValue())))
        .filter(file -> !file.lines().isEmpty())
        .toList();
  }

  /**
   * A line of a copy.
   *
   * @param hidden as the catalog has it; 0 for what the view shows
   * @param identity equal for the same line in different copies
   * @param latest the latest time up to it
   * @param number its number in its file, from 0
   */
  private record Candidate(Place place, int hidden, Identity identity, String latest, int number) {

    boolean lost() {
      return hidden == LOST;
    }

    /** Whether the view shows this copy of the line: it is that of the device that wrote it. */
    boolean isShown() {
      return hidden == 0;
    }
  }

  /**
   * Identifies a line: its time, its uuid or content digest, and its ordinal among equal lines of
   * the file.
   */
  private record Identity(String time, Object what, int nth) {}

  /** What is known of a copy's part while its lines are read. */
  private static final class Part {
    final Map<Identity, Integer> met = new HashMap<>();
    String latest = "";
    int lines;
  }

  private void lines(
      String sessionId,
      long session,
      Copy copy,
      Parts parts,
      Map<SessionFile.Name, List<Candidate>> files)
      throws SQLException {
    Map<String, Part> read = new HashMap<>();
    String part = "";
    long file = -1;
    try (PreparedStatement select =
        db.prepareStatement(
            """
            SELECT event_id, ts, uuid_key, digest, hidden, seq, flags FROM catalog.entry
            WHERE session = ? AND flags & 16 = 0 AND seq < ? ORDER BY seq, abs(event_id)
            """)) {
      Sqlite.bind(select, session, Event.SUPERSEDED_SEQS);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          var place =
              new Place(
                  copy, row.getLong(1), row.getLong(6), (row.getLong(7) & Event.SUPERSEDED) != 0);
          if (place.seq() / Event.FILE_SEQS != file) {
            file = place.seq() / Event.FILE_SEQS;
            String begun = parts.beginningWith(copy.source(), place.eventId());
            part = begun == null ? part : begun;
          }
          Part state = read.computeIfAbsent(part, _ -> new Part());
          String time = row.getString(2);
          state.latest = time.compareTo(state.latest) > 0 ? time : state.latest;
          long uuid = row.getLong(3);
          Object what = row.wasNull() ? ByteBuffer.wrap(row.getBytes(4)) : (Long) uuid;
          int nth = state.met.merge(new Identity(time, what, 0), 1, Integer::sum);
          files
              .computeIfAbsent(new SessionFile.Name(sessionId, part), _ -> new ArrayList<>())
              .add(
                  new Candidate(
                      place,
                      row.getInt(5),
                      new Identity(time, what, nth),
                      state.latest,
                      state.lines++));
        }
      }
    }
  }

  private static List<Line> once(List<Candidate> candidates) {
    Map<Identity, List<Place>> places = new LinkedHashMap<>();
    candidates.stream()
        .filter(c -> !c.lost())
        .sorted(
            Comparator.comparing(Candidate::latest)
                .thenComparingInt(Candidate::number)
                .thenComparingLong(c -> c.place().copy().source()))
        .forEach(
            c -> {
              List<Place> same = places.computeIfAbsent(c.identity(), _ -> new ArrayList<>(1));
              same.add(c.isShown() ? 0 : same.size(), c.place());
            });
    for (Candidate candidate : candidates) {
      List<Place> found = places.get(candidate.identity());
      if (candidate.lost() && candidate.place().copy().source() == 0 && found != null) {
        found.add(candidate.place());
      }
    }
    return places.values().stream().map(Line::new).toList();
  }
}
