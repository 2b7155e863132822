package dev.stackunderflow.core.agent.source;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Walks an agent's folders. What cannot be read is noted, and the rest is walked. */
public abstract class LogWalk extends SimpleFileVisitor<Path> {

  /** Takes a file, or a link where links are not followed. */
  protected abstract void file(Path file, BasicFileAttributes attributes) throws IOException;

  @Override
  public final FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      // One that leads nowhere, or behind a folder that is closed.
      try {
        Files.readAttributes(file, BasicFileAttributes.class);
      } catch (IOException e) {
        return visitFileFailed(file, e);
      }
    }
    file(file, attributes);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public final FileVisitResult visitFileFailed(Path file, IOException e) {
    DeniedPaths.note(file, e); // or a loop of links, or gone since it was listed
    return FileVisitResult.CONTINUE;
  }

  @Override
  public final FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
    if (e != null) {
      DeniedPaths.note(folder, e);
    }
    return FileVisitResult.CONTINUE;
  }
}
