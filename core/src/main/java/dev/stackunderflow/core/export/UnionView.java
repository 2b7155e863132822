package dev.stackunderflow.core.export;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.project.Places;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.FilterNotes;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The merged view of all devices as one read-only database: {@code projects}, {@code sessions} and
 * {@code messages} with the store's columns and the device. Token counts are 0 in a line whose
 * usage another line of the same response counts, so that sums are right.
 */
public final class UnionView implements AutoCloseable {

  private final Catalog catalog;
  private final Connection db;
  private final List<String> storeTables;
  private final boolean hasReplica;

  private UnionView(Catalog catalog, Connection db, List<String> storeTables, boolean hasReplica) {
    this.catalog = catalog;
    this.db = db;
    this.storeTables = storeTables;
    this.hasReplica = hasReplica;
  }

  /**
   * Brings the catalog up to date and opens the view.
   *
   * @param home where the files are
   * @param store the open store
   * @return the view, the caller's to close
   * @throws SQLException if a file cannot be read
   * @throws IOException if a file cannot be created
   */
  public static UnionView open(Home home, Store store) throws SQLException, IOException {
    boolean hasReplica = Files.exists(home.replica());
    List<String> tables = tables(store);
    Catalog catalog = Catalog.open(home, store);
    Connection db = Sqlite.inMemory();
    try {
      Sqlite.execute(db, "PRAGMA busy_timeout = " + Sqlite.BUSY_TIMEOUT_MILLIS);
      Sqlite.execute(db, "PRAGMA trusted_schema = OFF");
      for (String statement : statements(home, store, tables, hasReplica).toList()) {
        Sqlite.execute(db, statement);
      }
      Sqlite.execute(db, "PRAGMA query_only = ON");
      return new UnionView(catalog, db, tables, hasReplica);
    } catch (SQLException | RuntimeException e) {
      db.close();
      catalog.close();
      throw e;
    }
  }

  /**
   * A script that gives any other SQLite tool the same view.
   *
   * @param home where the files are
   * @param store the open store
   * @return statements, each terminated by a semicolon
   */
  public static String script(Home home, Store store) throws SQLException, IOException {
    Catalog.open(home, store).close();
    boolean hasReplica = Files.exists(home.replica());
    return String.join(
        "", statements(home, store, tables(store), hasReplica).map(s -> s + ";\n").toList());
  }

  private static List<String> tables(Store store) throws SQLException {
    List<String> tables = store.messageSources("store");
    return tables.isEmpty() ? List.of("store.messages") : tables;
  }

  private static Stream<String> statements(
      Home home, Store store, List<String> tables, boolean hasReplica) {
    return Stream.concat(
        UnionSql.attach(store.file(), home.catalog(), hasReplica ? home.replica() : null).stream(),
        UnionSql.views(tables, hasReplica).stream());
  }

  /** The connection: {@code store}, {@code replica} and {@code catalog} are attached read-only. */
  public Connection connection() {
    return db;
  }

  /** See {@link Catalog#projectCondition}. */
  String projectCondition(ViewFilter filter) throws SQLException {
    return catalog.projectCondition(filter);
  }

  /** See {@link Catalog#filterNotes}. */
  public FilterNotes filterNotes() throws SQLException {
    return catalog.filterNotes();
  }

  /** The home folders and repositories of all devices. */
  public Places places() throws SQLException {
    return catalog.places();
  }

  /** Opens a reader of event contents; the caller closes it before the view. */
  public EventReader events() {
    return EventReader.attached(db, storeTables, hasReplica);
  }

  @Override
  public void close() throws SQLException {
    try (catalog) {
      db.close();
    }
  }
}
