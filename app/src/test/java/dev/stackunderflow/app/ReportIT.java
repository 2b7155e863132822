package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.sync.testing.Lines;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code report}: what people and programs read of it. */
class ReportIT {

  private static final Clock NOW =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

  private Machine laptop;

  @BeforeEach
  void machine(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    answer("one", "2026-11-22T20:00:00.000Z", "claude-sonnet-4-6", 1_000_000);
    answer("one", "2026-11-23T08:00:00.000Z", "claude-sonnet-4-6", 2_000_000);
    answer("two, \"quoted\"", "2026-11-24T08:00:00.000Z", "claude-haiku-4-5", 3_000_000);
    laptop.append("-p", "one", Lines.user("u1", "2026-11-24T08:00:00.000Z", "hello"));
    laptop.ingest();
  }

  private void answer(String session, String time, String model, int output) throws Exception {
    laptop.append(
        "-p",
        session,
        """
        {"type":"assistant","uuid":"%s","timestamp":"%s","requestId":"%s","message":{"id":"m%s",\
        "role":"assistant","model":"%s","content":[],"usage":{"output_tokens":%d}}}"""
            .formatted(time, time, time, time, model, output));
  }

  private Shell.Run run(Terminal terminal, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("report"));
    all.addAll(List.of(args));
    int exitCode =
        new Cli(
                laptop.env(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                NOW)
            .run(all.toArray(String[]::new));
    return new Shell.Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String out(String... args) {
    Shell.Run run = run(Terminal.NONE, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void jsonHasTheTablesThatAreAskedFor() throws Exception {
    JsonNode plain = run(Terminal.NONE, "--json", "--tz", "UTC").json();
    assertThat(plain.fieldNames())
        .toIterable()
        .containsExactly(
            "events",
            "sessions",
            "input_tokens",
            "output_tokens",
            "cache_creation_tokens",
            "cache_read_tokens",
            "cost_usd",
            "cost_is_partial",
            "cost_source",
            "currency",
            "time_zone",
            "since",
            "until",
            "uncounted_events",
            "agents_with_missing_tokens",
            "models_without_price",
            "by_device",
            "by_project",
            "by_model",
            "by_day");
    assertThat(plain.get("cost_usd").asDouble()).isEqualTo(3 * 15 + 3 * 5);
    assertThat(plain.get("by_day")).hasSize(3);
    JsonNode weeks = run(Terminal.NONE, "--json", "--by", "week", "--tz", "UTC").json();
    assertThat(weeks.has("by_day")).isFalse();
    assertThat(weeks.get("by_week").get(0).get("week").asText()).isEqualTo("2026-W47");
    assertThat(weeks.get("by_week").get(1).get("output_tokens").asLong()).isEqualTo(5_000_000);
    JsonNode session =
        run(Terminal.NONE, "--json", "--by", "session").json().get("by_session").get(0);
    assertThat(session.get("title").asText()).isEqualTo("hello");
    assertThat(session.get("session_id").asText()).isEqualTo("one");
    assertThat(session.get("members")).hasSize(1);
    assertThat(session.get("members").get(0).get("slug").asText()).isEqualTo("-home-me-src-app");
  }

  @ParameterizedTest
  @CsvSource({
    "--since,2026-11-23,2026-11-23 2026-11-24",
    "--until,2026-11-23,2026-11-22 2026-11-23",
    "--since,yesterday,2026-11-23 2026-11-24",
    "--since,today,2026-11-24",
    "--since,1d,2026-11-23 2026-11-24",
    "--since,1w,2026-11-22 2026-11-23 2026-11-24",
    "--until,1m,''",
    "--since,2026-11,2026-11-22 2026-11-23 2026-11-24",
    "--until,2026-11,2026-11-22 2026-11-23 2026-11-24",
    "--since,2026-11-23T08:00,2026-11-23 2026-11-24",
    "--since,2026-11-23T08:15,2026-11-24",
    "--until,2026-11-23T08:00,2026-11-22",
    "--since,2026-11-23T09:00+01:00,2026-11-23 2026-11-24"
  })
  void aSpanHasBothOfItsDays(String option, String day, String found) throws Exception {
    List<String> days = new ArrayList<>();
    run(Terminal.NONE, "--json", "--tz", "UTC", option, day)
        .json()
        .get("by_day")
        .forEach(d -> days.add(d.get("day").asText()));
    assertThat(String.join(" ", days)).isEqualTo(found);
  }

  @Test
  void aZonesDaysAreItsOwn() {
    assertThat(out("--by", "day", "--tz", "Pacific/Auckland"))
        .contains("DAY (Pacific/Auckland)", "2026-11-23", "2026-11-24")
        .doesNotContain("2026-11-22");
  }

  @Test
  void csvQuotesWhatNeedsItAndEndsItsLinesAsTheStandardSays() {
    List<String> lines = List.of(out("--csv", "--by", "session").split("\r\n"));
    assertThat(lines).hasSize(3);
    assertThat(lines.getFirst()).endsWith("cache_read_tokens,cost_usd,cost_is_partial,cost_source");
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).contains(",\"two, \"\"quoted\"\"\",,1,1,0,3000000,"));
    assertThat(out("--csv", "--tz", "UTC")).startsWith("day,events,").contains("\n2026-11-23,1,1,");
  }

  @Test
  void aChartFitsTheTerminalAndIsColouredOnlyThere() {
    laptop.env().put("COLUMNS", "50");
    String chart = out("--chart", "--tz", "UTC");
    assertThat(chart)
        .startsWith("Cost in US dollars by day (UTC)\n")
        .contains("2026-11-23  30.00  " + "#".repeat(31) + "\n")
        .contains("2026-11-24  15.00  " + "#".repeat(16) + "\n")
        .doesNotContain("\033");
    assertThat(chart.lines().mapToInt(String::length).max()).hasValue(50);
    assertThat(run(new Terminal(false, true), "--chart", "--tz", "UTC").out())
        .contains("\033[36m#");
    assertThat(out("--chart=output", "--by", "model"))
        .contains("Tokens written by model", "claude-haiku-4-5   3,000,000  #");
  }

  @Test
  void aModelWithoutAPriceIsNamedAndAPriceOfOnesOwnHelps() throws Exception {
    answer("three", "2026-11-24T09:00:00.000Z", "my-own", 7);
    laptop.ingest();
    Shell.Run run = run(Terminal.NONE, "--by", "model");
    assertThat(run.out())
        .containsPattern("my-own .* no price\n")
        .containsPattern("all .* 60.00\\+\n");
    assertThat(run.err()).contains("my-own: 7 tokens", laptop.home().prices().toString());
    JsonNode json = run(Terminal.NONE, "--by", "model", "--json").json();
    assertThat(json.get("cost_is_partial").asBoolean()).isTrue();
    assertThat(json.get("models_without_price").get(0).get("tokens").asInt()).isEqualTo(7);
    assertThat(json.get("by_model").get(2).get("cost_usd").isNull()).isTrue();

    Files.writeString(
        laptop.home().prices(), "{\"prices\": [{\"model\": \"my-own\", \"output\": 1000}]}");
    run = run(Terminal.NONE, "--by", "model");
    assertThat(run.out()).containsPattern("my-own .* <0\\.01\n").contains(" 60.01\n");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--since | soon                | Not a valid date or time: soon",
        "--until | 2026-11-31          | Not a valid date or time: 2026-11-31",
        "--since | 2026-11-01T10:07    | whole quarters of an hour",
        "--tz    | Europe/Nowhere      | Not a time zone: Europe/Nowhere",
        "--tz    | +05:31              | the offset of +05:31 is not",
        "--by    | minute              | expected one of [hour, day, week",
        "--chart | --csv               | mutually exclusive"
      })
  void whatMakesNoSenseIsRefusedInWords(String option, String value, String words) {
    Shell.Run run = run(Terminal.NONE, option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aPriceFileThatIsNotAsItShouldBeStopsTheReportInWords() throws Exception {
    Files.writeString(
        laptop.home().prices(), "{\"prices\": [{\"model\": \"m\", \"input\": \"1\"}]}");
    Shell.Run run = run(Terminal.NONE);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            laptop.home().prices().toString(), "entry 1", "(m)", "\"input\" must be a number");
  }

  @Test
  void nothingInASpanIsSaid() {
    Shell.Run run = run(Terminal.NONE, "--until", "2020-01-01");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("No events match");
  }
}
