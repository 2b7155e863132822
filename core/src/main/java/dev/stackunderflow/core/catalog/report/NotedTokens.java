package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.report.Report.Part;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Which agents of a report do not note all of their tokens. */
final class NotedTokens {

  /**
   * A session with messages.
   *
   * @param project a row of the project table
   * @param thread its number, the same on all devices
   */
  private record Said(long project, long thread) {}

  private final Set<Said> said = new HashSet<>();

  /** The sessions that state what they cost. */
  private final Set<Long> stated = new HashSet<>();

  void add(TotalRow row) {
    long thread = row.transcript().thread();
    if (row.messages() > 0) {
      said.add(new Said(row.transcript().project(), thread));
    }
    if (row.bill().cost().isStated()) {
      stated.add(thread);
    }
  }

  /**
   * The agents, by name.
   *
   * @param parts the rows of the project table by their ids
   */
  List<String> incomplete(Map<Long, Part> parts) {
    return incomplete(parts, _ -> true);
  }

  /** Those of them with a session that does not state its cost either. */
  List<String> withoutCost(Map<Long, Part> parts) {
    return incomplete(parts, session -> !stated.contains(session.thread()));
  }

  private List<String> incomplete(Map<Long, Part> parts, Predicate<Said> matches) {
    return said.stream()
        .filter(matches)
        .map(Said::project)
        .distinct()
        .map(project -> Objects.requireNonNull(parts.get(project)).provider())
        .distinct()
        .filter(agent -> !Agents.notesAllTokens(agent))
        .sorted()
        .toList();
  }
}
