package dev.stackunderflow.core.catalog.project;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Link;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which projects the user said to be one. */
final class ProjectGroups {

  /** The shortest name stands for all: a worktree's or a copy's is longer. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private record Pair(String first, String second) {}

  private final Map<String, String> parents = new HashMap<>();

  /** From all decisions, the later ones last: of one pair the last one holds. */
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

  /** The name of the group that a project belongs to: its own where it is alone. */
  String of(String name) {
    String parent = parents.get(name);
    return parent == null ? name : of(parent);
  }
}
