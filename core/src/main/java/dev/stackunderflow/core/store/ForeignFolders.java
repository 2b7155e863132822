package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders of projects for which a foreign store has none: the first lines of their sessions
 * name them.
 */
final class ForeignFolders {

  private final Connection db;
  private final List<String> tables;
  private final Map<String, String> folders = new HashMap<>();

  ForeignFolders(Connection db, List<String> tables) {
    this.db = db;
    this.tables = tables;
  }

  /** The session with the folder that its lines name; the session itself where none does. */
  StoredSession named(StoredSession session) throws SQLException {
    String project = session.provider() + '\n' + session.slug();
    String folder = folders.get(project);
    if (folder == null) {
      folder = folder(session.id());
      if (folder != null) {
        folders.put(project, folder);
      }
    }
    return folder == null ? session : session.in(folder);
  }

  private @Nullable String folder(long session) throws SQLException {
    for (String table : tables) {
      String folder =
          Sqlite.text(
              db,
              """
              SELECT folder FROM (
                SELECT CASE WHEN json_valid(raw_json) THEN
                         coalesce(json_extract(raw_json, '$.cwd'),
                                  json_extract(raw_json, '$.payload.cwd')) END AS folder
                FROM (SELECT raw_json FROM %s WHERE session_fk = ? ORDER BY seq LIMIT 200))
              WHERE folder IS NOT NULL LIMIT 1
              """
                  .formatted(table),
              session);
      if (folder != null) {
        return folder;
      }
    }
    return null;
  }
}
