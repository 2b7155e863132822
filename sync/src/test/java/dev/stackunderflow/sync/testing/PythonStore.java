package dev.stackunderflow.sync.testing;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A store as the Python tool writes it: {@code messages} is a view over monthly tables, {@code
 * user_version} is 29, there is no {@code application_id}.
 */
public final class PythonStore {

  private static final List<String> MONTHS =
      List.of("messages_202610", "messages_202611", "messages_unknown");

  private static final String COLUMNS =
      "id, session_fk, seq, timestamp, role, model, input_tokens, output_tokens,"
          + " cache_create_tokens, cache_read_tokens, content_text, tools_json, raw_json,"
          + " is_sidechain, uuid, parent_uuid, speed";

  private PythonStore() {}

  /** Makes one with two sessions, one of which goes over two months. */
  public static void create(Path file) throws SQLException, IOException {
    try (Connection db = Sqlite.open(file)) {
      Sqlite.execute(
          db,
          """
          CREATE TABLE projects (id INTEGER PRIMARY KEY, provider TEXT NOT NULL,
            slug TEXT NOT NULL, path TEXT, display_name TEXT NOT NULL, first_seen REAL NOT NULL,
            last_modified REAL NOT NULL, worktree_of INTEGER, UNIQUE (provider, slug))
          """);
      Sqlite.execute(
          db,
          """
          CREATE TABLE sessions (id INTEGER PRIMARY KEY, project_id INTEGER NOT NULL,
            session_id TEXT NOT NULL, first_ts TEXT, last_ts TEXT,
            message_count INTEGER NOT NULL DEFAULT 0, team_id TEXT,
            UNIQUE (project_id, session_id))
          """);
      Sqlite.execute(
          db,
          """
          CREATE TABLE ingest_log (file_path TEXT PRIMARY KEY, provider TEXT NOT NULL,
            mtime REAL NOT NULL, size INTEGER NOT NULL, processed_offset INTEGER NOT NULL,
            last_ingest_ts REAL NOT NULL)
          """);
      for (String month : MONTHS) {
        Sqlite.execute(
            db,
            "CREATE TABLE "
                + month
                + """
                 (id INTEGER PRIMARY KEY, session_fk INTEGER NOT NULL, seq INTEGER NOT NULL,
                  timestamp TEXT NOT NULL, role TEXT NOT NULL, model TEXT,
                  input_tokens INTEGER DEFAULT 0, output_tokens INTEGER DEFAULT 0,
                  cache_create_tokens INTEGER DEFAULT 0, cache_read_tokens INTEGER DEFAULT 0,
                  content_text TEXT, tools_json TEXT, raw_json TEXT, is_sidechain INTEGER DEFAULT 0,
                  uuid TEXT, parent_uuid TEXT, speed TEXT NOT NULL DEFAULT 'standard',
                  UNIQUE (session_fk, seq))
                """);
      }
      Sqlite.execute(
          db,
          "CREATE VIEW messages AS "
              + String.join(
                  " UNION ALL ",
                  MONTHS.stream().map(month -> "SELECT " + COLUMNS + " FROM " + month).toList()));
      Sqlite.execute(
          db, "CREATE TABLE _messages_id_seq (rowid_kind TEXT PRIMARY KEY, next_id INTEGER)");
      Sqlite.execute(db, "INSERT INTO _messages_id_seq VALUES ('messages', 6)");
      Sqlite.execute(
          db,
          "INSERT INTO projects VALUES (1, 'claude', '-home-me-src-app', '/home/me/src/app',"
              + " 'app', 1760000000.5, 1763000000.25, NULL)");
      Sqlite.execute(
          db,
          "INSERT INTO sessions VALUES (1, 1, 'long', '2026-11-01T00:00:00Z',"
              + " '2026-11-02T00:00:00Z', 4, NULL), (2, 1, 'short', NULL, NULL, 1, NULL)");
      // The same seq in two months, as the Python tool's partitions allow.
      insert(db, "messages_202610", 1, 1, 0, "2026-10-31T23:59:58Z", "user", "october one");
      insert(db, "messages_202610", 2, 1, 100, "2026-10-31T23:59:59Z", "assistant", "october two");
      insert(db, "messages_202611", 3, 1, 100, "2026-11-01T00:00:01Z", "assistant", "november one");
      insert(db, "messages_202611", 4, 1, 200, "2026-11-01T00:00:02Z", "user", "november two");
      insert(db, "messages_unknown", 5, 2, 0, "", "user", "no time");
      Sqlite.execute(db, "PRAGMA user_version = 29");
    }
  }

  /** Adds a message to November. */
  public static void add(Path file, long id, long seq, String text)
      throws SQLException, IOException {
    try (Connection db = Sqlite.openAsIs(file)) {
      insert(db, "messages_202611", id, 1, seq, "2026-11-03T00:00:00Z", "user", text);
    }
  }

  private static void insert(
      Connection db,
      String month,
      long id,
      long session,
      long seq,
      String timestamp,
      String role,
      String text)
      throws SQLException {
    Sqlite.update(
        db,
        "INSERT INTO "
            + month
            + " (id, session_fk, seq, timestamp, role, content_text, tools_json, raw_json, uuid)"
            + " VALUES (?, ?, ?, ?, ?, ?, '[]', ?, ?)",
        id,
        session,
        seq,
        timestamp,
        role,
        text,
        "{\"text\": \"" + text + "\"}",
        "uuid-" + id);
  }
}
