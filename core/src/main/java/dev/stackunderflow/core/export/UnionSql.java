package dev.stackunderflow.core.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements that join the store, the replica and the catalog into one database: three
 * ATTACHes, and three views with the store's table and column names plus the device. Any SQLite
 * tool can run them.
 */
final class UnionSql {

  /** Sessions with at least one visible event. */
  private static final String SHOWN =
      "EXISTS (SELECT 1 FROM catalog.entry e WHERE e.session = s.id AND e.hidden = 0)";

  /** Events that the store has lost are in the replica under this device's own id. */
  private static final String REPLICA_PROJECTS =
      """
      LEFT JOIN replica.project r
        ON r.provider = p.provider AND r.slug = p.slug
       AND r.device = (SELECT x.id FROM replica.device x WHERE x.device_id = d.device_id)
      """;

  private static final String SESSIONS =
      """
      CREATE TEMP VIEW sessions AS
      SELECT s.id, s.project AS project_id, s.session_id,
             (SELECT min(e.ts) FROM catalog.entry e
              WHERE e.session = s.id AND e.hidden = 0) AS first_ts,
             (SELECT max(e.ts) FROM catalog.entry e
              WHERE e.session = s.id AND e.hidden = 0) AS last_ts,
             (SELECT count(*) FROM catalog.entry e
              WHERE e.session = s.id AND e.hidden = 0 AND e.message = 1) AS message_count,
             d.label AS device, d.device_id
      FROM catalog.session s
      JOIN catalog.device d ON d.source = s.source
      """
          + "WHERE "
          + SHOWN;

  private static final String MESSAGES =
      """
      SELECT e.id, e.session AS session_fk, m.seq, m.timestamp, m.role, m.model,
             e.input_tokens * e.counted AS input_tokens,
             e.output_tokens * e.counted AS output_tokens,
             e.cache_create_tokens * e.counted AS cache_create_tokens,
             e.cache_read_tokens * e.counted AS cache_read_tokens,
             m.content_text, m.tools_json, m.raw_json, m.is_sidechain, m.uuid, m.parent_uuid,
             m.speed, d.label AS device, d.device_id
      FROM catalog.entry e
      JOIN %s m ON m.id = %s
      JOIN catalog.device d ON d.source = e.source
      WHERE e.hidden = 0 AND %s
      """;

  private UnionSql() {}

  /**
   * The ATTACH statements.
   *
   * @param store the store's file
   * @param catalog the catalog's file
   * @param replica the replica's file, or null where there is none
   */
  static List<String> attach(Path store, Path catalog, @Nullable Path replica) {
    List<String> statements = new ArrayList<>();
    statements.add(attach(store, "store"));
    statements.add(attach(catalog, "catalog"));
    if (replica != null) {
      statements.add(attach(replica, "replica"));
    }
    return statements;
  }

  private static String attach(Path file, String name) {
    String path = file.toAbsolutePath().toString();
    String uri = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    return "ATTACH 'file:" + uri.replace("'", "''") + "?mode=ro' AS " + name;
  }

  /**
   * The CREATE TEMP VIEW statements.
   *
   * @param storeTables the tables that hold the store's messages
   * @param withReplica whether there is a replica
   */
  static List<String> views(List<String> storeTables, boolean withReplica) {
    return List.of(projects(withReplica), SESSIONS, messages(storeTables, withReplica));
  }

  private static String projects(boolean withReplica) {
    return """
        CREATE TEMP VIEW projects AS
        SELECT p.id, p.provider, p.slug, p.path, p.display_name,
               coalesce(%s, 0.0) AS first_seen, coalesce(%s, 0.0) AS last_modified,
               d.label AS device, d.device_id
        FROM catalog.project p
        JOIN catalog.device d ON d.source = p.source
        LEFT JOIN store.projects o
          ON p.source = 0 AND o.provider = p.provider AND o.slug = p.slug
        %sWHERE p.id IN (SELECT s.project FROM catalog.session s WHERE %s)"""
        .formatted(
            withReplica ? "o.first_seen, r.first_seen" : "o.first_seen",
            withReplica ? "o.last_modified, r.last_modified" : "o.last_modified",
            withReplica ? REPLICA_PROJECTS : "",
            SHOWN);
  }

  private static String messages(List<String> storeTables, boolean withReplica) {
    List<String> parts = new ArrayList<>();
    for (String table : storeTables) {
      parts.add(MESSAGES.formatted(table, "e.event_id", "e.source = 0"));
    }
    if (withReplica) {
      parts.add(MESSAGES.formatted("replica.event", "e.event_id", "e.source > 0"));
      parts.add(
          MESSAGES.formatted("replica.event", "-e.event_id", "e.source = 0 AND e.event_id < 0"));
    }
    return "CREATE TEMP VIEW messages AS\n" + String.join("UNION ALL\n", parts).strip();
  }
}
