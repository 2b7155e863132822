package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code report --compare}, {@code --check}, and by tool, hour and pull request. */
class ReportOptionsIT {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  private Machine laptop;

  @BeforeEach
  void machine(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    answer("one", "2026-11-22T20:00:00.000Z", "claude-sonnet-4-6", 1_000_000);
    answer("one", "2026-11-23T08:00:00.000Z", "claude-sonnet-4-6", 2_000_000);
    answer("two", "2026-11-24T08:00:00.000Z", "claude-haiku-4-5", 3_000_000);
    laptop.ingest();
  }

  private void answer(String session, String time, String model, int output) throws Exception {
    laptop.append(
        "-p",
        session,
        """
        {"type":"assistant","uuid":"%s","timestamp":"%s","requestId":"%s","message":{"id":"m%s",\
        "role":"assistant","model":"%s","content":[{"type":"tool_use","id":"t%s","name":"Bash"}],\
        "usage":{"output_tokens":%d}}}"""
            .formatted(time, time, time, time, model, time, output));
  }

  private Shell.Run report(String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("report", "--tz", "UTC"));
    all.addAll(List.of(args));
    int exitCode =
        new Cli(
                laptop.env(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                NOW)
            .run(all.toArray(String[]::new));
    return new Shell.Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void twoSpansAreComparedRowByRow() throws Exception {
    Shell.Run run = report("--compare", "--since", "2026-11-23", "--until", "2026-11-23");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("DEVICE +COST USD +BEFORE +CHANGE +OUTPUT")
        .containsPattern(
            "all +30\\.00 +15\\.00 +\\+100% +2,000,000 +1,000,000 +\\+100% +1 +1 +\\+0%");
    run = report("--compare", "--since", "1d", "--by", "model");
    assertThat(run.out())
        .containsPattern("claude-haiku-4-5 +15\\.00 +- +new ")
        .containsPattern("claude-sonnet-4-6 +30\\.00 +15\\.00 +\\+100%")
        .containsPattern("all +45\\.00 +15\\.00 +\\+200%");
    JsonNode json = report("--compare", "--since", "2026-11-24", "--json").json();
    assertThat(json.get("cost_usd").asDouble()).isEqualTo(15);
    JsonNode previous = json.get("previous");
    assertThat(previous.get("until").asText()).isEqualTo("2026-11-24T00:00:00Z");
    assertThat(previous.get("since").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(previous.get("cost_usd").asDouble()).isZero();
    assertThat(previous.get("by_device")).isEmpty();
  }

  @Test
  void aComparisonHasColumnsAndAnOrderAndItsTotalsStayLast() {
    String[] all = {"--compare", "--since", "1d", "--by", "model", "--columns"};
    assertThat(report(with(all, "output_before,name,cost_change")).out().lines())
        .containsExactly(
            "   BEFORE  MODEL              CHANGE",
            "        0  claude-haiku-4-5      new",
            "1,000,000  claude-sonnet-4-6   +100%",
            "1,000,000  all                 +200%");
    assertThat(report(with(all, "name,events", "--sort", "cost_change")).out().lines())
        .map(line -> line.split(" ")[0])
        .containsExactly("MODEL", "claude-sonnet-4-6", "claude-haiku-4-5", "all");
    Shell.Run unknown = report(with(all, "before"));
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("No column before. Columns: model, cost_usd, cost_before,");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aChangeOfACostThatIsNotKnownIsNotKnown() throws Exception {
    answer("three", "2026-11-24T09:00:00.000Z", "my-own", 7);
    laptop.ingest();
    assertThat(report("--compare", "--since", "2026-11-24", "--by", "model").out())
        .containsPattern("my-own +no price +- +not known +7 +0 +new")
        .containsPattern("all +15\\.00\\+ +0\\.00 +not known");
  }

  @Test
  void aCostOverTheLimitEndsWithNineAndOneAtTheLimitDoesNot() {
    Shell.Run over = report("--since", "2026-11-24", "--check", "14.99");
    assertThat(over.exitCode()).isEqualTo(9);
    assertThat(over.out()).contains("15.00");
    assertThat(over.err()).contains("The cost of 15.00 USD is over the limit of 14.99 USD.");
    assertThat(report("--since", "2026-11-24", "--check", "15").exitCode()).isZero();
    assertThat(report("--check", "59", "--by", "tool").exitCode()).isEqualTo(9);
    assertThat(report("--since", "2026-12-01", "--check", "0").exitCode()).isZero();
  }

  @Test
  void aCostThatMayBeOverTheLimitFailsTheCheckUntilItsPriceIsKnown() throws Exception {
    answer("three", "2026-11-24T09:00:00.000Z", "my-own", 7);
    laptop.ingest();
    Shell.Run run = report("--check", "1000");
    assertThat(run.exitCode()).isEqualTo(9);
    assertThat(run.err()).contains("over the limit of 1000 USD is not known: 7 tokens");
    Files.writeString(
        laptop.home().prices(), "{\"prices\": [{\"model\": \"my-own\", \"output\": 0}]}");
    assertThat(report("--check", "1000").exitCode()).isZero();
  }

  @Test
  void toolsHaveCallsAndNoTokens() throws Exception {
    Shell.Run run = report("--by", "tool");
    assertThat(run.out()).containsPattern("TOOL +CALLS +ERRORS +SESSIONS +LAST\nBash +3 +0 +2 ");
    assertThat(run.err()).contains("Tokens by tool are not known");
    JsonNode tool = report("--by", "tool", "--json").json().get("by_tool").get(0);
    assertThat(tool.get("calls").asInt()).isEqualTo(3);
    assertThat(tool.get("errors").asInt()).isZero();
    assertThat(tool.get("errors_are_partial").asBoolean()).isFalse();
    assertThat(report("--by", "tool", "--csv").out())
        .startsWith("tool,calls,errors,errors_are_partial,sessions,last_ts\r\nBash,3,0,false,2,");
  }

  @Test
  void hoursAndPullRequestsAreRowsOfAReport() throws Exception {
    laptop.append(
        "-p",
        "two",
        """
        {"type":"pr-link","sessionId":"two","timestamp":"2026-11-24T08:01:00.000Z","prNumber":5,\
        "prUrl":"https://github.com/o/r/pull/5","prRepository":"o/r"}""");
    laptop.ingest();
    assertThat(report("--by", "hour").out())
        .containsPattern("HOUR \\(UTC\\) +EVENTS")
        .containsPattern("2026-11-23T08:00\\+00:00 +1 ");
    assertThat(report("--by", "pr").out())
        .containsPattern("PULL REQUEST +EVENTS")
        .containsPattern("o/r#5 +1 +1 +0 +3,000,000 ")
        .containsPattern("no pull request +2 +1 +0 +3,000,000 ");
    JsonNode rows = report("--by", "pr", "--json").json().get("by_pull_request");
    assertThat(rows.get(1).get("pull_requests").get(0).get("url").asText())
        .isEqualTo("https://github.com/o/r/pull/5");
    assertThat(rows.get(1).get("pull_request").asText()).isEqualTo("o/r#5");
    assertThat(report("--by", "pr", "--csv").out()).contains("\r\no/r#5,1,1,0,3000000,");
    assertThat(report("--by", "pr", "--chart=events").out()).startsWith("Events by pull request\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--compare                              | --compare needs a span",
        "--compare --since 1d --by day          | --compare compares two spans",
        "--compare --since 1d --csv             | --compare prints tables",
        "--compare --since 1d --chart           | --compare prints tables",
        "--compare --since 1d --by tool         | --by tool cannot be combined",
        "--compare --since 2026-11-24 --until 2026-11-01 | ends after it begins",
        "--by tool --chart                      | --by tool cannot be combined",
        "--check -1                             | Not an amount",
        "--check 1e99                           | Not an amount",
        "--check much                           | Not an amount of US dollars: much"
      })
  void whatDoesNotGoTogetherIsRefusedInWords(String args, String words) {
    Shell.Run run = report(args.strip().split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }
}
