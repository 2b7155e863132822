package dev.stackunderflow.core.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The program's own folder and the names of the files in it. Nothing here touches the disk.
 *
 * @param folder the absolute path of the folder, {@code $STACKUNDERFLOW_HOME} or {@code
 *     ~/.stackunderflow}
 * @param user the user's home folder, an absolute path
 */
public record Home(Path folder, Path user) {

  private static final String DEFAULT_FOLDER = ".stackunderflow";

  /** What Java says of a user id without a name, as containers have it. */
  private static final String UNKNOWN = "?";

  /** A folder of its own, of the user who runs this. */
  public Home(Path folder) {
    this(folder, userHome(Map.of()));
  }

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
      return new Home(path(own, env), userHome(env));
    }
    return new Home(userHome(env).resolve(DEFAULT_FOLDER), userHome(env));
  }

  /**
   * The user's home folder.
   *
   * @param env the process environment; {@code HOME} wins over the JVM's {@code user.home}
   * @return an absolute path
   * @throws InvalidPathException with an empty input if there is none: no variable, and a user that
   *     the system does not know
   */
  public static Path userHome(Map<String, String> env) {
    String home = env.get("HOME");
    if (home == null || home.isBlank()) {
      home = System.getProperty("user.home");
    }
    if (home.equals(UNKNOWN)) {
      throw new InvalidPathException("", "no home folder");
    }
    return Path.of(home).toAbsolutePath().normalize();
  }

  /**
   * The path that a variable or an answer names. A file of variables, unlike a shell, leaves the
   * {@code ~} at its beginning for the program.
   *
   * @param text a path, relative to the process's folder if it is not absolute
   * @param env the process environment
   * @return an absolute path
   */
  public static Path path(String text, Map<String, String> env) {
    if (text.equals("~")) {
      return userHome(env);
    }
    Path path = text.startsWith("~/") ? userHome(env).resolve(text.substring(2)) : Path.of(text);
    return path.toAbsolutePath().normalize();
  }

  /** The local store. */
  public Path store() {
    return folder.resolve("store.db");
  }

  /** The merged view's index: derived data, rebuilt when it is missing. */
  public Path catalog() {
    return folder.resolve("catalog.db");
  }

  /** The user's own prices; optional. */
  public Path prices() {
    return folder.resolve("prices.json");
  }

  /** The folder of sync's own state. */
  public Path syncFolder() {
    return folder.resolve("sync");
  }

  /** What was pulled from the other devices, and what this one has published. */
  public Path replica() {
    return syncFolder().resolve("replica.db");
  }

  /** The lock of the process that syncs continuously. */
  public Path continuousLock() {
    return syncFolder().resolve("auto.lock");
  }

  /** The logs of continuous sync, for finding the cause of a problem. They hold no session text. */
  public Path logs() {
    return folder.resolve("logs");
  }
}
