package dev.stackunderflow.core.store;

import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of a store that another program writes. Its schema has grown over the years: what an
 * older version lacks has a default, and without the rest it cannot be read.
 */
final class ForeignSchema {

  private static final Map<String, Set<String>> REQUIRED =
      Map.of(
          "projects", Set.of("id", "provider", "slug"),
          "sessions", Set.of("id", "project_id", "session_id"),
          "messages", Set.of("id", "session_fk", "seq", "timestamp", "role", "raw_json"));

  /** What stands for a column that is missing. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("model", "NULL"),
          Map.entry("input_tokens", "0"),
          Map.entry("output_tokens", "0"),
          Map.entry("cache_create_tokens", "0"),
          Map.entry("cache_read_tokens", "0"),
          Map.entry("content_text", "''"),
          Map.entry("tools_json", "'[]'"),
          Map.entry("is_sidechain", "0"),
          Map.entry("uuid", "NULL"),
          Map.entry("parent_uuid", "NULL"),
          Map.entry("speed", "'standard'"),
          Map.entry("usage_id", "NULL"),
          Map.entry("cache_1h_tokens", "0"),
          Map.entry("flags", "0"));

  /** Columns of these names in a foreign store are not ours. */
  private static final Set<String> OURS = Set.of("usage_id", "cache_1h_tokens", "flags");

  private ForeignSchema() {}

  /**
   * Checks that the store can be read.
   *
   * @throws StoreException if a table or a column without a default is missing, or its texts are
   *     UTF-16
   */
  static void require(Connection db, Path file) throws SQLException, StoreException {
    if (!"UTF-8".equals(Sqlite.text(db, "PRAGMA encoding"))) {
      throw new StoreException(
          file
              + " keeps its texts as UTF-16, which this program cannot read. Nothing was changed."
              + " Set STACKUNDERFLOW_HOME to another folder.");
    }
    for (Map.Entry<String, Set<String>> table : REQUIRED.entrySet()) {
      Set<String> columns = columnsOf(db, table.getKey());
      if (columns.isEmpty()) {
        throw new StoreException(
            file
                + " is a database, but not a store of sessions. Nothing was changed."
                + " Move it away, or set STACKUNDERFLOW_HOME to another folder.");
      }
      Set<String> missing = new HashSet<>(table.getValue());
      missing.removeAll(columns);
      if (!missing.isEmpty()) {
        throw new StoreException(
            file
                + " is a store of sessions whose table "
                + table.getKey()
                + " has no column "
                + missing.stream().sorted().collect(Collectors.joining(", "))
                + ": this program cannot read that version. Nothing was changed. Update the program"
                + " that writes it, or set STACKUNDERFLOW_HOME to another folder.");
      }
    }
  }

  /** The columns of {@link EventColumns#COLUMNS}, or their defaults. */
  static String columns(Connection db, List<String> tables) throws SQLException {
    Set<String> present = columnsOf(db, tables.isEmpty() ? "messages" : tables.getFirst());
    List<String> selected = new ArrayList<>();
    for (String column : EventColumns.COLUMNS.split(",\\s*")) {
      boolean has = present.contains(column) && !OURS.contains(column);
      selected.add(has ? column : DEFAULTS.getOrDefault(column, "NULL") + " AS " + column);
    }
    return String.join(", ", selected);
  }

  /** A session's columns in the order of {@link StoreReader#session}. */
  static String sessionColumns(Connection db) throws SQLException {
    Set<String> projects = columnsOf(db, "projects");
    Set<String> sessions = columnsOf(db, "sessions");
    return String.join(
        ", ",
        "s.id",
        "p.provider",
        "p.slug",
        projects.contains("path") ? "nullif(p.path, '')" : "NULL",
        projects.contains("display_name") ? "p.display_name" : "p.slug",
        projects.contains("first_seen") ? "p.first_seen" : "0",
        projects.contains("last_modified") ? "p.last_modified" : "0",
        "s.session_id",
        sessions.contains("first_ts") ? "s.first_ts" : "NULL",
        sessions.contains("last_ts") ? "s.last_ts" : "NULL",
        sessions.contains("message_count") ? "s.message_count" : "0");
  }

  private static Set<String> columnsOf(Connection db, String table) throws SQLException {
    Set<String> columns = new HashSet<>();
    try (PreparedStatement select =
            db.prepareStatement("SELECT name FROM pragma_table_info('" + table + "')");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    return columns;
  }
}
