package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.sync.testing.Machine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code report --limits} over two machines. */
class LimitsIT extends CliFixture {

  private static Shell.Run limits(Machine machine, String now, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    List<String> all = new ArrayList<>(List.of("report", "--limits", "--tz", "UTC"));
    all.addAll(List.of(args));
    int exitCode =
        new Cli(
                machine.env(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                Clock.fixed(Instant.parse(now), ZoneOffset.UTC))
            .run(all.toArray(String[]::new));
    return new Shell.Run(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void answer(Machine machine, String session, String time, int output)
      throws Exception {
    machine.append(
        "-p",
        session,
        """
        {"type":"assistant","uuid":"%s","timestamp":"%s","requestId":"%s","message":{"id":"m%s",\
        "role":"assistant","model":"claude-sonnet-4-6","content":[],"usage":{"output_tokens":%d}}}"""
            .formatted(time, time, time, time, output));
  }

  private static void codex(Machine machine, String id, String time, double percent)
      throws Exception {
    Path rollout =
        machine
            .folder()
            .resolve(".codex/sessions/2026/11/02/rollout-2026-11-02T10-00-00-" + id + ".jsonl");
    Files.createDirectories(rollout.getParent());
    Files.writeString(
        rollout,
        """
        {"timestamp":"%s","type":"event_msg","payload":{"type":"token_count","info":null,\
        "rate_limits":{"primary":{"used_percent":%s,"window_minutes":300,"resets_at":1793631600}}}}
        """
            .formatted(time, percent),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private void twoMachines() throws Exception {
    setUp();
    answer(laptop, "a", "2026-11-02T10:30:00.000Z", 1_000_000);
    answer(work, "b", "2026-11-02T12:00:00.000Z", 2_000_000);
    codex(laptop, "11111111-1111-4111-8111-111111111111", "2026-11-02T10:30:00.000Z", 81);
    codex(work, "22222222-2222-4222-8222-222222222222", "2026-11-02T12:00:00.000Z", 92.5);
    for (Machine machine : List.of(laptop, work, laptop)) {
      json(machine, "ingest", "--json");
      json(machine, "sync", "now", "--json");
    }
  }

  @Test
  void whatIsLeftIsWhatTheLastMachineStatedAndEachMachineHasItsPart() throws Exception {
    twoMachines();
    Shell.Run run = limits(laptop, "2026-11-02T13:00:00Z");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern(
            "claude +5 h +all +not known +not known +2026-11-02 15:00 \\(in 2 h 0 min\\) +never +3,000,000 +45\\.00")
        .containsPattern("\n +work +2,000,000 +30\\.00")
        .containsPattern("\n +laptop +1,000,000 +15\\.00")
        .containsPattern(
            "codex +5 h +all +92\\.5% +7\\.5% +2026-11-02 15:00 \\(in 2 h 0 min\\) +1 h ago")
        .containsPattern("\n +laptop +81% +2 h ago");
    JsonNode json = limits(work, "2026-11-02T13:00:00Z", "--json").json();
    assertThat(json.get("current")).hasSize(2);
    JsonNode codex = limits(work, "2026-11-02T13:00:00Z", "--json", "--agent", "codex").json();
    JsonNode window = codex.get("current").get(0);
    assertThat(window.get("left_percent").asDouble()).isEqualTo(7.5);
    assertThat(window.get("devices")).hasSize(2);
    assertThat(window.get("output_tokens").isNull()).isTrue();
  }

  @Test
  void afterTheResetNothingIsKnownOfTheNextWindow() throws Exception {
    twoMachines();
    Shell.Run run = limits(laptop, "2026-11-02T15:00:00Z");
    assertThat(run.out())
        .contains("No current window is known.")
        .containsPattern("codex +5 h +2026-11-02 10:00 +2026-11-02 15:00 +92\\.5% +near +")
        .containsPattern(
            "claude +5 h +2026-11-02 10:00 +2026-11-02 15:00 +not known +not known +work, laptop");
    assertThat(run.err()).contains("do not state how much of a limit is used");
    assertThat(limits(laptop, "2026-11-02T15:00:00Z", "--json").json().get("current")).isEmpty();
    assertThat(limits(laptop, "2026-11-02T15:00:00Z", "--device", "work", "--csv").out())
        .startsWith("agent,limit,window_minutes,since,until,")
        .contains("claude,,300,2026-11-02T12:00:00Z,2026-11-02T17:00:00Z,true,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--by day       | cannot be combined",
        "--compare      | cannot be combined",
        "--check 5      | cannot be combined",
        "--chart        | cannot be combined",
        "--project app  | A limit is of all projects"
      })
  void whatDoesNotGoTogetherIsRefusedInWords(String args, String words) {
    Shell.Run run = limits(laptop, "2026-11-02T15:00:00Z", args.strip().split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(words);
  }

  @Test
  void withoutAnyLogThereIsNothingToSay() {
    Shell.Run run = limits(laptop, "2026-11-02T15:00:00Z");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("No usage limits are known");
  }

  /** As Codex does with an API key. */
  @Test
  void sessionsThatStateNoLimitAreNotTakenForNone() throws Exception {
    Path rollout =
        laptop
            .folder()
            .resolve(
                ".codex/sessions/2026/11/02/"
                    + "rollout-2026-11-02T10-00-00-33333333-3333-4333-8333-333333333333.jsonl");
    Files.createDirectories(rollout.getParent());
    Files.writeString(
        rollout,
        """
        {"timestamp":"2026-11-02T10:00:00.000Z","type":"event_msg","payload":{"type":"token_count",\
        "info":null,"rate_limits":null}}
        """);
    json(laptop, "ingest", "--json");
    Shell.Run run = limits(laptop, "2026-11-02T13:00:00Z");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("No usage limits are known").doesNotContain("Nothing here");
  }
}
