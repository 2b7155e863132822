package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.transcript.EventOf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens in the shapes of several providers, and files that lack what others have. */
class OtherShapesTest {

  @TempDir private Path folder;

  /** Input, output, written to the cache, read from it. */
  private String total() throws Exception {
    var home = new LogHome(folder);
    assertThat(home.ingest().warnings()).isEmpty();
    var tokens = home.total().tokens();
    return tokens.input()
        + " "
        + tokens.output()
        + " "
        + tokens.cacheCreation()
        + " "
        + tokens.cacheRead();
  }

  private List<String> sessions() throws Exception {
    return new LogHome(folder)
        .catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).stream()
            .map(s -> s.sessionId() + " " + s.projectName() + ": " + s.title())
            .sorted()
            .toList();
  }

  private void file(String path, String... lines) throws Exception {
    LogHome.write(folder.resolve(path), lines);
  }

  private void database(String path, String... statements) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    try (var db = Sqlite.openAsIs(file)) {
      for (String statement : statements) {
        Sqlite.execute(db, statement);
      }
    }
  }

  /** What Continue's command line 1.5.47 wrote of an OpenAI and of an Anthropic model. */
  @Test
  void continuesCommandLineKeepsTheProvidersCounts() throws Exception {
    String answer =
        "{\"message\":{\"role\":\"assistant\",\"content\":\"x\",\"usage\":{\"prompt_tokens\":%d,"
            + "\"completion_tokens\":244,\"prompt_tokens_details\":{\"cached_tokens\":20110,"
            + "\"cache_write_tokens\":3013},\"model\":\"%s\"}}}";
    String session =
        "{\"sessionId\":\"%s\",\"title\":\"Untitled Session\",\"workspaceDirectory\":\"/home/me/pond\","
            + "\"usage\":{\"promptTokens\":9,\"completionTokens\":9},\"history\":["
            + "{\"message\":{\"role\":\"user\",\"content\":\"how deep\"}},%s]}";
    file(".continue/sessions/a.json", session.formatted("a", answer.formatted(24130, "rain-1")));
    file(".continue/sessions/b.json", session.formatted("b", answer.formatted(1007, "claude-x")));
    assertThat(total()).isEqualTo("2014 488 6026 40220");
    assertThat(sessions()).containsExactly("a pond: how deep", "b pond: how deep");
  }

  /** What Cline's command line 3.0.65 wrote of an Anthropic model. */
  @Test
  void clinesMetricsHoldTheCache() throws Exception {
    String sessions = ".cline/data/sessions/s1/s1";
    file(
        sessions + ".json",
        "{\"session_id\":\"s1\",\"started_at\":\"2026-11-01T00:00:00Z\",\"cwd\":\"/home/me/pond\"}");
    file(
        sessions + ".messages.json",
        "{\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"ts\":1793491200000,\"content\":[{\"type\":\"text\","
            + "\"text\":\"<user_input mode=\\\"act\\\">how deep</user_input>\"}]},"
            + "{\"id\":\"m2\",\"role\":\"assistant\",\"ts\":1793491201000,\"content\":[],\"metrics\":{"
            + "\"inputTokens\":24130,\"outputTokens\":203,\"cacheReadTokens\":20110,\"cacheWriteTokens\":3013}}]}");
    assertThat(total()).isEqualTo("1007 203 3013 20110");
    assertThat(sessions()).containsExactly("s1 pond: how deep");
  }

  @Test
  void codebuffsUsageIsReadInTheNamesOfItsProviders() throws Exception {
    String answer =
        "{\"id\":\"a%d\",\"variant\":\"ai\",\"metadata\":{\"model\":\"m\",\"usage\":{%s}}}";
    file(
        ".config/manicode/projects/pond/chats/2026-11-01T00-00-00.000Z/chat-messages.json",
        "["
            + String.join(
                ",",
                answer.formatted(1, "\"promptTokens\":10,\"completionTokens\":1"),
                answer.formatted(
                    2,
                    "\"prompt_tokens\":100,\"completion_tokens\":1,\"prompt_tokens_details\":{\"cached_tokens\":90}"),
                answer.formatted(
                    3,
                    "\"input_tokens\":10,\"output_tokens\":1,\"cache_read_input_tokens\":50,\"total_tokens\":65"),
                answer.formatted(4, "\"totalTokens\":7"),
                "{\"id\":\"a5\",\"role\":\"assistant\",\"metadata\":{\"usage\":{\"inputTokens\":2}}}")
            + "]");
    assertThat(total()).isEqualTo("32 14 0 140");
  }

  @Test
  void gooseHasTheLastCallWhereItHasNoSums() throws Exception {
    database(
        ".local/share/goose/sessions/sessions.db",
        "CREATE TABLE sessions (id TEXT, working_dir TEXT, created_at TEXT, model_config_json TEXT, total_tokens"
            + " INTEGER, input_tokens INTEGER, output_tokens INTEGER, accumulated_total_tokens INTEGER,"
            + " accumulated_input_tokens INTEGER, accumulated_output_tokens INTEGER)",
        "INSERT INTO sessions VALUES ('g1', '/home/me/pond', '2026-05-01 01:02:03', '{\"model_name\":\"m\"}', 5,"
            + " 4, 1, 180, 100, 50)",
        "INSERT INTO sessions VALUES ('g2', '/home/me/pond', '2026-05-01 01:02:03', '{\"model_name\":\"m\"}', 5,"
            + " 4, 1, NULL, NULL, NULL)");
    assertThat(total()).isEqualTo("104 81 0 0");
  }

  @Test
  void hermesSessionsCountWithoutTheirMessages() throws Exception {
    database(
        ".hermes/state.db",
        "CREATE TABLE sessions (id TEXT, parent_session_id TEXT, model TEXT, started_at REAL, input_tokens INTEGER,"
            + " output_tokens INTEGER, reasoning_tokens INTEGER)",
        "INSERT INTO sessions VALUES ('h1', NULL, 'm', 1750000000.25, 10, 1, 2)",
        "INSERT INTO sessions VALUES ('h2', 'h1', 'm', 1750000000.25, 20, 2, 0)",
        "INSERT INTO sessions VALUES ('h3', 'h2', 'm', 1750000000.25, 30, 3, 0)",
        "INSERT INTO sessions VALUES ('h4', 'h2', 'm', 1750000000.25, 0, 0, 0)");
    assertThat(total()).isEqualTo("60 8 0 0");
    assertThat(new LogHome(folder).rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("h1", "h1/h2", "h1/h3");
  }

  @Test
  void ampsLedgerCountsTheCallsWhoseMessagesWereTakenBack() throws Exception {
    String call =
        "{\"id\":\"e%d\",\"model\":\"m\",\"tokens\":{\"input\":10,\"output\":1},\"toMessageId\":%s}";
    file(
        ".local/share/amp/threads/T-1.json",
        "{\"id\":\"T-1\",\"created\":1793491200000,\"usageLedger\":{\"events\":["
            + String.join(
                ",", call.formatted(1, "1"), call.formatted(2, "3"), call.formatted(3, "null"))
            + "]},\"messages\":[{\"role\":\"assistant\",\"messageId\":1,\"content\":[],\"usage\":{\"model\":\"m\","
            + "\"inputTokens\":10,\"outputTokens\":1,\"cacheReadInputTokens\":5}}]}");
    assertThat(total()).isEqualTo("30 3 0 5");
  }

  /** A summary or a retry can use as much as the answer. */
  @Test
  void aMessageOfAmpsStandsForOneCallOfTheLedger() throws Exception {
    String call = "{\"id\":\"e%d\",\"model\":\"m\",\"tokens\":{\"input\":10,\"output\":1}}";
    file(
        ".local/share/amp/threads/T-1.json",
        "{\"id\":\"T-1\",\"created\":1793491200000,\"usageLedger\":{\"events\":["
            + String.join(",", call.formatted(1), call.formatted(2), call.formatted(3))
            + "]},\"messages\":[{\"role\":\"assistant\",\"messageId\":1,\"content\":[],\"usage\":{\"model\":\"m\","
            + "\"inputTokens\":10,\"outputTokens\":1}}]}");
    assertThat(total()).isEqualTo("30 3 0 0");
  }

  @Test
  void droidsSessionsWithoutAProjectsFolderAreRead() throws Exception {
    file(
        ".factory/sessions/d1.jsonl",
        "{\"type\":\"session_start\",\"id\":\"d1\",\"title\":\"Depths\",\"cwd\":\"/home/me/pond\"}",
        "{\"type\":\"message\",\"id\":\"m1\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"message\":{\"role\":\"user\","
            + "\"content\":[{\"type\":\"text\",\"text\":\"how deep\"}]}}");
    file(
        ".factory/sessions/d1.settings.json",
        "{\"model\":\"m\",\"tokenUsage\":{\"inputTokens\":10,\"outputTokens\":2,\"thinkingTokens\":1}}");
    assertThat(total()).isEqualTo("10 2 0 0");
    assertThat(sessions()).containsExactly("d1 pond: Depths");
  }

  /** Amp calls what OpenAI's models read outside the cache "written to it". */
  @Test
  void ampsCountsAreReadAsTheirProviderMeansThem() throws Exception {
    file(
        ".local/share/amp/threads/T-1.json",
        "{\"id\":\"T-1\",\"created\":1793491200000,\"title\":\" \",\"messages\":["
            + "{\"role\":\"user\",\"messageId\":0,\"content\":\"how deep\"},"
            + "{\"role\":\"assistant\",\"messageId\":1,\"content\":[],\"usage\":{\"model\":\"gpt-5\",\"inputTokens\":0,"
            + "\"cacheCreationInputTokens\":100,\"cacheReadInputTokens\":900,\"outputTokens\":10}},"
            + "{\"role\":\"assistant\",\"messageId\":3,\"model\":\"m\",\"content\":[],\"usage\":{\"totalTokens\":7}}],"
            + "\"usageLedger\":{\"events\":[{\"id\":\"e1\",\"model\":\"title\",\"tokens\":{\"input\":5,\"output\":3}}]}}");
    assertThat(total()).isEqualTo("105 20 0 900");
    assertThat(sessions()).containsExactly("T-1 unknown: how deep");
  }

  @Test
  void openClawsDeletedAndResetSessionsAreRead() throws Exception {
    String said =
        "{\"type\":\"message\",\"id\":\"m%d\",\"message\":{\"role\":\"user\",\"content\":\"how deep\","
            + "\"timestamp\":1793491200000}}";
    String sessions = ".openclaw/agents/main/sessions/";
    file(sessions + "o1.jsonl.deleted.2026-11-02T00-00-00.000Z", said.formatted(1));
    file(sessions + "o2.jsonl.reset.2026-11-02T00-00-00.000Z", said.formatted(2));
    file(sessions + "o3.checkpoint.1.jsonl", said.formatted(3));
    file(".openclaw-work/agents/main/sessions/o4.jsonl", said.formatted(4));
    total();
    assertThat(sessions())
        .containsExactly("o1 unknown: how deep", "o2 unknown: how deep", "o4 unknown: how deep");
    assertThat(new LogHome(folder).rows("SELECT DISTINCT substr(timestamp, 1, 10) FROM messages"))
        .containsExactly("2026-11-01");
  }

  @Test
  void theBuddiesSubagentsAreInAFolderOfTheirSession() throws Exception {
    String answer =
        "{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"timestamp\":1793491200000,\"content\":\"two\","
            + "\"providerData\":{\"model\":\"m\",\"usage\":{\"inputTokens\":10,\"outputTokens\":1,"
            + "\"cacheReadInputTokens\":5,\"cacheCreationInputTokens\":2}}}";
    file(".workbuddy/projects/pond/w1/subagents/a1.jsonl", answer);
    assertThat(total()).isEqualTo("10 1 2 5");
    assertThat(new LogHome(folder).rows("SELECT session_id FROM sessions"))
        .containsExactly("w1/a1");
  }

  @Test
  void zcodesMessagesAreReadInItsOtherNames() throws Exception {
    database(
        ".zcode/cli/db/db.sqlite",
        "CREATE TABLE session (id TEXT, directory TEXT, title TEXT, parent_id TEXT, time_created INTEGER,"
            + " time_updated INTEGER)",
        "CREATE TABLE model_usage (id TEXT, session_id TEXT, model_id TEXT, status TEXT, input_tokens INTEGER,"
            + " output_tokens INTEGER, started_at INTEGER)",
        "CREATE TABLE message (id TEXT, session_id TEXT, data TEXT, time_created INTEGER)",
        "CREATE TABLE part (id TEXT, message_id TEXT, session_id TEXT, data TEXT)",
        "INSERT INTO session VALUES ('z1', '/home/me/pond', 'Depths', '', 1793491200000, 1793491200000)",
        "INSERT INTO message VALUES ('m1', 'z1', '{\"role\":\"model\",\"model\":{\"id\":\"m\"}}', 1793491200000)",
        "INSERT INTO part VALUES ('p1', 'm1', 'z1', '{\"type\":\"text\",\"content\":\"two\"}'),"
            + " ('p2', 'm1', 'z1', '{\"type\":\"tool_use\",\"name\":\"dive\"}')");
    total();
    assertThat(
            new LogHome(folder)
                .rows(
                    "SELECT role || ' ' || model || ' ' || content_text || ' ' || tools_json FROM messages"
                        + " WHERE role = 'assistant'"))
        .containsExactly("assistant m two [\"dive\"]");
  }

  /** A tick is a ten-thousand-millionth of a US dollar. */
  @Test
  void groksTurnsMayHaveOnlySumsAndACost() throws Exception {
    String session = ".grok/sessions/%2Fhome%2Fme%2Fpond/g1/";
    file(
        session + "summary.json",
        "{\"info\":{\"id\":\"g1\",\"cwd\":\"/home/me/pond\"},\"created_at\":\"2026-11-01T00:00:00Z\","
            + "\"current_model_id\":\"m\"}");
    file(
        session + "chat_history.jsonl",
        "{\"type\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"how deep\"}],\"prompt_index\":0}");
    String turn =
        "{\"timestamp\":179349120%d,\"params\":{\"update\":{\"sessionUpdate\":\"turn_completed\","
            + "\"prompt_id\":\"p%d\",\"usage\":%s}}}";
    String counts =
        "{\"inputTokens\":100,\"cachedReadTokens\":90,\"outputTokens\":5,\"costUsdTicks\":2500000000}";
    file(
        session + "updates.jsonl",
        turn.formatted(1, 1, counts),
        turn.formatted(2, 2, "{\"modelUsage\":{\"n\":" + counts + "}}"));
    assertThat(total()).isEqualTo("20 10 0 180");
    assertThat(
            new LogHome(folder)
                .rows("SELECT model FROM messages WHERE role = 'turn.usage' ORDER BY 1"))
        .containsExactly("m", "n");
    assertThat(Agents.stated("grok"))
        .satisfies(
            stated ->
                assertThat(
                        stated
                            .of(EventOf.record("turn.usage", "", "{'cost_usd':0.25}"), null)
                            .costNanos())
                    .isEqualTo(250_000_000L));
  }

  @Test
  void geminisContentMayBeOnePartOrTexts() throws Exception {
    file(
        ".gemini/tmp/pond/chats/session-1.json",
        "{\"sessionId\":\"s1\",\"startTime\":\"2026-11-01T00:00:00Z\",\"messages\":[{\"id\":\"u\",\"type\":\"user\","
            + "\"content\":{\"text\":\"how deep\"}},{\"id\":\"g\",\"type\":\"gemini\",\"content\":[\"two\","
            + "{\"text\":\"metres\"}]}]}");
    total();
    assertThat(
            new LogHome(folder).rows("SELECT content_text FROM messages WHERE role <> 'session'"))
        .containsExactly("how deep", "two\nmetres");
  }
}
