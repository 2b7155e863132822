package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * What the agents' own clients wrote, or what is composed in their formats. The token counts are
 * those that the model server reported, as far as the client knows them.
 */
class AgentSamplesTest {

  /**
   * What is known of a sample.
   *
   * @param agent its folder and the agent's id
   * @param tokens input, output with reasoning, written to the cache, read from it
   * @param models the models that used tokens
   * @param titles the sessions' titles
   * @param projects the sessions' projects
   * @param prompts how many prompts a person typed
   * @param word a word that one message holds, and that search finds
   */
  record Sample(
      String agent,
      List<Long> tokens,
      List<String> models,
      List<String> titles,
      List<String> projects,
      long prompts,
      String word) {}

  private static final List<Sample> FIRST =
      List.of(
          // Over chat completions the client does not know cache writes: they are in its input.
          new Sample(
              "opencode",
              List.of(26713L, 2013L, 6247L, 165280L),
              List.of("claude-sonnet-4-5", "rain-1"),
              List.of("Tidy the rain gauge", "Tidy the rain gauge"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          // Gemini counts what tools read (15 tokens) beside the prompt.
          new Sample(
              "gemini",
              List.of(7211L, 1792L, 0L, 143080L),
              List.of("gemini-2.5-flash", "gemini-2.5-pro"),
              List.of(
                  "Done: The gauge stands by the pond and the wind is mild. Ann reads it in the",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          new Sample(
              "copilot",
              List.of(7196L, 1745L, 21364L, 143080L),
              List.of("gpt-5.4", "gpt-5.4-mini"),
              List.of(
                  "Measure the rain please #think##bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          // Over chat completions Qwen Code does not know cache writes: they are in its input.
          new Sample(
              "qwen",
              List.of(28560L, 1792L, 0L, 143080L),
              List.of("rain-1", "rain-2"),
              List.of(
                  "Measure the rain please #think##bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          new Sample(
              "pi",
              List.of(7196L, 1658L, 21364L, 143080L),
              List.of("claude-rain", "rain-1"),
              List.of(
                  "Measure the rain please #think##bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          new Sample(
              "omp",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("registry conformance"),
              List.of("/workspace/registry-demo"),
              1,
              "conformance"),
          // As OpenCode.
          new Sample(
              "kilo",
              List.of(26525L, 1969L, 6195L, 163960L),
              List.of("claude-sonnet-4-5", "rain-1"),
              List.of(
                  "\"Measure the rain please #think##bash:echo twelve drops#\"",
                  "\"Count the frogs #bash:echo seven frogs#\""),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          // A session's sum counts for the last model; over chat completions the input has cache
          // writes.
          new Sample(
              "droid",
              List.of(19378L, 1658L, 9182L, 143080L),
              List.of("claude-rain-1"),
              List.of(
                  "Measure the rain please #think##bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          // Over chat completions the input has cache writes.
          new Sample(
              "kimi",
              List.of(19378L, 1658L, 9182L, 143080L),
              List.of("claude-rain", "rain-1"),
              List.of(
                  "Measure the rain please #think##bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          // The client does not read cache writes: they are in its input.
          new Sample(
              "grok",
              List.of(29000L, 1880L, 0L, 145500L),
              List.of("rain-1", "rain-2"),
              List.of(
                  "Measure the rain please #think##bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              4,
              "frogs"),
          new Sample(
              "openclaw",
              List.of(5105L, 1217L, 15195L, 101650L),
              List.of("claude-rain", "rain-1"),
              List.of(
                  "Measure the rain please #bash:echo twelve drops#",
                  "Count the frogs #bash:echo seven frogs#"),
              List.of("/home/ann/src/gauge"),
              3,
              "frogs"),
          new Sample(
              "amp",
              List.of(12595L, 2655L, 34066L, 249350L),
              List.of("claude-opus-4-5-20251101", "claude-sonnet-4-5-20250929", "gpt-5"),
              List.of(
                  "Measure the rain",
                  "Count the frogs",
                  "First words about the lake #s:sh#",
                  "Delegate the frogs #s:sub#"),
              List.of("/home/ann/src/gauge", "/home/ann/src/kettle", "/home/ann/src/pond"),
              9,
              "frogs"),
          new Sample(
              "codebuff",
              List.of(3042L, 618L, 6052L, 60660L),
              List.of("anthropic/claude-sonnet-4.5", "openai/gpt-5"),
              List.of("Measure the rain please", "Count the frogs"),
              List.of("null", "null"),
              3,
              "frogs"),
          // The accumulated input has the cache in it; newer schemas say how much.
          new Sample(
              "goose",
              List.of(3042L, 744L, 6039L, 60660L),
              List.of("claude-sonnet-4-5", "gpt-5"),
              List.of("Measure the rain", "Count the frogs"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              2,
              "frogs"),
          new Sample(
              "hermes",
              List.of(3042L, 744L, 6039L, 60660L),
              List.of("claude-sonnet-4-5", "gpt-5"),
              List.of("Measure the rain", "Count the frogs"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              3,
              "frogs"),
          // Its messages' format is not known.
          new Sample(
              "zcode",
              List.of(3042L, 744L, 6039L, 60660L),
              List.of("GLM-5.3", "glm-5.3-flash"),
              List.of("Measure the rain please", "Count the frogs"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              0,
              ""),
          new Sample(
              "cline",
              List.of(10L, 2L, 0L, 0L),
              List.of("synthetic-model"),
              List.of("Say hello", "Synthetic parser example"),
              List.of("/home/example/work/demo"),
              2,
              "Hello"),
          new Sample(
              "roo",
              List.of(12L, 4L, 0L, 0L),
              List.of(""),
              List.of("Fix the flaky test"),
              List.of("/home/example/work/demo"),
              1,
              "timeout"),
          new Sample(
              "cursor",
              List.of(1200L, 30L, 0L, 0L),
              List.of("claude-4.5-sonnet"),
              List.of("Pond depth", "inspect the cursor transcript"),
              List.of("null", "/home/ann/src/pond"),
              2,
              "metres"),
          // Its messages' format is not known.
          new Sample(
              "antigravity",
              List.of(4070L, 830L, 3039L, 81100L),
              List.of("claude-sonnet-4-5", "gemini-3.5-flash-high"),
              List.of("null", "null"),
              List.of("/home/ann/src/gauge", "/home/ann/src/pond"),
              0,
              ""),
          new Sample(
              "zed",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("legacy zed thread", "read the zed thread store"),
              List.of("/workspace/registry-demo"),
              2,
              "agent"),
          new Sample(
              "vibe",
              List.of(200L, 100L, 0L, 0L),
              List.of("mistral-medium-3.5"),
              List.of("Read the README file"),
              List.of("/home/user/projects/myapp"),
              1,
              "README"),
          new Sample(
              "kiro",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("Build the Kiro parser"),
              List.of("/home/user/code/kiro-app"),
              2,
              "parser"),
          new Sample(
              "codebuddy",
              List.of(350L, 150L, 50L, 1100L),
              List.of("glm-5.2"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "workbuddy",
              List.of(350L, 150L, 50L, 1100L),
              List.of("hy3"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "continue",
              List.of(500L, 150L, 0L, 1000L),
              List.of("gpt-5.4"),
              List.of("Pond depth"),
              List.of("/home/ann/src/pond"),
              1,
              "metres"),
          new Sample(
              "crush",
              List.of(0L, 0L, 0L, 0L),
              List.of(),
              List.of("Pond depth"),
              List.of("null"),
              1,
              "metres"));

  static final List<Sample> SAMPLES =
      Stream.concat(FIRST.stream(), FurtherSamples.ALL.stream()).toList();

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void everythingInTheSampleIsReadOnce(Sample sample) throws Exception {
    LogHome home = AgentHome.of(sample.agent(), folder);
    IngestReport report = home.ingest();
    assertThat(report.warnings()).isEmpty();
    assertThat(report.unreadFiles()).isEmpty();
    assertThat(report.agents())
        .extracting(IngestReport.AgentPart::id)
        .containsExactly(sample.agent());
    assertThat(home.rows("SELECT count(*) FROM messages"))
        .containsExactly(String.valueOf(report.eventsAdded()));
    assertThat(report.agents().getFirst().eventsAdded()).isEqualTo(report.eventsAdded());
    var total = home.catalog(catalog -> catalog.report(new DeviceFilter.All())).total();
    assertThat(
            List.of(
                total.tokens().input(),
                total.tokens().output(),
                total.tokens().cacheCreation(),
                total.tokens().cacheRead()))
        .isEqualTo(sample.tokens());
    assertThat(
            home.rows(
                """
                SELECT DISTINCT coalesce(model, '') FROM messages WHERE input_tokens + output_tokens > 0 ORDER BY 1
                """))
        .isEqualTo(sample.models());
    List<SessionView> sessions =
        home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9));
    assertThat(sessions)
        .extracting(session -> String.valueOf(session.title()))
        .containsExactlyInAnyOrderElementsOf(sample.titles());
    assertThat(home.rows("SELECT path FROM projects ORDER BY 1")).isEqualTo(sample.projects());
    assertThat(home.rows("SELECT count(*) FROM messages WHERE role = 'user' AND flags = 0"))
        .containsExactly(String.valueOf(sample.prompts()));
    if (!sample.word().isEmpty()) {
      assertThat(home.found(sample.word())).isPositive();
    }
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void aSecondIngestReadsNothing(Sample sample) throws Exception {
    LogHome home = AgentHome.of(sample.agent(), folder);
    home.ingest();
    List<String> before = home.rows("SELECT group_concat(id || ' ' || seq) FROM messages");
    IngestReport again = home.ingest();
    assertThat(again.filesRead()).isZero();
    assertThat(again.eventsAdded()).isZero();
    assertThat(home.rows("SELECT group_concat(id || ' ' || seq) FROM messages")).isEqualTo(before);
  }

  @ParameterizedTest
  @FieldSource("SAMPLES")
  void anUnchangedSampleThatIsReadOnceMoreChangesNoRow(Sample sample) throws Exception {
    LogHome home = AgentHome.of(sample.agent(), folder);
    home.ingest();
    List<String> before = home.rows("SELECT group_concat(id || ' ' || seq) FROM messages");
    home.change("UPDATE source_unit SET stamp = ''");
    home.change("UPDATE source_session SET version = ''");
    home.change("UPDATE ingest_log SET mtime = 0");
    home.change("UPDATE ingest_state SET prefix_sha256 = x'00'");
    assertThat(home.ingest().eventsAdded()).isZero();
    assertThat(home.rows("SELECT group_concat(id || ' ' || seq) FROM messages")).isEqualTo(before);
  }
}
