package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Link;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which folders are one project: those of one repository, and those that the user linked. A folder
 * of which no repository is known belongs to that of the same folder on other devices, where these
 * agree. The user's decisions come before all of it.
 */
final class ProjectGroups {

  private record Pair(String first, String second) {}

  /**
   * A folder of a device.
   *
   * @param name the folder's name, see {@link ProjectName}
   * @param remote the name of its repository, null where it is not known
   */
  record Place(String name, @Nullable String remote) {}

  private final Map<Pair, Boolean> decided = new HashMap<>();
  private final Map<String, Set<String>> remotes = new HashMap<>();
  private final Set<String> repositories = new HashSet<>();
  private final Map<String, String> parents = new HashMap<>();

  /** A repository's name is the group's, else the shortest: names of worktrees are longer. */
  private final Comparator<String> byName =
      Comparator.comparing((String name) -> !repositories.contains(name))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  /**
   * Groups the folders of all devices.
   *
   * @param decisions all of them in ascending order; the last one on a pair applies
   * @param places the folders
   */
  ProjectGroups(List<Decision> decisions, Collection<Place> places) {
    for (Decision decision : decisions) {
      if (decision.what() instanceof Link link) {
        decided.put(new Pair(link.first(), link.second()), link.linked());
      }
    }
    for (Place place : places) {
      if (place.remote() != null && !isUnlinked(place.name(), place.remote())) {
        remotes.computeIfAbsent(place.name(), _ -> new TreeSet<>()).add(place.remote());
        repositories.add(place.remote());
      }
    }
    Map<String, Set<String>> keys = new HashMap<>();
    for (Place place : places) {
      keys.computeIfAbsent(place.name(), _ -> new TreeSet<>()).add(key(place));
    }
    decided.forEach(
        (pair, isLinked) -> {
          if (isLinked) {
            join(pair.first(), pair.second());
            // What was decided on a folder's name holds for its repository.
            for (String name : List.of(pair.first(), pair.second())) {
              keys.getOrDefault(name, Set.of()).forEach(key -> join(name, key));
            }
          }
        });
  }

  private boolean isUnlinked(String name, String remote) {
    Link pair = Link.of(name, remote, false);
    return Boolean.FALSE.equals(decided.get(new Pair(pair.first(), pair.second())));
  }

  /** The project's name before links: that of its repository, else the folder's. */
  private String key(Place place) {
    Set<String> known = remotes.getOrDefault(place.name(), Set.of());
    String remote = place.remote();
    if (remote == null) {
      return known.size() == 1 ? known.iterator().next() : place.name();
    }
    return known.contains(remote) ? remote : place.name();
  }

  private void join(String one, String other) {
    String first = root(one);
    String second = root(other);
    if (!first.equals(second)) {
      boolean isFirst = byName.compare(first, second) < 0;
      parents.put(isFirst ? second : first, isFirst ? first : second);
    }
  }

  private String root(String name) {
    String at = name;
    String parent;
    while ((parent = parents.get(at)) != null) {
      at = parent;
    }
    return at;
  }

  /** The name of the project that a folder belongs to. */
  String of(Place place) {
    return root(key(place));
  }

  /** The repositories that a folder of this name is in, without those it was unlinked from. */
  Set<String> remotesOf(String name) {
    return remotes.getOrDefault(name, Set.of());
  }
}
