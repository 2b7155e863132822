package dev.stackunderflow.core.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every response of Codex counts once, and a thread is one session in however many files. */
class CodexRolloutTest {

  @TempDir Path folder;
  private LogHome home;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
  }

  private static String line(int n, String type, String payload) {
    return "{\"timestamp\":\"2026-11-01T0%d:%02d:%02d.000Z\",\"ordinal\":%d,\"type\":\"%s\",\"payload\":%s}"
        .formatted(n / 3600, n / 60 % 60, n % 60, n, type, payload);
  }

  private static String meta(int n, String id, String more) {
    return line(
        n, "session_meta", "{\"id\":\"%s\",\"cwd\":\"/home/me/app\"%s}".formatted(id, more));
  }

  private static String turn(int n, String id) {
    return line(n, "turn_context", "{\"turn_id\":\"%s\",\"model\":\"gpt-x\"}".formatted(id));
  }

  private static String says(int n, String role, String text) {
    return line(
        n,
        "response_item",
        "{\"type\":\"message\",\"role\":\"%s\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}"
            .formatted(role, text));
  }

  private static String usage(int input, int cached, int output) {
    return "{\"input_tokens\":%d,\"cached_input_tokens\":%d,\"output_tokens\":%d}"
        .formatted(input, cached, output);
  }

  private static String count(int n, String total, String last) {
    return line(
        n,
        "event_msg",
        "{\"type\":\"token_count\",\"info\":{\"total_token_usage\":%s,\"last_token_usage\":%s}}"
            .formatted(total, last));
  }

  private static String record(int n, String response, String usage) {
    return line(
        n,
        "token_usage_record",
        "{\"response_id\":\"%s\",\"usage\":%s}".formatted(response, usage));
  }

  @Test
  void whatIsWrittenToTheCacheIsNotInput() throws Exception {
    String usage =
        "{\"input_tokens\":1000,\"cached_input_tokens\":400,\"cache_write_input_tokens\":300,"
            + "\"output_tokens\":10}";
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        turn(1, "t"),
        says(2, "assistant", "x"),
        count(3, usage, usage));
    var tokens = home.total().tokens();
    assertThat(tokens.input()).isEqualTo(300);
    assertThat(tokens.cacheRead()).isEqualTo(400);
    assertThat(tokens.cacheCreation()).isEqualTo(300);
  }

  @Test
  void aResponseWithAUsageRecordCountsByThatAndACompactionCounts() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        turn(1, "t"),
        says(2, "assistant", "one"),
        record(3, "resp_1", usage(100, 0, 10)),
        count(4, usage(100, 0, 10), usage(100, 0, 10)),
        record(5, "resp_2", usage(500, 0, 50)),
        line(
            6,
            "compacted",
            "{\"latest_token_usage_record\":{\"response_id\":\"resp_2\",\"usage\":%s}}"
                .formatted(usage(500, 0, 50))),
        says(7, "assistant", "two"),
        record(8, "resp_3", usage(200, 0, 20)),
        count(9, usage(300, 0, 30), usage(200, 0, 20)));
    assertThat(home.total().tokens().output()).isEqualTo(80);
    assertThat(home.total().tokens().input()).isEqualTo(800);
  }

  @Test
  void aCountBeforeItsRecordIsTheSameResponse() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        says(2, "assistant", "one"),
        count(3, usage(100, 0, 10), usage(100, 0, 10)),
        record(4, "resp_1", usage(100, 0, 10)));
    assertThat(home.total().tokens().output()).isEqualTo(10);
  }

  @Test
  void whereTheTotalIsNotTheSumTheLastResponseCounts() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        says(1, "assistant", "one"),
        count(2, usage(100, 0, 10), usage(100, 0, 10)),
        says(3, "assistant", "two"),
        count(4, usage(900, 0, 90), usage(200, 0, 20)));
    assertThat(home.total().tokens().output()).isEqualTo(30);
  }

  private void parent() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        turn(1, "p1"),
        says(2, "user", "parent asks"),
        says(3, "assistant", "parent answers"),
        count(4, usage(100, 0, 10), usage(100, 0, 10)));
  }

  @Test
  void aForksCopyOfItsParentIsNotItsOwnEvenWithOtherTimes() throws Exception {
    parent();
    LogHome.write(
        home.codex("b"),
        meta(600, "b", ",\"forked_from_id\":\"a\""),
        meta(600, "a", ""),
        turn(601, "p1"),
        says(602, "user", "parent asks"),
        says(604, "assistant", "parent answers"),
        count(606, usage(100, 0, 10), usage(100, 0, 10)),
        turn(620, "own"),
        says(621, "user", "fork asks"),
        says(622, "assistant", "fork answers"),
        count(623, usage(300, 0, 30), usage(200, 0, 20)));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().tokens().output()).isEqualTo(30);
    assertThat(home.found("parent")).isEqualTo(2);
  }

  @Test
  void aResponseThatTheParentDoesNotHaveIsTheForksOwn() throws Exception {
    LogHome.write(
        home.codex("a"), meta(0, "a", ""), turn(1, "p1"), record(4, "r1", usage(100, 0, 10)));
    LogHome.write(
        home.codex("b"),
        meta(600, "b", ",\"forked_from_id\":\"a\""),
        record(601, "r1", usage(100, 0, 10)),
        record(602, "r2", usage(7, 0, 1)));
    assertThat(home.total().tokens().output()).isEqualTo(11);
  }

  @Test
  void aForkWithoutAnyMarkLeavesTheCopiedMessagesToTheEarlierSession() throws Exception {
    LogHome.write(
        home.codex("m"),
        meta(0, "m", ""),
        turn(1, "p1"),
        says(2, "user", "parent asks"),
        says(3, "assistant", "parent answers"),
        count(4, usage(100, 0, 10), usage(100, 0, 10)));
    LogHome.write(
        home.codex("b"),
        meta(600, "b", ""),
        turn(1, "p1"),
        says(2, "user", "parent asks"),
        says(3, "assistant", "parent answers"),
        count(4, usage(100, 0, 10), usage(100, 0, 10)),
        says(621, "user", "fork asks"),
        says(622, "assistant", "fork answers"),
        count(623, usage(300, 0, 30), usage(200, 0, 20)));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().tokens().output()).isEqualTo(30);
    assertThat(home.found("parent")).isEqualTo(2);
    assertThat(events("m")).isEqualTo(2);
    assertThat(events("b")).isEqualTo(2);
  }

  @Test
  void aForkWithoutAnyMarkThatBeginsWithItsParentsFirstLineReplaysTheParent() throws Exception {
    parent();
    LogHome.write(
        home.codex("b"),
        meta(600, "b", ""),
        meta(600, "a", ""),
        turn(601, "p1"),
        says(602, "user", "parent asks"),
        count(606, usage(100, 0, 10), usage(100, 0, 10)),
        turn(620, "own"),
        says(621, "user", "fork asks"),
        count(623, usage(300, 0, 30), usage(200, 0, 20)));
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(home.total().tokens().output()).isEqualTo(30);
  }

  /** The clock of a machine that continued a carried session can be behind. */
  @Test
  void aLineOfASlowClockBehindOwnLinesIsNotACopy() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(600, "a", ""),
        says(601, "assistant", "one"),
        count(602, usage(100, 0, 10), usage(100, 0, 10)),
        says(301, "assistant", "two"),
        count(302, usage(300, 0, 30), usage(200, 0, 20)));
    assertThat(home.total().tokens().output()).isEqualTo(30);
  }

  private long events(String session) throws Exception {
    return home.catalog(
        catalog ->
            catalog.sessions(new DeviceFilter.All(), 9).stream()
                .filter(s -> s.sessionId().equals(session))
                .findFirst()
                .orElseThrow()
                .events());
  }

  @Test
  void aSubagentsOwnPartBeginsAtTheOrdinalThatTheLogNames() throws Exception {
    parent();
    LogHome.write(
        home.codex("b"),
        meta(
            600,
            "b",
            ",\"source\":{\"subagent\":{}},\"parent_thread_id\":\"a\",\"subagent_history_start_ordinal\":603"),
        says(601, "user", "of the parent"),
        count(602, usage(900, 0, 90), usage(900, 0, 90)),
        says(603, "assistant", "own"),
        count(604, usage(950, 0, 95), usage(50, 0, 5)));
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(home.total().tokens().output()).isEqualTo(15);
  }

  @Test
  void withAHistoryBaseNothingIsCopied() throws Exception {
    parent();
    LogHome.write(
        home.codex("b"),
        meta(600, "b", ",\"forked_from_id\":\"a\",\"history_base\":{\"thread_id\":\"a\"}"),
        says(601, "assistant", "own"),
        count(602, usage(150, 0, 15), usage(50, 0, 5)));
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(home.total().tokens().output()).isEqualTo(15);
  }

  @Test
  void aThreadOfSeveralRolloutsIsOneSession() throws Exception {
    parent();
    home.ingest();
    LogHome.write(
        home.codex("c-a_2"),
        meta(700, "a", ",\"history_base\":{\"thread_id\":\"a\"}"),
        says(701, "user", "resumed"),
        says(702, "assistant", "on"),
        count(703, usage(150, 0, 15), usage(50, 0, 5)));
    assertThat(home.total().sessions()).isEqualTo(1);
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().tokens().output()).isEqualTo(15);
    LogHome.append(home.codex("a"), says(800, "user", "in the first file"));
    assertThat(home.total().events()).isEqualTo(5);
  }

  @Test
  void aRolloutThatIsCompressedAndUnpackedAgainIsTheSame() throws Exception {
    parent();
    home.ingest();
    Path plain = home.codex("a");
    byte[] bytes = Files.readAllBytes(plain);
    Path packed = plain.resolveSibling("rollout-a.jsonl.zst");
    Files.write(packed, Zstd.compress(bytes));
    assertThat(home.total().events()).as("side by side").isEqualTo(2);
    Files.delete(plain);
    assertThat(home.total().events()).as("packed").isEqualTo(2);
    Files.delete(packed);
    Files.write(plain, bytes);
    LogHome.append(plain, says(900, "user", "on"));
    assertThat(home.total().events()).as("unpacked").isEqualTo(3);
    assertThat(home.total().tokens().output()).isEqualTo(10);
    assertThat(home.rows("SELECT count(*) FROM messages WHERE flags & 1 = 1")).containsExactly("0");
  }

  @Test
  void anArchivedCopyIsTheSame() throws Exception {
    parent();
    Path archived = home.file(".codex/archived_sessions/rollout-a.jsonl");
    Files.createDirectories(archived.getParent());
    Files.copy(home.codex("a"), archived);
    assertThat(home.total().events()).isEqualTo(2);
    assertThat(home.total().sessions()).isEqualTo(1);
    assertThat(home.total().tokens().output()).isEqualTo(10);
  }

  @Test
  void aProviderThatIsRelabelledInTheFirstLineChangesNothing() throws Exception {
    LogHome.write(
        home.codex("a"), meta(0, "a", ",\"model_provider\":\"x\""), says(1, "user", "May"));
    home.ingest();
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ",\"model_provider\":\"other\""),
        says(1, "user", "May"),
        says(2, "user", "June"));
    assertThat(home.total().events()).isEqualTo(2);
    assertThat(home.rows("SELECT count(*) FROM messages")).containsExactly("3");
  }

  @Test
  void theTitleIsWhatAPersonTyped() throws Exception {
    LogHome.write(
        home.codex("a"),
        meta(0, "a", ""),
        says(1, "user", "# AGENTS.md instructions for /home/me/app"),
        says(2, "user", "<environment_context>x</environment_context>"),
        says(3, "user", "Repair the lid."));
    assertThat(home.title()).isEqualTo("Repair the lid.");
  }

  @Test
  void aDamagedFrameIsNamedAndStopsNothing() throws Exception {
    Path packed = home.codex("a").resolveSibling("rollout-b.jsonl.zst");
    LogHome.write(packed, "no zstd");
    parent();
    assertThat(home.ingest().warnings()).singleElement().asString().contains("rollout-b.jsonl.zst");
    assertThat(home.total().events()).isEqualTo(2);
    assertThat(new String(Files.readAllBytes(packed), StandardCharsets.UTF_8)).contains("no zstd");
  }

  /** Version 0.29. */
  @Test
  void theFolderOfAnOlderRolloutIsTheOneThatTheModelIsTold() throws Exception {
    String message =
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"%s\"}]}";
    LogHome.write(
        home.codex("2026-11-28T11-55-06-3d44be98-7f3c-4469-aeac-cec86821d0e5"),
        "{\"id\":\"3d44be98-7f3c-4469-aeac-cec86821d0e5\","
            + "\"timestamp\":\"2026-11-28T11:55:06.305Z\",\"instructions\":null}",
        "{\"record_type\":\"state\"}",
        message.formatted(
            "<environment_context>\\n  <cwd>/home/me/kettle</cwd>\\n</environment_context>"),
        message.formatted("First words"));
    assertThat(home.title()).isEqualTo("First words");
    assertThat(home.rows("SELECT slug FROM sessions s JOIN projects p ON p.id = s.project_id"))
        .containsExactly("-home-me-kettle");
  }
}
