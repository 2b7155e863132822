package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.git.GitFolder;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Folders;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Notes which repositories the folders of a store's projects are in. */
public final class ProjectFolders {

  private ProjectFolders() {}

  /**
   * Looks at the folders of projects with something new, and links worktrees to their repositories.
   * To be called after an ingest.
   *
   * @param home the folder with the decisions, and the user's home folder
   * @param store the store
   * @param clock the time
   * @throws SQLException if the store or the decisions cannot be read or written
   * @throws IOException if the decisions cannot be written
   */
  public static void note(Home home, Store store, Clock clock) throws SQLException, IOException {
    var folders = new Folders(store);
    Map<String, Double> paths = folders.toRead();
    if (paths.isEmpty()) {
      return;
    }
    Sqlite.useTransaction(
        store.connection(),
        () -> {
          for (Map.Entry<String, Double> path : paths.entrySet()) {
            Optional<GitFolder> found = GitFolder.of(path.getKey(), home.user());
            if (found.isPresent()) {
              GitFolder git = found.get();
              folders.note(
                  path.getKey(), git.remote(), git.within(), git.isLinked(), path.getValue());
            } else {
              folders.noteNone(path.getKey(), path.getValue());
            }
          }
        });
    GitWorktreeLinker.link(home, paths.keySet(), clock);
  }
}
