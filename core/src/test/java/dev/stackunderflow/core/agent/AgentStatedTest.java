package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.catalog.report.CostMode;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Event;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the agents' records state besides their events: costs, branches, remotes. */
class AgentStatedTest {

  @TempDir private Path folder;

  /** The sums of what the clients wrote, as their own session tables have them where there are. */
  @ParameterizedTest
  @CsvSource({
    "opencode, 0.08931825",
    "kilo, 0.08841525",
    "pi, 0.10133",
    "openclaw, 0.05312025",
    "hermes, 0.1",
    "crush, 0.01",
    "continue, 0.0125",
    "augment, 0.015",
    "codewhale, 0.004",
    "forge, 0.004",
    "gptme, 0.002",
    "junie, 0.0210936",
    "openhands, 0.021",
    "gemini, 0",
    "goose, 0",
  })
  void statedCostsAreThoseOfTheSample(String agent, String dollars) throws Exception {
    LogHome home = AgentHome.of(agent, folder);
    home.ingest();
    var query =
        new ReportQuery(
            new DeviceFilter.All(),
            null,
            null,
            null,
            null,
            ZoneOffset.UTC,
            Set.of(),
            PriceTable.builtIn(),
            null,
            CostMode.STATED);
    Report.Counts total = home.catalog(catalog -> catalog.report(query)).total();
    assertThat(total.cost().dollars()).isEqualByComparingTo(dollars);
    assertThat(total.cost().isCalculated()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"vibe, feature/tool-support", "pi,"})
  void branchesAreThoseOfTheSample(String agent, String branch) throws Exception {
    LogHome home = AgentHome.of(agent, folder);
    home.ingest();
    List<SessionView> sessions =
        home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 99));
    assertThat(sessions).isNotEmpty();
    if (branch == null) {
      assertThat(sessions).extracting(SessionView::branch).containsOnlyNulls();
    } else {
      assertThat(sessions).extracting(SessionView::branch).contains(branch);
    }
  }

  private static Stated stated(String agent, String role, long output, String raw) {
    var event =
        new Event(
            1,
            0,
            "t",
            role,
            null,
            0,
            output,
            0,
            0,
            "",
            "[]",
            raw,
            0,
            null,
            null,
            "standard",
            null,
            0,
            0);
    return Agents.stated(agent).of(event, null);
  }

  @Test
  void clinesRequestsStateTheirCostInsideTheirText() {
    String request = "{\"say\":\"api_req_started\",\"text\":\"{\\\"cost\\\":0.5,\\\"x\\\":1}\"}";
    for (String agent : List.of("cline", "roo", "kilo")) {
      assertThat(stated(agent, "api_req_started", 9, request).costNanos()).isEqualTo(500_000_000L);
      assertThat(stated(agent, "api_req_started", 9, "{\"totalCost\":0.25}").costNanos())
          .isEqualTo(250_000_000L);
      assertThat(stated(agent, "api_req_started", 9, "{\"text\":\"no JSON\"}"))
          .isEqualTo(Stated.NOTHING);
    }
    assertThat(stated("cline", "assistant", 9, "{\"metrics\":{\"cost\":0.125}}").costNanos())
        .isEqualTo(125_000_000L);
  }

  @Test
  void hermesAndGooseStateTheCostOfASession() {
    assertThat(
            stated(
                    "hermes",
                    "session.usage",
                    9,
                    "{\"estimated_cost_usd\":0.5,\"actual_cost_usd\":0.25}")
                .costNanos())
        .isEqualTo(250_000_000L);
    assertThat(stated("goose", "session.usage", 9, "{\"accumulated_cost\":0.5}").costNanos())
        .isEqualTo(500_000_000L);
    assertThat(stated("goose", "session", 9, "{\"accumulated_cost\":0.5}"))
        .as("the session's own record has it too")
        .isEqualTo(Stated.NOTHING);
  }

  @Test
  void copilotAmpGrokAndCodexStateWhereTheyWork() {
    assertThat(
            stated(
                    "copilot",
                    "session.start",
                    0,
                    "{\"type\":\"session.start\",\"data\":{\"context\":{\"branch\":\"fix\"}}}")
                .branch())
        .isEqualTo("fix");
    assertThat(
            stated("copilot", "session.context_changed", 0, "{\"data\":{\"branch\":\"more\"}}")
                .branch())
        .isEqualTo("more");
    String amp =
        """
        {"env":{"initial":{"trees":[{"uri":"file:///a"},{"repository":{"type":"git",
        "url":"https://github.com/o/r","ref":"refs/heads/fix"}}]}}}""";
    assertThat(stated("amp", "session", 0, amp)).isEqualTo(new Stated("fix", "github.com/o/r", 0));
    assertThat(stated("amp", "user", 0, amp)).isEqualTo(Stated.NOTHING);
    assertThat(stated("grok", "ai-title", 0, "{\"head_branch\":\"fix\"}").branch())
        .isEqualTo("fix");
    assertThat(
            stated(
                "codex",
                "session_meta",
                0,
                "{\"payload\":{\"git\":{\"branch\":\"b\",\"repository_url\":\"git@host:o/r\"}}}"))
        .isEqualTo(new Stated("b", "host/o/r", 0));
    assertThat(stated("nobody", "user", 5, "{\"cost\":5}")).isEqualTo(Stated.NOTHING);
  }
}
