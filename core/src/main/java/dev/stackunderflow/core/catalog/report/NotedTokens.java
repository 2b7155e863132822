package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.report.Report.Part;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which agents of a report do not note all of their tokens. */
final class NotedTokens {

  /**
   * The sessions with messages, by the row of their project; their numbers are the same on all
   * devices.
   */
  private final Map<Long, Set<Long>> said = new HashMap<>();

  /** The sessions that state what they cost. */
  private final Set<Long> stated = new HashSet<>();

  void add(TotalRow row) {
    long thread = row.transcript().thread();
    if (row.messages() > 0) {
      said.computeIfAbsent(row.transcript().project(), _ -> new HashSet<>()).add(thread);
    }
    if (row.bill().isStated()) {
      stated.add(thread);
    }
  }

  /**
   * The agents, by name.
   *
   * @param parts the rows of the project table by their ids
   */
  List<String> incomplete(Map<Long, Part> parts) {
    return incomplete(said.keySet().stream(), parts);
  }

  /** Those of them with a session that does not state its cost either. */
  List<String> withoutCost(Map<Long, Part> parts) {
    return incomplete(
        said.entrySet().stream()
            .filter(project -> !stated.containsAll(project.getValue()))
            .map(Map.Entry::getKey),
        parts);
  }

  private static List<String> incomplete(Stream<Long> projects, Map<Long, Part> parts) {
    return projects
        .map(project -> Objects.requireNonNull(parts.get(project)).provider())
        .distinct()
        .filter(agent -> !Agents.notesAllTokens(agent))
        .sorted()
        .toList();
  }
}
