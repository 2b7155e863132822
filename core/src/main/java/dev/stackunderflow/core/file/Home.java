package dev.stackunderflow.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * The program's own folder and the names of the files in it.
 *
 * <p>Folders are made with mode 0700 and files with 0600 where the file system knows modes.
 *
 * @param folder the absolute path of the folder, {@code $STACKUNDERFLOW_HOME} or {@code
 *     ~/.stackunderflow}
 */
public record Home(Path folder) {

  private static final String DEFAULT_FOLDER = ".stackunderflow";

  /**
   * Finds the folder from the environment, without touching the disk.
   *
   * @param env the process environment; {@code STACKUNDERFLOW_HOME} wins, else {@code HOME}, else
   *     the JVM's {@code user.home}
   * @return the home, whose folder may not exist yet
   */
  public static Home of(Map<String, String> env) {
    String own = env.get("STACKUNDERFLOW_HOME");
    if (own != null && !own.isBlank()) {
      return new Home(Path.of(own).toAbsolutePath().normalize());
    }
    return new Home(userHome(env).resolve(DEFAULT_FOLDER));
  }

  /**
   * The user's home folder.
   *
   * @param env the process environment; {@code HOME} wins over the JVM's {@code user.home}
   * @return an absolute path
   */
  public static Path userHome(Map<String, String> env) {
    String home = env.get("HOME");
    if (home == null || home.isBlank()) {
      home = System.getProperty("user.home");
    }
    return Path.of(home).toAbsolutePath().normalize();
  }

  /** The local store. */
  public Path store() {
    return folder.resolve("store.db");
  }

  /** The merged view's index: derived data, made anew when it is missing. */
  public Path catalog() {
    return folder.resolve("catalog.db");
  }

  /** The user's own prices, which need not be there. */
  public Path prices() {
    return folder.resolve("prices.json");
  }

  /** The folder of everything that sync remembers. */
  public Path syncFolder() {
    return folder.resolve("sync");
  }

  /** What was pulled from the other devices, and what this one has published. */
  public Path replica() {
    return syncFolder().resolve("replica.db");
  }

  /** Held by the process that syncs continuously, for as long as it does. */
  public Path continuousLock() {
    return syncFolder().resolve("auto.lock");
  }

  /** What the program notes for whoever looks for a cause; nothing of any session. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /**
   * Makes a folder that only its owner can enter, with its parents.
   *
   * @param folder the folder
   * @return the same folder
   * @throws IOException if it can't be made
   */
  public static Path privateFolder(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Path parent = folder.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        Files.createDirectories(parent);
      }
      if (knowsModes(folder)) {
        try {
          Files.createDirectory(
              folder,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (java.nio.file.FileAlreadyExistsException e) {
          if (!Files.isDirectory(folder)) {
            throw e;
          }
        }
      } else {
        Files.createDirectories(folder);
      }
    }
    return folder;
  }

  /**
   * Makes an empty file that only its owner can read, unless there is one.
   *
   * @param file the file, in a folder that exists
   * @return the same file
   * @throws IOException if it can't be made
   */
  public static Path privateFile(Path file) throws IOException {
    if (!Files.exists(file)) {
      try {
        if (knowsModes(file)) {
          Files.createFile(
              file,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
          Files.createFile(file);
        }
      } catch (java.nio.file.FileAlreadyExistsException e) {
        // Another process was quicker; its file is as private as ours.
        return file;
      }
    }
    return file;
  }

  private static boolean knowsModes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
