package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.sqlite.Statements;
import dev.stackunderflow.core.store.SessionRoots;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The rows of sessions and projects. */
final class SessionRows {

  private final Statements db;

  SessionRows(Statements db) {
    this.db = db;
  }

  /**
   * The row of a session, made where there is none. Whatever folder its file is in, a session is
   * one; its project is the folder that its lines name.
   */
  long session(String provider, SessionName name, double now) throws SQLException {
    long known = find(provider, name.sessionId());
    if (known != 0) {
      return known;
    }
    String root = SessionRoots.of(name.sessionId());
    long parent = root.equals(name.sessionId()) ? 0 : find(provider, root);
    long project =
        parent == 0
            ? project(provider, name, now)
            : db.number("SELECT project_id FROM sessions WHERE id = ?", parent);
    return db.number(
        "INSERT INTO sessions (project_id, session_id) VALUES (?, ?) RETURNING id",
        project,
        name.sessionId());
  }

  private long find(String provider, String sessionId) throws SQLException {
    return db.number(
        """
        SELECT s.id FROM sessions s JOIN projects p ON p.id = s.project_id
        WHERE s.session_id = ? AND p.provider = ? ORDER BY s.id LIMIT 1
        """,
        sessionId,
        provider);
  }

  private long project(String provider, SessionName name, double now) throws SQLException {
    String path = name.folder() == null ? null : ProjectFolder.canonical(name.folder());
    String slug = path == null ? name.slug() : ProjectFolder.slug(path);
    return db.number(
        """
        INSERT INTO projects (provider, slug, path, display_name, first_seen, last_modified)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (provider, slug) DO UPDATE SET path = coalesce(path, excluded.path) RETURNING id
        """,
        provider,
        slug,
        path,
        path == null ? slug : ProjectFolder.shortName(path),
        now,
        now);
  }

  /**
   * Names a session's project by the first folder that a session of it names. Where the session had
   * no known folder, it moves to the project of this one, with its subagents; not in a store that
   * is synced, because the project is part of the name under which a session may be published.
   */
  void nameProject(long session, String folder) throws SQLException {
    if (isFolderUnknown(session)) {
      move(session, folder);
      return;
    }
    String path = ProjectFolder.canonical(folder);
    db.update(
        """
        UPDATE projects SET path = ?, display_name = ?
        WHERE id = (SELECT project_id FROM sessions WHERE id = ?) AND path IS NULL
        """,
        path,
        ProjectFolder.shortName(path),
        session);
  }

  /** Whether the folder that a session works in was not known so far. */
  boolean isFolderUnknown(long session) throws SQLException {
    return db.number(
            """
            SELECT count(*) FROM sessions s JOIN projects p ON p.id = s.project_id
            WHERE s.id = ? AND p.slug = ? AND p.path IS NULL
            """,
            session,
            SessionName.UNKNOWN)
        > 0;
  }

  private void move(long session, String folder) throws SQLException {
    if (db.number("SELECT count(*) FROM sync_state") > 0) {
      return;
    }
    String id = String.valueOf(db.text("SELECT session_id FROM sessions WHERE id = ?", session));
    long before = db.number("SELECT project_id FROM sessions WHERE id = ?", session);
    String provider = String.valueOf(db.text("SELECT provider FROM projects WHERE id = ?", before));
    double seen = (double) db.number("SELECT first_seen FROM projects WHERE id = ?", before);
    db.update(
        """
        UPDATE sessions SET project_id = ?1
        WHERE project_id = ?2
          AND (id = ?3 OR substr(session_id, 1, length(?4) + 1) = ?4 || '/')
        """,
        project(provider, SessionName.in(folder, id), seen),
        before,
        session,
        id);
  }

  void touchProject(long session, double mtimeSeconds) throws SQLException {
    db.update(
        """
        UPDATE projects SET last_modified = max(last_modified, ?)
        WHERE id = (SELECT project_id FROM sessions WHERE id = ?)
        """,
        mtimeSeconds,
        session);
  }

  /** Which events of a session are left out. */
  Cutoff cutoff(ForgetRules forgotten, long session) throws SQLException {
    if (forgotten.isNothing()) {
      return Cutoff.NONE;
    }
    try (PreparedStatement select =
        db.connection()
            .prepareStatement(
                """
            SELECT p.provider, p.slug, s.session_id
            FROM sessions s JOIN projects p ON p.id = s.project_id WHERE s.id = ?
            """)) {
      select.setLong(1, session);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return forgotten.of(row.getString(1), row.getString(2), row.getString(3));
      }
    }
  }

  /** Reads other sessions' lines. */
  LogContext.History history(String provider) {
    return (sessionId, lines) -> read(provider, sessionId, lines);
  }

  private void read(String provider, String sessionId, Consumer<String> lines) throws SQLException {
    try (PreparedStatement select =
        db.connection()
            .prepareStatement("SELECT raw_json FROM messages WHERE session_fk = ? ORDER BY seq")) {
      select.setLong(1, find(provider, sessionId));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          lines.accept(row.getString(1));
        }
      }
    }
  }
}
