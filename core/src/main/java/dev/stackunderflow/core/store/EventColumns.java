package dev.stackunderflow.core.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The columns of an event, in one order for every table that holds events. */
public final class EventColumns {

  /** The columns of {@code messages} in the order of {@link #event}. */
  public static final String COLUMNS =
      "id, seq, timestamp, role, model, input_tokens, output_tokens, cache_create_tokens,"
          + " cache_read_tokens, content_text, tools_json, raw_json, is_sidechain, uuid,"
          + " parent_uuid, speed, usage_id, cache_1h_tokens, flags";

  /** How many columns {@link #COLUMNS} names. */
  public static final int COLUMN_COUNT = 19;

  /** Bound as their UTF-8. */
  private static final Set<String> LONG_TEXTS = Set.of("content_text", "tools_json", "raw_json");

  private EventColumns() {}

  /**
   * An INSERT of an event without its row id, for {@link #bindWithoutId} from parameter 1.
   *
   * @param table the table
   * @param more further columns; their parameters follow the event's
   */
  public static String insertInto(String table, String... more) {
    String columns = COLUMNS.substring("id, ".length());
    String all = more.length == 0 ? columns : columns + ", " + String.join(", ", more);
    return "INSERT INTO " + table + " (" + all + ") VALUES (" + parameters(all) + ")";
  }

  /**
   * The parameters of an INSERT.
   *
   * @param columns the columns that it names, those of an event under their own names
   */
  public static String parameters(String columns) {
    return Stream.of(columns.split(",\\s*"))
        .map(column -> LONG_TEXTS.contains(column) ? "CAST(? AS TEXT)" : "?")
        .collect(Collectors.joining(", "));
  }

  /** Reads the columns of {@link #COLUMNS} in their order. */
  public static Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getLong(1),
        row.getLong(2),
        text(row, 3),
        text(row, 4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        Utf8Text.ofUtf8(row.getBytes(10)),
        Utf8Text.ofUtf8(row.getBytes(11)),
        Utf8Text.ofUtf8(row.getBytes(12)),
        row.getLong(13),
        row.getString(14),
        row.getString(15),
        text(row, 16),
        row.getString(17),
        row.getLong(18),
        row.getLong(19));
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String value = row.getString(column);
    return value == null ? "" : value;
  }

  /**
   * Binds an event's columns in the order of {@link #COLUMNS}.
   *
   * @param insert the statement
   * @param first the index of the first parameter
   * @param event the event
   * @throws SQLException if it cannot be bound
   */
  public static void bind(PreparedStatement insert, int first, Event event) throws SQLException {
    insert.setLong(first, event.id());
    bindWithoutId(insert, first + 1, event);
  }

  /** Binds an event's columns in the order of {@link #COLUMNS}, from the one after the id. */
  public static void bindWithoutId(PreparedStatement insert, int first, Event event)
      throws SQLException {
    int i = first;
    insert.setLong(i++, event.seq());
    insert.setString(i++, event.timestamp());
    insert.setString(i++, event.role());
    insert.setString(i++, event.model());
    insert.setLong(i++, event.inputTokens());
    insert.setLong(i++, event.outputTokens());
    insert.setLong(i++, event.cacheCreateTokens());
    insert.setLong(i++, event.cacheReadTokens());
    insert.setBytes(i++, event.content().utf8());
    insert.setBytes(i++, event.tools().utf8());
    insert.setBytes(i++, event.raw().utf8());
    insert.setLong(i++, event.isSidechain());
    insert.setString(i++, event.uuid());
    insert.setString(i++, event.parentUuid());
    insert.setString(i++, event.speed());
    insert.setString(i++, event.usageId());
    insert.setLong(i++, event.cacheHourTokens());
    insert.setLong(i, event.flags());
  }
}
