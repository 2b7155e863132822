package dev.stackunderflow.sync.wire.v1;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.wire.WireException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;

/** A segment's database, in memory only: no plaintext of it touches the disk. */
final class SegmentDatabase {

  private static final String SCHEMA =
      "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1";

  private SegmentDatabase() {}

  static Connection create() throws SQLException {
    Connection db = Sqlite.inMemory();
    try {
      Sqlite.execute(db, "PRAGMA page_size = " + SegmentWriter.PAGE_BYTES);
      Sqlite.execute(db, "PRAGMA application_id = " + SegmentWriter.APPLICATION_ID);
      Sqlite.execute(db, "PRAGMA user_version = " + SegmentWriter.VERSION);
      Sqlite.script(db, SegmentDatabase.class, "segment.sql");
      return db;
    } catch (SQLException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  static byte[] bytes(Connection db) throws SQLException {
    return db.unwrap(SQLiteConnection.class).serialize("main");
  }

  /** Opens one that was read; nothing is asked of it before its schema is seen to be ours. */
  static Connection open(byte[] bytes) throws SQLException, WireException {
    Connection db = Sqlite.inMemory();
    try {
      db.unwrap(SQLiteConnection.class).deserialize("main", bytes);
      Sqlite.execute(db, "PRAGMA trusted_schema = OFF");
      Sqlite.execute(db, "PRAGMA cell_size_check = ON");
      Sqlite.execute(db, "PRAGMA query_only = ON");
      if (Sqlite.number(db, "PRAGMA application_id") != SegmentWriter.APPLICATION_ID) {
        throw WireException.invalid("The segment is not a stackunderflow segment");
      }
      long version = Sqlite.number(db, "PRAGMA user_version");
      if (version > SegmentWriter.VERSION) {
        throw WireException.newer("The segment", version, SegmentWriter.VERSION);
      }
      if (version != SegmentWriter.VERSION) {
        throw WireException.invalid("The segment has version " + version);
      }
      if (!"UTF-8".equals(Sqlite.text(db, "PRAGMA encoding"))) {
        throw WireException.invalid("The segment's texts are not UTF-8");
      }
      if (!schema(db).equals(Format.SCHEMA)) {
        throw WireException.invalid("The segment's tables are not those of the format");
      }
      return db;
    } catch (SQLException | WireException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  /** The schema of the format. */
  private static final class Format {
    private static final List<String> SCHEMA = ours();

    private static List<String> ours() {
      try (Connection db = create()) {
        return schema(db);
      } catch (SQLException e) {
        throw new IllegalStateException("segment.sql cannot be read", e);
      }
    }
  }

  private static List<String> schema(Connection db) throws SQLException {
    List<String> schema = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(SCHEMA);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        schema.add(rows.getString(1));
      }
    }
    return schema;
  }
}
