package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.store.SessionRoots;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The copies of a session on this machine: in the store, and as log files. */
final class LocalCopies {

  /** What ingest adds to the slug of a folder whose slug others have too. */
  private static final Pattern PROJECT_HASH = Pattern.compile("~[0-9a-f]{8}$");

  private static final String COMPRESSED = ".zst";

  private final UnionView view;

  LocalCopies(UnionView view) {
    this.view = view;
  }

  /**
   * The session's projects in this machine's store: folders by slug; an empty string where the
   * folder is not known.
   */
  Map<String, String> projects(SessionName name) throws SQLException {
    Map<String, String> projects = new LinkedHashMap<>();
    try (PreparedStatement select =
        view.connection()
            .prepareStatement(
                """
                SELECT DISTINCT p.slug, coalesce(p.path, '')
                FROM catalog.session s JOIN catalog.project p ON p.id = s.project
                WHERE s.thread = ? AND p.provider = ? AND s.source = 0 ORDER BY p.slug
                """)) {
      select.setString(1, name.sessionId());
      select.setString(2, name.provider());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          projects.put(PROJECT_HASH.matcher(row.getString(1)).replaceFirst(""), row.getString(2));
        }
      }
    }
    return projects;
  }

  /** The ids of this machine's events in one file of the session, hidden events included. */
  List<Long> events(SessionName name, String sessionId) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement select =
        view.connection()
            .prepareStatement(
                """
                SELECT e.event_id FROM catalog.session s
                JOIN catalog.project p ON p.id = s.project
                JOIN catalog.entry e ON e.session = s.id
                WHERE s.thread = ? AND s.session_id = ? AND p.provider = ? AND s.source = 0
                """)) {
      select.setString(1, name.sessionId());
      select.setString(2, sessionId);
      select.setString(3, name.provider());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          ids.add(row.getLong(1));
        }
      }
    }
    return ids;
  }

  /** The log files on this machine that hold one of these sessions, by slug, then by name. */
  static Map<String, Map<SessionFile.Name, Path>> files(Agent agent, List<String> sessionIds)
      throws IOException {
    LogSource logs = agent.logs();
    // Some agents name the file by the session, others a folder around it.
    Predicate<String> names =
        path -> sessionIds.stream().anyMatch(id -> path.contains(SessionRoots.ownId(id)));
    Map<String, Map<SessionFile.Name, Path>> found = new HashMap<>();
    for (Path file : logs.files()) {
      if (names.test(file.toString())) {
        LogSource.SessionName session = logs.session(file);
        if (session != null && sessionIds.contains(session.sessionId())) {
          found
              .computeIfAbsent(session.slug(), _ -> new HashMap<>())
              .merge(
                  new SessionFile.Name(session.sessionId(), agent.part(file)),
                  file,
                  LocalCopies::plain);
        }
      }
    }
    return found;
  }

  /** Of a log and its compressed twin the plain one; else the first. */
  private static Path plain(Path one, Path other) {
    return one.toString().endsWith(COMPRESSED) && !other.toString().endsWith(COMPRESSED)
        ? other
        : one;
  }
}
