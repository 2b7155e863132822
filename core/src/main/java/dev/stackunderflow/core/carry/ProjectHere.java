package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.catalog.project.Places;
import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.file.HomeFolder;
import dev.stackunderflow.core.git.GitFolder;
import dev.stackunderflow.core.store.Folder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the project of a session on this machine: the folder with the same remote, else the one at
 * the same place under the home folder, else the one with the same path.
 */
final class ProjectHere {

  private final Path home;
  private final Places places;
  private final Copy from;
  private final String there;

  /**
   * Looks for the project of a copy.
   *
   * @param home this machine's home folder
   * @param from where the session ran
   */
  ProjectHere(Path home, Places places, Copy from) {
    this.home = home;
    this.places = places;
    this.from = from;
    this.there = PathMap.projectFolder(from);
  }

  /**
   * The folder, without links.
   *
   * @throws SeveralFoldersException if several have the remote, and none of them is at the same
   *     place
   * @throws CarryException if there is none
   */
  Path find() throws IOException {
    String belowHome = HomeFolder.relative(there, from.home());
    Path same = belowHome == null ? null : home.resolve(belowHome);
    Folder repository = places.folder(from.source(), from.path());
    if (repository != null) {
      Optional<Path> clone = clone(repository, same);
      if (clone.isPresent()) {
        return clone.get();
      }
    }
    if (same != null && Files.isDirectory(same)) {
      return requireNoOther(same, repository).toRealPath();
    }
    Optional<Path> identical = folder(there);
    if (identical.isPresent()) {
      return requireNoOther(identical.get(), repository).toRealPath();
    }
    throw new CarryException(
        "The session ran in "
            + (there.isEmpty() ? "a folder that its log does not name" : there)
            + " on "
            + from.device()
            + ", and there is no "
            + (same == null ? "such folder" : same)
            + " on this machine"
            + (repository == null ? "" : ", nor one of " + repository.remote() + " that is known")
            + ". Nothing was written. Name the project's folder here: --to DIR");
  }

  /** The folder of the repository here; of several the one at the same place under home. */
  private Optional<Path> clone(Folder repository, @Nullable Path same) throws IOException {
    String within = within(repository);
    List<Path> candidates = new ArrayList<>();
    for (Folder here : places.here()) {
      String root = here.remote().equals(repository.remote()) ? here.root() : null;
      if (root != null) {
        folder(root).ifPresent(path -> candidates.add(path.resolve(within)));
      }
    }
    if (same != null) {
      candidates.add(same);
    }
    TreeMap<Path, Boolean> found = new TreeMap<>(); // with whether it is a linked worktree
    for (Path candidate : candidates) {
      Optional<GitFolder> git = GitFolder.of(candidate.toString(), home);
      if (git.isPresent() && repository.remote().equals(git.get().remote())) {
        found.put(candidate.toRealPath(), git.get().isLinked());
      }
    }
    if (same != null && Files.isDirectory(same) && found.containsKey(same.toRealPath())) {
      return Optional.of(same.toRealPath());
    }
    if (found.containsValue(false)) {
      found.values().removeIf(isLinked -> isLinked);
    }
    if (found.size() > 1) {
      throw new SeveralFoldersException(repository.remote(), List.copyOf(found.keySet()));
    }
    return found.keySet().stream().findFirst();
  }

  /** The path of the session's project in its working tree. */
  private String within(Folder repository) {
    String root = repository.root();
    if (root == null || !there.startsWith(root)) {
      return repository.within();
    }
    return there.substring(root.length()).replace('\\', '/').replaceFirst("^/", "");
  }

  private Path requireNoOther(Path folder, @Nullable Folder repository) throws CarryException {
    String remote =
        repository == null
            ? null
            : GitFolder.of(folder.toString(), home).map(GitFolder::remote).orElse(null);
    if (repository != null && remote != null && !remote.equals(repository.remote())) {
      throw new CarryException(
          "The session ran in "
              + repository.remote()
              + ", and "
              + folder
              + " on this machine is of "
              + remote
              + ". Nothing was written. Name the project's folder here: --to DIR");
    }
    return folder;
  }

  /** A folder of this machine, where it is one. */
  static Optional<Path> folder(String path) {
    try {
      return Optional.of(path)
          .filter(p -> !p.isEmpty())
          .map(Path::of)
          .filter(Path::isAbsolute)
          .filter(Files::isDirectory);
    } catch (InvalidPathException e) {
      return Optional.empty(); // not a path on this system
    }
  }
}
