package dev.stackunderflow.core.agent.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Folders and files that this user has no right to read, so that nothing is known of them. */
public final class DeniedPlaces {

  private static final int MOST = 100;
  private static final int DEPTH = 6;

  private DeniedPlaces() {}

  /**
   * The folder itself, or the one above it that hides whether it exists; a few system calls.
   *
   * @return empty if the folder can be read or does not exist
   */
  public static Optional<Path> at(Path folder) {
    if (Files.notExists(folder)) {
      return Optional.empty();
    }
    @Nullable Path known = folder;
    while (known != null && !Files.isDirectory(known)) {
      known = known.getParent();
    }
    return Optional.ofNullable(known)
        .filter(there -> !Files.isReadable(there) || !Files.isExecutable(there))
        // Above the folder, one that can be passed through is enough.
        .filter(there -> there.equals(folder) || !Files.isExecutable(there));
  }

  /**
   * Those at a folder and below it; at most a hundred.
   *
   * @param depth how many names below the folder a file may have
   */
  public static List<Path> below(Path folder, int depth) throws IOException {
    Optional<Path> itself = at(folder);
    if (itself.isPresent() || !Files.isDirectory(folder)) {
      return itself.stream().toList();
    }
    List<Path> denied = new ArrayList<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Math.min(depth, DEPTH),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !Files.isReadable(file)) {
              denied.add(file);
            }
            return next();
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            if (e instanceof AccessDeniedException) {
              denied.add(file);
            }
            return next();
          }

          private FileVisitResult next() {
            return denied.size() < MOST ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
    return denied;
  }
}
