package dev.stackunderflow.core.agent.source;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Finds folders and the log files in them. */
public final class LogFolders {

  private static final int MAX_DEPTH = 12;

  private LogFolders() {}

  /** The first of an agent's folders that exists; the first of all where none does. */
  public static Path firstExisting(List<Path> folders) {
    return folders.stream().filter(Files::isDirectory).findFirst().orElse(folders.getFirst());
  }

  /** The folders that a variable lists, separated by commas; empty where it is not set. */
  public static List<Path> listed(Map<String, String> env, String variable) {
    List<Path> folders = new ArrayList<>();
    for (String part : env.getOrDefault(variable, "").split(",")) {
      String folder = part.strip();
      if (!folder.isEmpty()) {
        folders.add(Home.path(folder, env));
      }
    }
    return folders;
  }

  /**
   * Sorts the files below a folder. Links are followed; a file that several paths lead to is one.
   *
   * @param folder where to look; it may not exist
   * @param isLog whether a file of this path below the folder is a log
   * @param isOther whether a file that is none is known not to be one
   * @param seen the real paths that were found before; those found here are added
   */
  public static LogSource.Listing files(
      Path folder, Predicate<Path> isLog, Predicate<Path> isOther, Set<Path> seen)
      throws IOException {
    List<Path> logs = new ArrayList<>();
    List<Path> unread = new ArrayList<>();
    if (DeniedPaths.isFolderOrNoted(folder)) {
      Path root = folder.toRealPath();
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          MAX_DEPTH,
          new LogWalk() {
            private final Map<Path, Path> realFolders = new HashMap<>();

            @Override
            protected void file(Path file, BasicFileAttributes attributes) throws IOException {
              Path relative = root.relativize(file);
              boolean log = isLog.test(relative);
              if (attributes.isRegularFile()
                  && (log || (looksLikeLog(file) && !isOther.test(relative)))) {
                Path real = realPath(file);
                if (seen.add(real)) {
                  (log ? logs : unread).add(real);
                }
              }
            }

            // Looks up the links above a file once for each folder.
            private Path realPath(Path file) throws IOException {
              Path folder = file.getParent();
              if (folder == null || Files.isSymbolicLink(file)) {
                return file.toRealPath();
              }
              Path real = realFolders.get(folder);
              if (real == null) {
                real = folder.toRealPath();
                realFolders.put(folder, real);
              }
              return real.resolve(file.getFileName());
            }
          });
    }
    logs.sort(null);
    unread.sort(null);
    return new LogSource.Listing(logs, unread);
  }

  private static boolean looksLikeLog(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".jsonl") || name.contains(".jsonl.") || name.endsWith(".ndjson");
  }
}
