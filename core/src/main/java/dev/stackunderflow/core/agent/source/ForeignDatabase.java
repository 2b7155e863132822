package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent's SQLite database, opened so that nothing is written beside or in it and no lock
 * outlives a statement. A database that nobody writes is opened as immutable: then SQLite creates
 * no files next to it. While the agent has a write-ahead log, readers do not block it.
 */
public final class ForeignDatabase implements AutoCloseable {

  /** Where SQLite's header says whether the database uses a write-ahead log. */
  private static final int WRITE_VERSION_OFFSET = 18;

  private static final int WAL = 2;

  private static final int BUSY_MILLIS = 2_000;

  private static final long MAX_COPY_BYTES = 1L << 30;

  private final Path file;
  private final Connection db;
  private final boolean usesWal;

  /** The folder of the copy that is read instead, or null. */
  private final @Nullable Path copy;

  private ForeignDatabase(Path file, Connection db, boolean usesWal, @Nullable Path copy) {
    this.file = file;
    this.db = db;
    this.usesWal = usesWal;
    this.copy = copy;
  }

  /**
   * Opens a database.
   *
   * @throws UnreadableSourceException if it is not one, or cannot be opened without writing
   * @throws IOException if the file cannot be read
   */
  public static ForeignDatabase open(Path file) throws IOException {
    try {
      Path wal = beside(file, "-wal");
      boolean usesWal = usesWal(file);
      boolean hasWal = usesWal && Files.exists(wal) && Files.size(wal) > 0;
      if (hasWal && !Files.exists(beside(file, "-shm"))) {
        return openCopy(file, wal);
      }
      return new ForeignDatabase(
          file, Sqlite.openReadOnly(file, usesWal && !hasWal, BUSY_MILLIS), hasWal, null);
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /** Changes that nobody merged into it, as in a copied home: reading them in place would write. */
  private static ForeignDatabase openCopy(Path file, Path wal) throws IOException, SQLException {
    if (Files.size(file) + Files.size(wal) > MAX_COPY_BYTES) {
      throw new UnreadableSourceException(
          file
              + " was left behind with changes that were not merged into it, and is too large to be"
              + " copied. It was left out; what was imported earlier is intact. Start the agent once"
              + " and run 'ingest' again.");
    }
    Path folder = Files.createTempDirectory("stackunderflow");
    Path copy = folder.resolve("copy.db");
    try {
      Files.copy(file, copy);
      Files.copy(wal, beside(copy, "-wal"));
      return new ForeignDatabase(file, Sqlite.openAsIs(copy), true, folder);
    } catch (IOException | SQLException e) {
      delete(folder);
      throw e;
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : JsonFiles.in(folder)) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  /** Whether reads of several statements can differ when the agent writes between them. */
  public boolean canChange() {
    return !usesWal;
  }

  /**
   * Reads with several statements. With a write-ahead log all of them see the same state, which
   * blocks nobody; without one each statement is by itself, so that the agent is not held up.
   */
  public <T extends @Nullable Object> T read(Reading<T> reading) throws IOException {
    if (!usesWal) {
      return reading.read();
    }
    try {
      Sqlite.execute(db, "BEGIN");
      try {
        return reading.read();
      } finally {
        Sqlite.execute(db, "ROLLBACK");
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads something.
   *
   * @param <T> what it is
   */
  @FunctionalInterface
  public interface Reading<T extends @Nullable Object> {
    T read() throws IOException;
  }

  /** The database's file. */
  public Path file() {
    return file;
  }

  /** The files that hold a database's content. */
  public static List<Path> files(Path file) {
    return List.of(file, beside(file, "-wal"));
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static boolean usesWal(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(WRITE_VERSION_OFFSET + 1);
      return header.length > WRITE_VERSION_OFFSET && header[WRITE_VERSION_OFFSET] == WAL;
    }
  }

  private static UnreadableSourceException unreadable(Path file, SQLException e) {
    String problem = Sqlite.isDamage(e) ? "is damaged or not a database" : "could not be read now";
    return new UnreadableSourceException(
        file
            + " "
            + problem
            + " ("
            + e.getMessage()
            + "). It was left out; what was imported earlier is intact, and the next ingest tries"
            + " again.",
        e);
  }

  /** Whether a table has all of these columns. */
  public boolean has(String table, String... columns) throws IOException {
    Set<String> known = new HashSet<>();
    for (ObjectNode column : rows("SELECT name FROM pragma_table_info(?)", table)) {
      known.add(LenientJson.textOr(column, "name", ""));
    }
    return !known.isEmpty() && known.containsAll(List.of(columns));
  }

  /**
   * Checks that a table has these columns.
   *
   * @param agent the agent's title, for the message
   * @throws UnreadableSourceException if it has not: another version of the agent wrote it
   */
  public void require(String agent, String table, String... columns) throws IOException {
    if (!has(table, columns)) {
      throw new UnreadableSourceException(
          file
              + " has a schema that this program does not know: another version of "
              + agent
              + " wrote it (table '"
              + table
              + "' is missing or has other columns). It was left out; what was imported earlier is"
              + " intact. Update this program, or report the version of "
              + agent
              + ".");
    }
  }

  /** The rows of a query, each an object with its columns; a blob is text in base 64. */
  public List<ObjectNode> rows(String sql, @Nullable Object... args) throws IOException {
    List<ObjectNode> rows = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, args);
      try (ResultSet row = select.executeQuery()) {
        ResultSetMetaData columns = row.getMetaData();
        while (row.next()) {
          rows.add(object(row, columns));
        }
      }
    } catch (SQLException e) {
      throw unreadable(file, e);
    }
    return rows;
  }

  /** The text of a value, which some agents keep as a blob. */
  public static String text(JsonNode value) throws IOException {
    return value.isBinary()
        ? new String(value.binaryValue(), StandardCharsets.UTF_8)
        : value.asText();
  }

  private static ObjectNode object(ResultSet row, ResultSetMetaData columns) throws SQLException {
    ObjectNode object = LenientJson.newObject();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String name = columns.getColumnLabel(i);
      switch (row.getObject(i)) {
        case null -> object.putNull(name);
        case Integer number -> object.put(name, number.longValue());
        case Long number -> object.put(name, number);
        case Double number -> object.put(name, number);
        case byte[] blob -> object.put(name, blob);
        case Object other -> object.put(name, LenientJson.wellFormed(other.toString()));
      }
    }
    return object;
  }

  @Override
  public void close() throws IOException {
    try {
      db.close();
    } catch (SQLException e) {
      throw unreadable(file, e);
    } finally {
      if (copy != null) {
        delete(copy);
      }
    }
  }
}
