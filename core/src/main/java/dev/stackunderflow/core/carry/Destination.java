package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.export.SessionFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a session is written on this machine. A session that exists here already stays where it is:
 * a second copy would count twice.
 *
 * @param folder the project's folder, without links
 * @param slug the agent's name for it
 * @param files the session's existing log files, by name
 */
record Destination(Path folder, String slug, Map<SessionFile.Name, Path> files) {

  /** The slug of a Codex session that names no folder. */
  private static final String NO_FOLDER = "unknown";

  /** Names a project by its folder. */
  @FunctionalInterface
  interface Slugs {
    /** The agent's name for the project in a folder. */
    String of(Path folder) throws CarryException;
  }

  /**
   * Decides where the session is written.
   *
   * @param to the folder that the user named, or null
   * @param project finds the project's folder where the user names none
   * @param stored the session's projects in this machine's store: folders by slug
   * @param files the session's log files here, by slug and name
   */
  static Destination of(
      Slugs slugs,
      @Nullable Path to,
      ProjectHere project,
      Map<String, String> stored,
      Map<String, Map<SessionFile.Name, Path>> files)
      throws IOException {
    Path folder = to == null ? usual(stored.values(), project) : named(to);
    Set<String> present = new HashSet<>(stored.keySet());
    present.addAll(files.keySet());
    if (present.remove(NO_FOLDER) && present.isEmpty()) {
      return new Destination(folder, NO_FOLDER, files.getOrDefault(NO_FOLDER, Map.of()));
    }
    String slug = slugs.of(folder);
    if (!present.isEmpty() && !present.contains(slug)) {
      String here = String.join(", ", stored.isEmpty() ? files.keySet() : stored.values());
      throw new CarryException(
          "This machine already has the session, in "
              + here
              + "; a second copy would count twice. Nothing was written. Use that folder: --to DIR");
    }
    return new Destination(folder, slug, files(files, slug));
  }

  /** The files by name; of two with one name that in the project's own folder. */
  private static Map<SessionFile.Name, Path> files(
      Map<String, Map<SessionFile.Name, Path>> bySlug, String slug) {
    Map<SessionFile.Name, Path> files = new HashMap<>(bySlug.getOrDefault(slug, Map.of()));
    bySlug.values().forEach(others -> others.forEach(files::putIfAbsent));
    return files;
  }

  private static Path named(Path to) throws IOException {
    if (!Files.isDirectory(to)) {
      throw new CarryException(
          "The folder "
              + to
              + " does not exist. Nothing was written. Create it, or clone the project there.");
    }
    return to.toRealPath();
  }

  private static Path usual(Collection<String> stored, ProjectHere project) throws IOException {
    for (String path : stored) {
      Optional<Path> here = ProjectHere.folder(path);
      if (here.isPresent()) {
        return here.get().toRealPath();
      }
    }
    return project.find();
  }
}
