package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which folders below the watched ones are watched too: an agent's sessions can lie beside folders
 * with thousands of files that are none.
 *
 * @param folders the watched folders
 */
record WatchedTree(List<WatchedFolder> folders) implements FileTreeVisitor {

  /** Whether a file is one that a session may be in. */
  boolean holds(Path file) {
    return folders.stream().anyMatch(folder -> folder.holds(file));
  }

  @Override
  public void recursiveVisitFiles(Path path, Callback onDirectory, Callback onFile)
      throws IOException {
    if (!Files.isDirectory(path)) {
      onFile.call(path);
    } else if (folders.stream().anyMatch(folder -> folder.isWatched(path))) {
      onDirectory.call(path);
      List<Path> entries;
      try (Stream<Path> all = Files.list(path)) {
        entries = all.toList();
      }
      for (Path entry : entries) {
        if (Files.exists(entry)) {
          recursiveVisitFiles(entry, onDirectory, onFile);
        }
      }
    }
  }
}
