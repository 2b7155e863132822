package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Link;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Groups the projects that the user linked. */
final class ProjectGroups {

  /** The shortest name is the group's: the names of worktrees and copies are longer. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private record Pair(String first, String second) {}

  private final Map<String, String> parents = new HashMap<>();

  /** Reads all decisions in ascending order; the last one on a pair applies. */
  ProjectGroups(List<Decision> decisions) {
    Map<Pair, Boolean> linked = new HashMap<>();
    for (Decision decision : decisions) {
      if (decision.what() instanceof Link link) {
        linked.put(new Pair(link.first(), link.second()), link.linked());
      }
    }
    linked.forEach(
        (pair, isLinked) -> {
          if (isLinked) {
            join(of(pair.first()), of(pair.second()));
          }
        });
  }

  private void join(String one, String other) {
    if (!one.equals(other)) {
      boolean isOneFirst = BY_NAME.compare(one, other) < 0;
      parents.put(isOneFirst ? other : one, isOneFirst ? one : other);
    }
  }

  /** The name of a project's group; the project's own name where it is not linked. */
  String of(String name) {
    String parent = parents.get(name);
    return parent == null ? name : of(parent);
  }
}
