package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of one SQLite database in WAL mode: the database, its log and the log's index. */
public final class SqliteFiles {

  private static final List<String> SIDECARS = List.of("-wal", "-shm");

  private SqliteFiles() {}

  /** The database's file, then the files that SQLite keeps beside it; some may not exist. */
  public static List<Path> all(Path database) {
    return Stream.concat(Stream.of(database), sidecars(database).stream()).toList();
  }

  /** The files that SQLite keeps beside the database; some may not exist. */
  public static List<Path> sidecars(Path database) {
    return SIDECARS.stream().map(suffix -> Path.of(database + suffix)).toList();
  }

  /**
   * Deletes a database with all of its files. Nobody may have it open.
   *
   * @throws IOException if a file cannot be deleted
   */
  public static void delete(Path database) throws IOException {
    for (Path file : all(database)) {
      Files.deleteIfExists(file);
    }
  }
}
