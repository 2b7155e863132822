package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.replica.OutdatedReplicaException;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Opens the replica, and replaces one that cannot be used with an empty one. */
public final class ReplicaRepair {

  private static final String DAMAGED = ".damaged-";

  private ReplicaRepair() {}

  /** When to set the replica aside. */
  public enum Mode {
    /** Never. */
    NONE,
    /** If it does not open. */
    UNREADABLE,
    /** If any part of it is damaged; checking that reads the whole file. */
    DAMAGED
  }

  /**
   * An open replica.
   *
   * @param replica the caller's to close
   * @param notices what was repaired, for the user; empty for nothing
   */
  record Opened(Replica replica, List<String> notices) {}

  static Opened open(SyncContext context, Mode mode) throws SQLException, IOException {
    Path file = context.home().replica();
    String reason;
    try {
      Replica replica = Replica.open(file);
      if (mode != Mode.DAMAGED || replica.isSound()) {
        return new Opened(replica, List.of());
      }
      replica.close();
      reason = "was damaged";
    } catch (SQLException e) {
      if (mode == Mode.NONE || !Sqlite.isDamage(e)) {
        throw e;
      }
      reason = "was damaged";
    } catch (OutdatedReplicaException e) {
      if (mode == Mode.NONE) {
        throw e;
      }
      reason = "was written by a development version of this program";
    }
    String aside =
        file.getFileName() + DAMAGED + context.clock().instant().toString().replace(':', '-');
    setAside(file, aside);
    return new Opened(
        Replica.open(file),
        List.of(
            "The database of what your devices published, "
                + file
                + ", "
                + reason
                + ". It is kept as "
                + aside
                + ", and a new one is rebuilt from the bucket. Nothing is lost: your own events are"
                + " in the store. Because the record of what was sent is gone, this machine"
                + " continues as a new device of the vault and sends its store again; events that"
                + " are there twice count once. A decision (delete, keep) that was not pushed yet"
                + " must be made again."));
  }

  /** Deletes the damaged databases that were set aside: they hold what must be deleted. */
  public static void deleteSetAside(Home home) throws IOException {
    String names = home.replica().getFileName() + DAMAGED;
    try (Stream<Path> files = Files.list(home.syncFolder())) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith(names)).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static void setAside(Path file, String aside) throws IOException {
    for (Path part : SqliteFiles.all(file)) {
      if (Files.exists(part)) {
        String suffix = part.toString().substring(file.toString().length());
        Files.move(part, file.resolveSibling(aside + suffix));
      }
    }
  }
}
