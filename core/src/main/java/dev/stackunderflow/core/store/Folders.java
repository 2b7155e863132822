package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which repositories the folders of this machine's projects are in. The table is made when it is
 * first written: a store of an earlier version lacks it, and so does another program's.
 */
public final class Folders {

  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS folder (
        path       TEXT PRIMARY KEY,
        remote     TEXT,
        within     TEXT NOT NULL,
        is_linked  INTEGER NOT NULL,
        seen       REAL NOT NULL
      ) WITHOUT ROWID
      """;

  private final Store store;

  public Folders(Store store) {
    this.store = store;
  }

  private Connection db() {
    return store.connection();
  }

  private boolean isThere() throws SQLException {
    return !store.isForeign()
        && Sqlite.number(
                db(), "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'folder'")
            == 1;
  }

  /** The folders that are in a repository with a name. */
  public List<Folder> all() throws SQLException {
    return isThere()
        ? select("SELECT path, remote, within, is_linked FROM folder WHERE remote IS NOT NULL")
        : List.of();
  }

  /**
   * Those of {@link #all} that have something to publish: events of a project in the folder.
   *
   * @param limit the maximum number; those that were worked in last come first
   */
  public List<Folder> inUse(int limit) throws SQLException {
    return isThere()
        ? select(
            """
            SELECT f.path, f.remote, f.within, f.is_linked
            FROM folder f JOIN projects p ON p.path = f.path
            WHERE f.remote IS NOT NULL AND EXISTS (
              SELECT 1 FROM sessions s JOIN messages m ON m.session_fk = s.id
              WHERE s.project_id = p.id)
            GROUP BY f.path ORDER BY max(p.last_modified) DESC, f.path LIMIT\s"""
                + limit)
        : List.of();
  }

  private List<Folder> select(String sql) throws SQLException {
    List<Folder> folders = new ArrayList<>();
    try (PreparedStatement select = db().prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        folders.add(
            new Folder(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
      }
    }
    return folders;
  }

  /**
   * The projects' folders that must be looked at: those that never were, and those of which the
   * agents have logged something since.
   *
   * @return each folder with the time of the last log, seconds since 1970
   */
  public Map<String, Double> toRead() throws SQLException {
    Sqlite.execute(db(), TABLE);
    Map<String, Double> paths = new TreeMap<>();
    try (PreparedStatement select =
            db().prepareStatement(
                    """
                SELECT p.path, max(p.last_modified)
                FROM projects p LEFT JOIN folder f ON f.path = p.path
                WHERE p.path IS NOT NULL GROUP BY p.path
                HAVING f.path IS NULL OR max(p.last_modified) > f.seen
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        paths.put(row.getString(1), row.getDouble(2));
      }
    }
    return paths;
  }

  /**
   * Notes that a folder is in a working tree.
   *
   * @param remote the repository's name; null where it has none
   * @param seen the time of the project's last log
   */
  public void note(
      String path, @Nullable String remote, String within, boolean isLinked, double seen)
      throws SQLException {
    Sqlite.update(
        db(),
        "INSERT OR REPLACE INTO folder VALUES (?, ?, ?, ?, ?)",
        path,
        remote,
        within,
        isLinked ? 1 : 0,
        seen);
  }

  /** Notes that a folder is gone, or in no working tree; what is known of it stays. */
  public void noteNone(String path, double seen) throws SQLException {
    Sqlite.update(
        db(),
        """
        INSERT INTO folder VALUES (?, NULL, '', 0, ?)
        ON CONFLICT (path) DO UPDATE SET seen = excluded.seen
        """,
        path,
        seen);
  }
}
