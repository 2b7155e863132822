package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sessions in an agent's SQLite databases. */
public abstract class DatabaseSource implements RecordSource {

  private static final int MAX_PARENTS = 32;

  private final String provider;

  protected DatabaseSource(String provider) {
    this.provider = provider;
  }

  /**
   * A session of a database.
   *
   * @param id the agent's id
   * @param text what is different once the session has changed
   */
  public record Version(String id, String text) {}

  /** Where the databases are; some may not exist. */
  protected abstract List<Path> databases() throws IOException;

  /**
   * Names the sessions and their versions, without reading them.
   *
   * @throws UnreadableSourceException if the schema is not known
   */
  protected abstract List<Version> versions(ForeignDatabase db) throws IOException;

  /**
   * The versions that a query finds.
   *
   * @param sql selects {@code id} and {@code version}, the sessions in their order
   */
  protected static List<Version> versions(ForeignDatabase db, String sql) throws IOException {
    List<Version> versions = new ArrayList<>();
    for (ObjectNode row : db.rows(sql)) {
      versions.add(
          new Version(LenientJson.textOr(row, "id", ""), LenientJson.textOr(row, "version", "")));
    }
    return versions;
  }

  /**
   * The session at the top of those that one belongs to; null for one that belongs to none.
   *
   * @param table the table of the sessions
   * @param column names the session that another belongs to
   * @param parent what the column of the session says
   */
  protected static @Nullable String root(
      ForeignDatabase db, String table, String column, @Nullable String parent) throws IOException {
    String root = parent == null || parent.isBlank() ? null : parent;
    for (int depth = 0; root != null && depth < MAX_PARENTS; depth++) {
      List<ObjectNode> rows =
          db.rows("SELECT " + column + " FROM " + table + " WHERE id = ?", root);
      String next = rows.isEmpty() ? null : LenientJson.text(rows.getFirst(), column);
      if (next == null || next.isBlank()) {
        return root;
      }
      root = next;
    }
    return root;
  }

  /** Reads a session; null where it has nothing to show. */
  protected abstract @Nullable RecordSession session(ForeignDatabase db, String id)
      throws IOException;

  @Override
  public final String provider() {
    return provider;
  }

  @Override
  public List<WatchedFolder> folders() {
    try {
      return databases().stream()
          .map(Path::getParent)
          .filter(Objects::nonNull)
          .distinct()
          .map(WatchedFolder::flat)
          .toList();
    } catch (IOException e) {
      return List.of(); // list() reports it
    }
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path file : new LinkedHashSet<>(databases())) {
      if (DeniedPaths.isFile(file)) {
        files.add(file);
      }
    }
    return new LogSource.Listing(files, List.of());
  }

  @Override
  public List<Path> files(Path unit) {
    return ForeignDatabase.files(unit);
  }

  @Override
  public final void read(Path unit, Changes changes) throws IOException, SQLException {
    try (ForeignDatabase db = ForeignDatabase.open(unit)) {
      String before = stamp(unit);
      IOException damage = null;
      for (Version version : versions(db)) {
        if (changes.isChanged(version.id(), version.text())) {
          RecordSession session = null;
          try {
            session = db.read(() -> session(db, version.id()));
          } catch (IOException e) {
            damage = damage == null ? e : damage; // the other sessions are read all the same
          }
          if (db.canChange() && !stamp(unit).equals(before)) {
            return; // written in the meantime: the next ingest reads it again
          }
          if (session != null) {
            changes.session(version.id(), version.text(), session);
          }
        }
      }
      if (damage != null) {
        throw damage;
      }
    }
  }
}
