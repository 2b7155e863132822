package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Finds folders and the log files in them. */
final class LogFolders {

  private static final int MAX_DEPTH = 12;

  private LogFolders() {}

  /** The folders that a variable lists, separated by commas; empty where it is not set. */
  static List<Path> listed(Map<String, String> env, String variable) {
    List<Path> folders = new ArrayList<>();
    for (String part : env.getOrDefault(variable, "").split(",")) {
      String folder = part.strip();
      if (folder.equals("~") || folder.startsWith("~/")) {
        folder = Home.userHome(env) + folder.substring(1);
      }
      if (!folder.isEmpty()) {
        folders.add(Path.of(folder).toAbsolutePath().normalize());
      }
    }
    return folders;
  }

  /** The files below a folder that pass, in a stable order; links are followed. */
  static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && wanted.test(file)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // a loop of links, or gone since it was listed
          }
        });
    files.sort(null);
    return files;
  }
}
