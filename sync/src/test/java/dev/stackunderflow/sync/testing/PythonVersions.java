package dev.stackunderflow.sync.testing;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Stores as versions of the Python tool write them, after its public migrations: {@code speed} came
 * with 3, monthly tables behind a view and a trigger with 8, columns of {@code sessions} with 13,
 * {@code worktree_of} with 27, tables of its own sync with 28 and 29, further indexes with 30. The
 * first versions leave the path of a project empty.
 */
public final class PythonVersions {

  private static final String MESSAGES =
      """
      (id INTEGER PRIMARY KEY, session_fk INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
       seq INTEGER NOT NULL, timestamp TEXT NOT NULL, role TEXT NOT NULL, model TEXT,
       input_tokens INTEGER NOT NULL DEFAULT 0, output_tokens INTEGER NOT NULL DEFAULT 0,
       cache_create_tokens INTEGER NOT NULL DEFAULT 0, cache_read_tokens INTEGER NOT NULL DEFAULT 0,
       content_text TEXT NOT NULL DEFAULT '', tools_json TEXT NOT NULL DEFAULT '[]',
       raw_json TEXT NOT NULL, is_sidechain INTEGER NOT NULL DEFAULT 0, uuid TEXT, parent_uuid TEXT
       %s, UNIQUE (session_fk, seq))
      """;

  private static final String SPEED = ", speed TEXT NOT NULL DEFAULT 'standard'";

  private PythonVersions() {}

  /** Makes one with one session of four messages, over two months. */
  public static void create(Path file, int version) throws SQLException, IOException {
    try (Connection db = Sqlite.open(file)) {
      Sqlite.execute(
          db,
          """
          CREATE TABLE projects (id INTEGER PRIMARY KEY, provider TEXT NOT NULL, slug TEXT NOT NULL,
            path TEXT, display_name TEXT NOT NULL, first_seen REAL NOT NULL,
            last_modified REAL NOT NULL, UNIQUE (provider, slug))
          """);
      Sqlite.execute(
          db,
          """
          CREATE TABLE sessions (id INTEGER PRIMARY KEY,
            project_id INTEGER NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
            session_id TEXT NOT NULL, first_ts TEXT, last_ts TEXT,
            message_count INTEGER NOT NULL DEFAULT 0, UNIQUE (project_id, session_id))
          """);
      Sqlite.execute(
          db,
          """
          CREATE TABLE ingest_log (file_path TEXT PRIMARY KEY, provider TEXT NOT NULL,
            mtime REAL NOT NULL, size INTEGER NOT NULL, processed_offset INTEGER NOT NULL,
            last_ingest_ts REAL NOT NULL)
          """);
      String path = version >= 8 ? "'/home/me/src/app'" : "''";
      Sqlite.execute(
          db,
          "INSERT INTO projects VALUES (1, 'claude', '-home-me-src-app', "
              + path
              + ", 'app', 1760000000.5, 1763000000.25)");
      Sqlite.execute(db, "INSERT INTO sessions VALUES (1, 1, 'one', NULL, NULL, 4)");
      messages(db, version);
      if (version >= 13) {
        Sqlite.execute(db, "ALTER TABLE sessions ADD COLUMN team_id TEXT");
        Sqlite.execute(db, "ALTER TABLE sessions ADD COLUMN agent_role TEXT");
      }
      if (version >= 27) {
        Sqlite.execute(db, "ALTER TABLE projects ADD COLUMN worktree_of TEXT");
      }
      if (version >= 28) {
        Sqlite.execute(db, "CREATE TABLE sync_identity (device_uuid TEXT PRIMARY KEY)");
        Sqlite.execute(db, "CREATE TABLE sync_outbox (id INTEGER PRIMARY KEY, payload TEXT)");
      }
      if (version >= 29) {
        Sqlite.execute(db, "CREATE TABLE sync_cursors (remote_device_uuid TEXT PRIMARY KEY)");
      }
      if (version >= 30) {
        Sqlite.execute(db, "CREATE INDEX idx_live_sessions ON sessions(last_ts)");
      }
      Sqlite.execute(db, "PRAGMA user_version = " + version);
    }
  }

  private static void messages(Connection db, int version) throws SQLException {
    String speed = version >= 3 ? SPEED : "";
    if (version < 8) {
      Sqlite.execute(db, "CREATE TABLE messages " + MESSAGES.formatted(speed));
    }
    for (int i = 0; i < 4; i++) {
      String month = i < 2 ? "202610" : "202611";
      String table = version < 8 ? "messages" : "messages_" + month;
      if (version >= 8) {
        Sqlite.execute(db, "CREATE TABLE IF NOT EXISTS " + table + MESSAGES.formatted(speed));
      }
      String time =
          "20%s-%s-0%dT10:00:00.000Z".formatted(month.substring(2, 4), month.substring(4), i + 1);
      boolean isUser = i % 2 == 0;
      String line =
          isUser
              ? Lines.user("u" + i, time, "hello " + i)
              : Lines.assistant("u" + i, time, "hello " + i, 50);
      Sqlite.update(
          db,
          "INSERT INTO "
              + table
              + " (id, session_fk, seq, timestamp, role, model, input_tokens, output_tokens,"
              + " cache_create_tokens, cache_read_tokens, content_text, raw_json, uuid)"
              + " VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          i + 1,
          1000L * i,
          time,
          isUser ? "user" : "assistant",
          isUser ? null : "claude-x",
          isUser ? 0 : 7,
          isUser ? 0 : 50,
          isUser ? 0 : 11,
          isUser ? 0 : 13,
          "hello " + i,
          line,
          "u" + i);
    }
    if (version >= 8) {
      Sqlite.execute(
          db,
          "CREATE VIEW messages AS SELECT * FROM messages_202610"
              + " UNION ALL SELECT * FROM messages_202611");
      Sqlite.execute(
          db,
          "CREATE TRIGGER messages_insert INSTEAD OF INSERT ON messages BEGIN"
              + " INSERT OR IGNORE INTO messages_202611"
              + " (id, session_fk, seq, timestamp, role, raw_json)"
              + " VALUES (NEW.id, NEW.session_fk, NEW.seq, NEW.timestamp, NEW.role, NEW.raw_json);"
              + " END");
      Sqlite.execute(
          db,
          "CREATE TABLE _messages_id_seq (rowid_kind INTEGER PRIMARY KEY CHECK (rowid_kind = 1),"
              + " next_id INTEGER NOT NULL)");
      Sqlite.execute(db, "INSERT INTO _messages_id_seq VALUES (1, 5)");
    }
  }
}
