package dev.stackunderflow.core.sqlite;

import dev.stackunderflow.core.file.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** How this program opens SQLite files and runs the few statements that every caller needs. */
public final class Sqlite {

  /** How long a statement waits for another process's write, in milliseconds. */
  public static final int BUSY_TIMEOUT_MILLIS = 30_000;

  /** Of new files. Most rows have about 2 kB: fewer of them are split than with SQLite's 4,096. */
  static final int PAGE_BYTES = 8_192;

  private Sqlite() {}

  /**
   * A unit of work inside one transaction that returns a value.
   *
   * @param <T> what it returns
   * @param <X> what else it can throw; inferred at the call
   */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object, X extends Exception> {
    /** Runs; whatever it throws rolls the transaction back. */
    T run() throws SQLException, IOException, X;
  }

  /**
   * A unit of work inside one transaction that returns nothing.
   *
   * @param <X> what else it can throw; inferred at the call
   */
  @FunctionalInterface
  public interface VoidWork<X extends Exception> {
    /** Runs; whatever it throws rolls the transaction back. */
    void run() throws SQLException, IOException, X;
  }

  /**
   * Opens or creates a database file for reading and writing: WAL, foreign keys, busy timeout.
   *
   * @param file the file; a new one gets mode 0600, its folder 0700
   * @return an open connection in auto-commit mode, the caller's to close
   * @throws SQLException if the file is not a database or cannot be opened
   * @throws IOException if the file or its folder cannot be created
   */
  public static Connection open(Path file) throws SQLException, IOException {
    makePrivate(file);
    SQLiteConfig config = config();
    config.setPageSize(PAGE_BYTES);
    Connection db = connect(file, config);
    try {
      useLog(db); // behind the page size, which WAL makes final
      return db;
    } catch (SQLException | RuntimeException e) {
      db.close();
      throw e;
    }
  }

  /**
   * Opens an existing database file as it is: sets no journal mode and creates nothing.
   *
   * @param file the file
   * @return an open connection in auto-commit mode, the caller's to close
   * @throws SQLException if the file is not a database or cannot be opened
   */
  public static Connection openAsIs(Path file) throws SQLException {
    return connect(file, config());
  }

  /**
   * Makes a connection from {@link #openAsIs} what {@link #open} would have returned: the file and
   * its folder get their modes, the database WAL.
   *
   * @param db the connection
   * @param file its file
   * @throws SQLException if the journal mode cannot be set
   * @throws IOException if a mode cannot be set
   */
  public static void makeOurs(Connection db, Path file) throws SQLException, IOException {
    makePrivate(file);
    useLog(db);
  }

  /**
   * Uses a write-ahead log, unless another process is filling the database: {@link FirstFill}. Then
   * each transaction is synced; without a log, less could damage the file.
   */
  static void useLog(Connection db) throws SQLException {
    boolean isUsed = "wal".equals(text(db, "PRAGMA journal_mode")) || setJournal(db, "WAL", 1_000);
    execute(db, "PRAGMA synchronous = " + (isUsed ? "NORMAL" : "FULL"));
  }

  /** Changes the journal mode; false where others use the database for longer than that. */
  static boolean setJournal(Connection db, String mode, int busyMillis) throws SQLException {
    execute(db, "PRAGMA busy_timeout = " + busyMillis);
    try {
      execute(db, "PRAGMA journal_mode = " + mode);
      return true;
    } catch (SQLException e) {
      if (isBusy(e)) {
        return false;
      }
      throw e;
    } finally {
      execute(db, "PRAGMA busy_timeout = " + BUSY_TIMEOUT_MILLIS);
    }
  }

