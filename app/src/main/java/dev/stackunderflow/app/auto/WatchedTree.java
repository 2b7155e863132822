package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import io.methvin.watcher.visitor.FileTreeVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which folders below the watched ones are watched too: an agent's database can lie beside folders
 * with thousands of files that are not sessions.
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
    if (folders.stream().anyMatch(folder -> folder.isDeep() && path.startsWith(folder.path()))) {
      DEFAULT_FILE_TREE_VISITOR.recursiveVisitFiles(path, onDirectory, onFile);
    } else if (folders.stream().anyMatch(folder -> folder.path().equals(path))) {
      onDirectory.call(path);
      try (Stream<Path> files = Files.list(path)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          onFile.call(file);
        }
      }
    } else if (Files.isRegularFile(path)) {
      onFile.call(path);
    }
  }
}
