package dev.stackunderflow.sync.testing;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A machine whose power will fail. Another process, such as {@code start}, has its databases open,
 * so that what commands commit stays in the write-ahead logs. At the cut each log loses a random
 * part of what was written since the last moment at which the program syncs it: before a head is
 * put, before a file leaves the outbox, and before the catalog or the device file is changed. That
 * it does is what {@code PowerCutIT} checks; this is about what the program makes of it.
 */
public final class PowerCut implements AutoCloseable {

  /** One database that the other process has open. */
  private static final class Database {
    final Path file;
    final Connection keeper;
    final FileTime written;
    long synced;

    Database(Path file) throws SQLException, IOException {
      this.file = file;
      this.keeper = Sqlite.openAsIs(file);
      Sqlite.number(keeper, "SELECT count(*) FROM sqlite_schema");
      this.written = Files.getLastModifiedTime(file);
      this.synced = logSize();
    }

    Path log() {
      return Path.of(file + "-wal");
    }

    long logSize() throws IOException {
      return Files.exists(log()) ? Files.size(log()) : 0;
    }
  }

  /** A file's content. */
  private record Content(Path file, byte[] bytes) {}

  private final Machine machine;
  private final List<Database> databases = new ArrayList<>();
  private String seen = "";
  private Set<Path> outbox = Set.of();
  private long published;

  /**
   * The other process opens the databases that exist.
   *
   * @param withStore whether the store can lose what was not synced, because its logs are there
   */
  public PowerCut(Machine machine, boolean withStore) throws SQLException, IOException {
    this.machine = machine;
    Home home = machine.home();
    for (Path file : List.of(home.store(), home.replica(), home.catalog())) {
      if (Files.exists(file) && (withStore || !file.equals(home.store()))) {
        databases.add(new Database(file));
      }
    }
    machine.faults().beforeRequest(this::request);
    seen = witnesses();
    outbox = outbox();
    published = changes();
  }

  private void request() {
    try {
      commandHasRun();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was published names rows of the store, which is synced before. */
  private void noteSyncOfStore() throws IOException, SQLException {
    long now = changes();
    for (Database database : databases) {
      if (now != published && database.file.equals(machine.home().store())) {
        database.synced = database.logSize();
      }
    }
    published = now;
  }

  private long changes() throws SQLException {
    long changes = 0;
    for (Database database : databases) {
      if (database.file.equals(machine.home().replica())) {
        changes = Sqlite.number(database.keeper, "SELECT changes FROM this_device");
      }
    }
    return changes;
  }

  private void noteSync() throws IOException {
    for (Database database : databases) {
      if (!database.file.equals(machine.home().catalog())) {
        database.synced = database.logSize();
      }
    }
  }

  /** To be called after each command: notes what it has synced. */
  public void commandHasRun() throws IOException, SQLException {
    noteSyncOfStore();
    String now = witnesses();
    Set<Path> waiting = outbox();
    if (!now.equals(seen) || !waiting.containsAll(outbox)) {
      noteSync();
      seen = now;
    }
    outbox = waiting;
  }

  /** A file leaves the outbox only after the store and the replica are synced. */
  private Set<Path> outbox() throws IOException {
    Path folder = machine.home().syncFolder().resolve("outbox");
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".age")).collect(Collectors.toSet());
    }
  }

  /** What the program changes only after it has synced the store and the replica. */
  private String witnesses() throws IOException, SQLException {
    var state = new StringBuilder();
    for (Database database : databases) {
      if (database.file.equals(machine.home().replica())) {
        state.append(Sqlite.number(database.keeper, "SELECT count(*) FROM pending_head"));
      }
    }
    Home home = machine.home();
    for (Path file :
        List.of(
            home.catalog(),
            Path.of(home.catalog() + "-wal"),
            home.syncFolder().resolve("device.json"))) {
      if (Files.exists(file)) {
        state.append(Files.getLastModifiedTime(file)).append(Files.size(file)).append(' ');
      }
    }
    return state.toString();
  }

  /** The power fails: files are as the disk kept them. No command runs. */
  public void cut(Random random) throws SQLException, IOException {
    List<Content> kept = new ArrayList<>();
    for (Database database : databases) {
      kept.add(new Content(database.file, Files.readAllBytes(database.file)));
      if (Files.exists(database.log())) {
        byte[] log = Files.readAllBytes(database.log());
        kept.add(
            new Content(database.log(), Arrays.copyOf(log, left(database, log.length, random))));
      }
    }
    close();
    for (Database database : databases) {
      for (Path file : SqliteFiles.all(database.file)) {
        Files.deleteIfExists(file);
      }
    }
    for (Content content : kept) {
      Files.write(content.file(), content.bytes());
    }
  }

  /** After a checkpoint, which syncs everything, the log is written from its beginning again. */
  private static int left(Database database, int size, Random random) throws IOException {
    if (!Files.getLastModifiedTime(database.file).equals(database.written)
        || database.synced > size) {
      return size;
    }
    int synced = (int) database.synced;
    return switch (random.nextInt(3)) {
      case 0 -> synced;
      case 1 -> size;
      default -> synced + random.nextInt(size - synced + 1);
    };
  }

  @Override
  public void close() throws SQLException {
    machine.faults().beforeRequest(() -> {});
    for (Database database : databases) {
      database.keeper.close();
    }
  }
}
