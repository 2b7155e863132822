package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names of coding agents that a filter may have. */
public final class AgentNames {

  private AgentNames() {}

  /**
   * Checks the name in a filter.
   *
   * @param db a connection
   * @param table the catalog's table of projects, as that connection names it
   * @param agent the name; null for all agents
   * @throws UnknownAgentException if this version reads no agent with this name, and the view has
   *     no events of one, which a newer version on another device may read
   */
  public static void require(Connection db, String table, @Nullable String agent)
      throws SQLException, UnknownAgentException {
    if (agent == null) {
      return;
    }
    List<CodingAgent> agents = Agents.all(Map.of());
    Set<String> known = new TreeSet<>();
    agents.forEach(one -> known.add(one.id()));
    if (known.contains(agent)) {
      return;
    }
    try (PreparedStatement select = db.prepareStatement("SELECT DISTINCT provider FROM " + table);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        known.add(row.getString(1));
      }
    }
    if (!known.contains(agent)) {
      throw new UnknownAgentException(
          "No agent is called "
              + agent
              + "."
              + nearest(agent, agents, known)
              + " The agents: "
              + String.join(", ", known)
              + ".");
    }
  }

  /** By its title too: "Gemini CLI" is gemini. */
  private static String nearest(String agent, List<CodingAgent> agents, Set<String> known) {
    for (CodingAgent one : agents) {
      if (NearestNames.of(agent, List.of(one.title())).contains(one.title())) {
        return " Did you mean " + one.id() + "?";
      }
    }
    List<String> near = NearestNames.of(agent, known);
    return near.isEmpty() ? "" : " Did you mean " + near.getFirst() + "?";
  }
}
