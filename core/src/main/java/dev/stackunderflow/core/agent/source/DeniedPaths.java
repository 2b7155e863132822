package dev.stackunderflow.core.agent.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that exist and that this user cannot read. While an agent's files are listed
 * they are noted, and the rest is listed. Elsewhere they are an error: a session of which only a
 * part can be seen must not be taken for all of it.
 */
public final class DeniedPaths {

  private static final ScopedValue<Set<Path>> NOTED = ScopedValue.newInstance();

  private DeniedPaths() {}

  /** Something that lists files. */
  @FunctionalInterface
  public interface Listed {
    LogSource.Listing list() throws IOException;
  }

  /**
   * Lists files.
   *
   * @param listed what to list
   * @param denied the paths that cannot be read are added
   */
  public static LogSource.Listing during(Listed listed, Set<Path> denied) throws IOException {
    return ScopedValue.where(NOTED, denied).call(listed::list);
  }

  /** What of an agent exists and cannot be read, sorted. */
  public static List<Path> of(CodingAgent agent) {
    Set<Path> denied = new TreeSet<>();
    for (LogSource source : agent.logs()) {
      list(source::list, unit -> List.of(unit), denied);
    }
    for (RecordSource source : agent.records()) {
      list(source::list, source::files, denied);
    }
    return List.copyOf(denied);
  }

  /** The files that a unit is made of. */
  @FunctionalInterface
  private interface Parts {
    List<Path> of(Path unit) throws IOException;
  }

  private static void list(Listed listed, Parts parts, Set<Path> denied) {
    Path place = null;
    try {
      for (Path unit : during(listed, denied).logs()) {
        place = unit;
        for (Path file : parts.of(unit)) {
          if (Files.exists(file) && !Files.isReadable(file)) {
            denied.add(file);
          }
        }
      }
    } catch (IOException e) {
      Path path = of(e, place);
      if (path != null) {
        denied.add(path);
      }
    }
  }

  /**
   * The path that an error is about.
   *
   * @param otherwise what was being read
   * @return the file or folder that must be made readable; null where no right is missing
   */
  public static @Nullable Path of(IOException e, @Nullable Path otherwise) {
    if (!(e instanceof AccessDeniedException denied)) {
      return null;
    }
    return denied.getFile() == null ? otherwise : closest(Path.of(denied.getFile()));
  }

  /** Notes a path that cannot be read; nothing where it only vanished, or is a loop of links. */
  static void note(Path path, IOException e) {
    if (!isGone(e) && NOTED.isBound()) {
      NOTED.get().add(closest(path));
    }
  }

  /** Notes a path that cannot be read, as {@link #note}; throws where nothing is being listed. */
  private static void met(Path path, IOException e) throws IOException {
    if (!isGone(e) && !NOTED.isBound()) {
      throw e;
    }
    note(path, e);
  }

  private static boolean isGone(IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof NotDirectoryException
        || e instanceof FileSystemLoopException
        || (!(e instanceof AccessDeniedException)
            && String.valueOf(e.getMessage()).contains("Not a directory"));
  }

  /** The folder that hides a path, or the path itself where it can be seen. */
  private static Path closest(Path path) {
    Path seen = path.toAbsolutePath().normalize();
    while (seen.getParent() != null) {
      try {
        Files.readAttributes(seen, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return seen;
      } catch (IOException e) {
        seen = seen.getParent();
      }
    }
    return seen;
  }

  /**
   * Whether a path is a folder that may be looked into.
   *
   * @throws IOException if nobody can tell, and nothing is being listed
   */
  static boolean isFolder(Path path) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    return attributes != null && attributes.isDirectory();
  }

  /** Whether a path is a folder; one that cannot be seen is noted. */
  static boolean isFolderOrNoted(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
    } catch (IOException e) {
      note(path, e);
      return false;
    }
  }

  /** Whether a path is a file; as {@link #isFolder}. */
  static boolean isFile(Path path) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    return attributes != null && attributes.isRegularFile();
  }

  private static @Nullable BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      met(path, e);
      return null;
    }
  }

  /** The files and folders of a folder, sorted; none where it does not exist. */
  static List<Path> in(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    if (isFolder(folder)) {
      try (var files = Files.list(folder)) {
        files.sorted().forEach(found::add);
      } catch (IOException e) {
        met(folder, e);
      }
    }
    return found;
  }
}
