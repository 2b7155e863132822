package dev.stackunderflow.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes a file as another version of its agent, a crash or a disk could. */
final class Mutations {

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0.5",
          "9223372036854775807",
          "1e400",
          "99999999999999999999999",
          "\"\"",
          "\"x\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"C:\\\\Users\\\\ann\\\\src\"",
          "\"\\u0000\\uD800\"",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"type\":\"text\"}");

  private final Random random;
  private int columnsAdded;
  private final Path work;

  Mutations(Random random, Path work) {
    this.random = random;
    this.work = work;
  }

  /** Another content for a file. */
  byte[] change(String path, byte[] content) throws IOException, SQLException {
    if (content.length == 0) {
      return "{}\n".getBytes(UTF_8);
    }
    if (random.nextInt(4) == 0) {
      return bytes(content);
    }
    if (SampleFiles.isDatabase(content)) {
      return database(content);
    }
    return SampleFiles.isLog(path)
        ? lines(content)
        : json(new String(content, UTF_8)).getBytes(UTF_8);
  }

  private byte[] bytes(byte[] content) {
    int at = random.nextInt(content.length);
    return switch (random.nextInt(7)) {
      case 0 -> new byte[0];
      case 1 -> Arrays.copyOf(content, at);
      case 2 -> join(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, content);
      case 3 -> insert(content, at, new byte[1 + random.nextInt(5000)]);
      case 4 -> insert(content, at, new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xFF});
      case 5 -> {
        byte[] zeroed = content.clone();
        Arrays.fill(zeroed, at, Math.min(content.length, at + 4096), (byte) 0);
        yield zeroed;
      }
      default -> join(content, Arrays.copyOfRange(content, at, content.length));
    };
  }

  private static byte[] join(byte[] some, byte[] more) {
    var joined = new ByteArrayOutputStream();
    joined.writeBytes(some);
    joined.writeBytes(more);
    return joined.toByteArray();
  }

  private static byte[] insert(byte[] content, int at, byte[] more) {
    return join(
        join(Arrays.copyOf(content, at), more), Arrays.copyOfRange(content, at, content.length));
  }

  private byte[] lines(byte[] content) {
    List<String> lines = new ArrayList<>(new String(content, UTF_8).lines().toList());
    int at = random.nextInt(lines.size());
    switch (random.nextInt(7)) {
      case 0 -> lines.add(at, lines.get(at));
      case 1 -> lines.add(at, "{\"type\":\"from-the-future\",\"payload\":{\"a\":[1,2]}}");
      case 2 -> lines.add(at, "{\"type\":\"text\",\"text\":\"" + "x".repeat(1 << 20) + "\"}");
      case 3 -> lines.remove(at);
      case 4 -> lines.replaceAll(line -> line + "\r");
      default -> lines.set(at, json(lines.get(at)));
    }
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  /** A document with another value at a random place. */
  private String json(String text) {
    JsonNode value = LenientJson.value(text);
    if (value == null || !value.isContainerNode()) {
      return VALUES.get(random.nextInt(VALUES.size()));
    }
    JsonNode at = value;
    while (true) {
      List<JsonNode> deeper = new ArrayList<>();
      at.forEach(deeper::add);
      deeper.removeIf(node -> !node.isContainerNode() || node.isEmpty());
      if (deeper.isEmpty() || random.nextInt(3) == 0) {
        break;
      }
      at = deeper.get(random.nextInt(deeper.size()));
    }
    if (at instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      field(object, names.get(random.nextInt(names.size())));
    } else if (at instanceof ArrayNode array && !array.isEmpty()) {
      array.set(random.nextInt(array.size()), other());
    }
    return value.toString();
  }

  private void field(ObjectNode object, String name) {
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + "New", object.remove(name));
      case 2 -> object.put("addedLater", "x");
      default -> object.set(name, other());
    }
  }

  private JsonNode other() {
    JsonNode value = LenientJson.value(VALUES.get(random.nextInt(VALUES.size())));
    return value == null ? LenientJson.newObject().nullNode() : value;
  }

  private byte[] database(byte[] content) throws IOException, SQLException {
    Path folder = Files.createTempDirectory(work, "mutated");
    Path copy = folder.resolve("mutated.db");
    Files.write(copy, content);
    try (var db = Sqlite.openAsIs(copy)) {
      changeTable(db);
    } catch (SQLException e) {
      if (Sqlite.isDamage(e)) {
        return content; // an earlier change has damaged it
      }
      throw e;
    }
    return Files.readAllBytes(copy);
  }

  private void changeTable(Connection db) throws SQLException {
    Sqlite.execute(db, "PRAGMA journal_mode = DELETE");
    Sqlite.execute(db, "PRAGMA foreign_keys = OFF");
    String table =
        pick(
            db,
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
    if (table.isEmpty()) {
      return; // an earlier change has dropped the last one
    }
    String column = pick(db, "SELECT name FROM pragma_table_info('" + table + "')");
    try {
      Sqlite.execute(db, statement(db, quoted(table), quoted(column)));
    } catch (SQLException e) {
      String later = "added_later_" + ++columnsAdded;
      Sqlite.execute(db, "ALTER TABLE " + quoted(table) + " ADD COLUMN " + later + " TEXT");
    }
  }

  private String statement(Connection db, String table, String column) throws SQLException {
    return switch (random.nextInt(6)) {
      case 0 -> "DROP TABLE " + table;
      case 1 -> "ALTER TABLE " + table + " RENAME COLUMN " + column + " TO renamed";
      case 2 -> "ALTER TABLE " + table + " DROP COLUMN " + column;
      case 3 -> "UPDATE " + table + " SET " + column + " = NULL";
      case 4 -> {
        String cell = pick(db, "SELECT CAST(" + column + " AS TEXT) FROM " + table);
        yield "UPDATE " + table + " SET " + column + " = '" + json(cell).replace("'", "''") + "'";
      }
      default ->
          "UPDATE "
              + table
              + " SET "
              + column
              + " = "
              + List.of("9223372036854775807", "-1", "1e300", "x'00ff'", "'x'", "''")
                  .get(random.nextInt(6));
    };
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private String pick(Connection db, String sql) throws SQLException {
    List<String> all = new ArrayList<>();
    try (var statement = db.createStatement();
        var row = statement.executeQuery(sql)) {
      while (row.next()) {
        all.add(String.valueOf(row.getString(1)));
      }
    }
    return all.isEmpty() ? "" : all.get(random.nextInt(all.size()));
  }
}
