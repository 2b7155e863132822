package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.source.CodingAgent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentsTest {

  /** Whether {@link CodingAgent#reads} says that an agent notes no tokens, or not all. */
  private static boolean saysThatTokensAreMissing(CodingAgent agent) {
    return agent.reads().matches(".*(?:no tokens|tokens where|tokens of).*");
  }

  @Test
  void whatATableSaysOfAnAgentsTokensAgreesWithReports() {
    List<CodingAgent> agents = Agents.all(Map.of("HOME", "/home/me"));
    assertThat(agents)
        .filteredOn(agent -> !Agents.notesAllTokens(agent.id()))
        .extracting(CodingAgent::id)
        .isNotEmpty()
        .containsExactlyElementsOf(
            agents.stream()
                .filter(AgentsTest::saysThatTokensAreMissing)
                .map(CodingAgent::id)
                .toList());
  }
}