  private static void makePrivate(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      PrivateFiles.createFolder(parent);
    }
    PrivateFiles.createFile(file);
  }

  /**
   * Opens another program's database file for reading only.
   *
   * @param file the file
   * @param isImmutable whether nobody writes it now: SQLite then takes no lock and creates no files
   * @param busyMillis how long a statement waits for the other program
   * @return an open connection in auto-commit mode, the caller's to close
   * @throws SQLException if the file is not a database or cannot be opened
   */
  public static Connection openReadOnly(Path file, boolean isImmutable, int busyMillis)
      throws SQLException {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(busyMillis);
    String path =
        file.toAbsolutePath()
            .toString()
            .replace('\\', '/')
            .replace("%", "%25")
            .replace("?", "%3f")
            .replace("#", "%23");
    return connect(
        "jdbc:sqlite:file:" + path + "?mode=ro" + (isImmutable ? "&immutable=1" : ""), config);
  }

  /**
   * Creates an empty database in memory.
   *
   * @return an open connection in auto-commit mode, the caller's to close
   * @throws SQLException if SQLite cannot create it
   */
  public static Connection inMemory() throws SQLException {
    return unnamed(":memory:");
  }

  /**
   * Creates an empty database in a file that has no name and is gone when it is closed.
   *
   * @return an open connection in auto-commit mode, the caller's to close
   * @throws SQLException if SQLite cannot create it
   */
  public static Connection temporary() throws SQLException {
    return unnamed("");
  }

  private static Connection unnamed(String name) throws SQLException {
    var config = new SQLiteConfig();
    config.setGetGeneratedKeys(false);
    return create("jdbc:sqlite:" + name, config);
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    // Otherwise the driver asks for the new row's id after each INSERT.
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
    return connect("jdbc:sqlite:" + file.toAbsolutePath(), config);
  }

  private static Connection connect(String url, SQLiteConfig config) throws SQLException {
    Connection db = create(url, config);
    try {
      execute(db, "PRAGMA trusted_schema = OFF");
      return db;
    } catch (SQLException e) {
      db.close();
      throw e;
    }
  }

  /** As {@code DriverManager} does, which would first look for drivers in every library. */
  private static Connection create(String url, SQLiteConfig config) throws SQLException {
    return JDBC.createConnection(url, config.toProperties());
  }

  /**
   * Runs the work in one transaction that takes the write lock at its start.
   *
   * @param db a connection in auto-commit mode
   * @param work what to do
   * @return what the work returns
   * @throws SQLException if a statement fails; everything is rolled back
   * @throws IOException if the work fails; everything is rolled back
   * @throws X if the work throws it; everything is rolled back
   */
  public static <T extends @Nullable Object, X extends Exception> T inTransaction(
      Connection db, Work<T, X> work) throws SQLException, IOException, X {
    execute(db, "BEGIN IMMEDIATE");
    boolean done = false;
    try {
      T result = work.run();
      execute(db, "COMMIT");
      done = true;
      return result;
    } finally {
      if (!done) {
        rollBack(db);
      }
    }
  }

  /**
   * Runs the work in one transaction that takes the write lock at its start.
   *
   * @param db a connection in auto-commit mode
   * @param work what to do
   * @throws SQLException if a statement fails; everything is rolled back
   * @throws IOException if the work fails; everything is rolled back
   * @throws X if the work throws it; everything is rolled back
   */
  public static <X extends Exception> void useTransaction(Connection db, VoidWork<X> work)
      throws SQLException, IOException, X {
    Sqlite.<@Nullable Void, X>inTransaction(
        db,
        () -> {
          work.run();
          return null;
        });
  }

  /**
   * Runs work that only reads in one transaction, so that all of it sees the same state.
   *
   * @param db a connection in auto-commit mode
   * @param work what to do
   * @throws SQLException if a statement fails
   * @throws IOException if the work fails
   * @throws X if the work throws it
   */
  public static <X extends Exception> void useSnapshot(Connection db, VoidWork<X> work)
      throws SQLException, IOException, X {
    execute(db, "BEGIN");
    try {
      work.run();
    } finally {
      rollBack(db);
    }
  }

  private static void rollBack(Connection db) {
    try {
      execute(db, "ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back by itself (full disk, I/O error); the first failure is the one
      // that the caller gets.
    }
  }

  /** Whether a failure means that the file is damaged or not a database. */
  public static boolean isDamage(SQLException e) {
    return switch (code(e)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT -> true;
      default -> false;
    };
  }

  /** Whether a failure means that another connection uses the database. */
  static boolean isBusy(SQLException e) {
    return switch (code(e)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> true;
      default -> false;
    };
  }

  /** What SQLite says of a failure, without the details. */
  static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  /** Runs one statement that has no parameters and no result that matters. */
  public static void execute(Connection db, String sql) throws SQLException {
    try (Statement statement = db.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a statement with parameters and returns how many rows it changed. */
  public static int update(Connection db, String sql, @Nullable Object... args)
      throws SQLException {
    try (var statements = new Statements(db)) {
      return statements.update(sql, args);
    }
  }

  /** Binds the values in their order, from parameter 1. */
  public static void bind(PreparedStatement statement, @Nullable Object... args)
      throws SQLException {
    for (int i = 0; i < args.length; i++) {
      statement.setObject(i + 1, args[i]);
    }
  }

  /** The first column of the first row as a number, or 0 where there is no row or it is null. */
  public static long number(Connection db, String sql, @Nullable Object... args)
      throws SQLException {
    try (var statements = new Statements(db)) {
      return statements.number(sql, args);
    }
  }

  /** The first column of the first row as text, or null where there is no row or it is null. */
  public static @Nullable String text(Connection db, String sql, @Nullable Object... args)
      throws SQLException {
    try (var statements = new Statements(db)) {
      return statements.text(sql, args);
    }
  }

  /**
   * Runs the statements of a resource file, one after the other.
   *
   * @param db the connection
   * @param owner the class whose package holds the file
   * @param name the file's name; its statements end with a semicolon at the end of a line
   * @throws SQLException if a statement fails
   */
  public static void script(Connection db, Class<?> owner, String name) throws SQLException {
    for (String sql : resource(owner, name).split(";\\s*\\n")) {
      if (!sql.isBlank()) {
        execute(db, sql);
      }
    }
  }

  private static String resource(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the program is damaged: " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
