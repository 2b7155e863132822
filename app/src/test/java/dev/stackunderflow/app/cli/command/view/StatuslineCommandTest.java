package dev.stackunderflow.app.cli.command.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.cli.terminal.TerminalStream;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code statusline}. Times are around noon, so that they are one day in any zone of Europe. */
class StatuslineCommandTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private Machine laptop;

  @BeforeEach
  void machine(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    answer("one", "2026-11-20T11:30:00.000Z", 100_000);
    answer("one", "2026-11-24T11:30:00.000Z", 1_000_000);
    answer("two", "2026-11-24T11:45:00.000Z", 2_000_000);
  }

  private void answer(String session, String time, int output) throws Exception {
    laptop.append(
        "-p",
        session,
        """
        {"type":"assistant","uuid":"%s","timestamp":"%s","requestId":"%s","message":{"id":"m%s",\
        "role":"assistant","model":"claude-sonnet-4-6","content":[],"usage":{"output_tokens":%d}}}"""
            .formatted(time, time, time, time, output));
  }

  /** Imports and indexes, as of noon. */
  private void index() throws Exception {
    laptop.ingest();
    laptop.view(_ -> "");
    Files.setLastModifiedTime(laptop.home().catalog(), FileTime.from(NOON));
  }

  private String line(Instant now, String input) {
    var out = new ByteArrayOutputStream();
    var stream = new TerminalStream(new PrintStream(out, true, StandardCharsets.UTF_8));
    var context =
        new Context(laptop.env(), stream, stream, Terminal.NONE, Clock.fixed(now, ZoneOffset.UTC));
    int exitCode =
        new StatuslineCommand(
                context, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)))
            .call();
    stream.flush();
    assertThat(exitCode).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\n").hasLineCount(1);
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void theSessionTheDayAndTheWindowAreInOneLine() throws Exception {
    index();
    assertThat(line(NOON, "{\"session_id\":\"one\"}"))
        .startsWith("$16.50 session · $45.00 today · 5h $45.00 until ");
    assertThat(line(NOON, "")).startsWith("$45.00 today · 5h $45.00 until ");
    assertThat(line(NOON, "{\"session_id\":\"unknown\",\"cost\":{\"total_cost_usd\":1.234}}"))
        .startsWith("$1.23 session · $45.00 today");
  }

  @Test
  void whatClaudeCodeStatesOfTheSessionCountsWhereItIsMore() throws Exception {
    index();
    assertThat(line(NOON, "{\"session_id\":\"one\",\"cost\":{\"total_cost_usd\":16.6}}"))
        .startsWith("$16.60 session");
    assertThat(line(NOON, "{\"session_id\":\"one\",\"cost\":{\"total_cost_usd\":3}}"))
        .startsWith("$16.50 session");
  }

  @Test
  void statedLimitsAreShownInPlaceOfAComputedWindow() throws Exception {
    index();
    assertThat(
            line(
                NOON,
                """
                {"rate_limits":{"five_hour":{"used_percentage":23.5},"seven_day":{"used_percentage":41.2}}}
                """))
        .isEqualTo("$45.00 today · 5h 24% used · 7d 41% used");
  }

  @Test
  void aNewDayBeginsAtZeroAndAWindowEndsAfterFiveHours() throws Exception {
    index();
    assertThat(line(NOON.plusSeconds(3 * 3600), "")).contains("5h $45.00 until ");
    assertThat(line(NOON.plusSeconds(4 * 3600), "")).doesNotContain("until");
    assertThat(line(NOON.plusSeconds(86_400), "")).startsWith("$0.00 today");
  }

  @Test
  void aLogThatIsNewerThanTheViewIsSaid() throws Exception {
    index();
    Path log = laptop.log("-p", "one");
    String input = "{\"session_id\":\"one\",\"transcript_path\":\"" + log + "\"}";
    Files.setLastModifiedTime(log, FileTime.from(NOON.plusSeconds(59)));
    assertThat(line(NOON.plusSeconds(7200), input)).doesNotContain("as of");
    Files.setLastModifiedTime(log, FileTime.from(NOON.plusSeconds(61)));
    assertThat(line(NOON.plusSeconds(7200), input)).contains(" · as of ");
    assertThat(line(NOON.plusSeconds(899), "")).doesNotContain("as of");
    assertThat(line(NOON.plusSeconds(901), "")).contains(" · as of ");
    assertThat(line(NOON.plusSeconds(901), "{\"transcript_path\":\"\\u0000\"}")).contains("as of");
  }

  @Test
  void withoutDataTheLineSaysSoAndNothingIsCreated() {
    assertThat(line(NOON, "{\"cost\":{\"total_cost_usd\":1.5}}"))
        .isEqualTo(
            "nothing imported yet: stackunderflow ingest && stackunderflow report · $1.50 session");
    assertThat(laptop.home().folder()).doesNotExist();
  }

  @Test
  void aDamagedOrOlderViewDoesNotFail() throws Exception {
    index();
    Files.writeString(laptop.home().catalog(), "not a database, not a database, not a database");
    assertThat(line(NOON, "")).isEqualTo("costs cannot be read now: stackunderflow report");
    Files.delete(laptop.home().catalog());
    Files.createFile(laptop.home().catalog());
    assertThat(line(NOON, "")).startsWith("nothing imported yet");
    Files.writeString(laptop.home().prices(), "{");
    assertThat(line(NOON, "")).isEqualTo("costs cannot be read now: stackunderflow report");
  }

  @Test
  void nothingIsImportedOrIndexed() throws Exception {
    index();
    answer("one", "2026-11-24T11:50:00.000Z", 5_000_000);
    assertThat(line(NOON, "")).startsWith("$45.00 today");
    laptop.ingest();
    assertThat(line(NOON, "")).startsWith("$45.00 today");
  }
}
