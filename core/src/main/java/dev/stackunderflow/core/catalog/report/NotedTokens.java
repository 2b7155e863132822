package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.report.Report.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which agents of a report do not note all of their tokens. */
final class NotedTokens {

  /** Rows of the project table. */
  private final Set<Long> projects = new HashSet<>();

  void add(TotalRow row) {
    if (row.messages() > 0) {
      projects.add(row.transcript().project());
    }
  }

  /**
   * The agents, by name.
   *
   * @param parts the rows of the project table by their ids
   */
  List<String> incomplete(Map<Long, Part> parts) {
    return projects.stream()
        .map(project -> Objects.requireNonNull(parts.get(project)).provider())
        .distinct()
        .filter(agent -> !Agents.notesAllTokens(agent))
        .sorted()
        .toList();
  }
}
