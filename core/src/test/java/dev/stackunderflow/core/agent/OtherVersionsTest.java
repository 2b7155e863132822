package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other versions of the agents than those of the samples: other files and tables, other names. */
class OtherVersionsTest {

  @TempDir private Path folder;

  private Report.Counts total(LogHome home) throws Exception {
    return home.catalog(catalog -> catalog.report(new DeviceFilter.All())).total();
  }

  private List<String> sessions(LogHome home) throws Exception {
    return home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).stream()
        .map(s -> s.sessionId() + " " + s.projectName() + ": " + s.title() + ", " + s.events())
        .toList();
  }

  private void sql(Path file, String... statements) throws Exception {
    Files.createDirectories(file.getParent());
    try (var db = Sqlite.openAsIs(file)) {
      for (String statement : statements) {
        Sqlite.execute(db, statement.replace('`', '"'));
      }
    }
  }

  @Test
  void grokCountsATurnOnceThoughItsUsageFileIsWrittenLater() throws Exception {
    LogHome home = AgentHome.of("grok", folder);
    List<Path> late;
    try (var files = Files.walk(folder)) {
      late = files.filter(file -> file.endsWith("usage.json")).toList();
    }
    assertThat(late).isNotEmpty();
    for (Path file : late) {
      Files.move(file, file.resolveSibling("later"));
    }
    home.ingest();
    assertThat(total(home).tokens().output()).isEqualTo(1880);
    for (Path file : late) {
      Files.move(file.resolveSibling("later"), file);
    }
    home.ingest();
    assertThat(total(home).tokens().output()).isEqualTo(1880);
    assertThat(total(home).tokens().cacheRead()).isEqualTo(145500);
  }

  /** What Grok Build 1.0.41 writes of a session that began a subagent and was forked afterwards. */
  @Test
  void groksForksAndSubagentsCountOnce() throws Exception {
    var home = new LogHome(folder);
    String turn = "{\"turnNumber\":%d,\"endedAt\":\"2026-11-20T12:00:0%dZ\",\"modelUsage\":%s}";
    String counts = "{\"rain-1\":{\"inputTokens\":1000,\"outputTokens\":%d}}";
    String first = turn.formatted(1, 1, counts.formatted(30));
    String both = turn.formatted(2, 2, counts.formatted(50)); // the subagent's 20 are in it
    String own = turn.formatted(3, 3, counts.formatted(7));
    grok("main", "headless", first + "," + both);
    grok("fork", "headless", first + "," + both + "," + own);
    grok("sub", "subagent", turn.formatted(1, 2, counts.formatted(20)));
    LogHome.write(folder.resolve(".grok/sessions/%2Fhome%2Fme/main/subagents/sub/meta.json"), "{}");
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(total(home).tokens().output()).isEqualTo(87);
    assertThat(
            home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).stream()
                .map(s -> s.sessionId() + " " + s.tokens().output()))
        .containsExactlyInAnyOrder("main 80", "fork 7");
    assertThat(home.rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("fork", "main", "main/sub");
  }

  private void grok(String id, String kind, String turns) throws Exception {
    Path session = folder.resolve(".grok/sessions/%2Fhome%2Fme").resolve(id);
    LogHome.write(
        session.resolve("summary.json"),
        "{\"info\":{\"id\":\"%s\",\"cwd\":\"/home/me\"},\"session_kind\":\"%s\","
                .formatted(id, kind)
            + (id.equals("fork") ? "\"forked_at\":\"2026-11-20T12:00:02.5Z\"," : "")
            + "\"created_at\":\"2026-11-20T12:00:00Z\"}");
    LogHome.write(
        session.resolve("chat_history.jsonl"), "{\"type\":\"user\",\"content\":\"how deep\"}");
    LogHome.write(session.resolve("usage.json"), "{\"turns\":[" + turns + "]}");
  }

  @Test
  void copilotCountsTheCallThatSummarises() throws Exception {
    LogHome home = AgentHome.of("copilot", folder);
    Path log =
        folder.resolve(".copilot/session-state/322401fa-06db-4a0e-ab53-179e2aacb6ef/events.jsonl");
    LogHome.append(
        log,
        "{\"type\":\"session.compaction_complete\",\"id\":\"z\",\"timestamp\":"
            + "\"2026-11-27T12:00:00Z\",\"data\":{\"success\":true,\"compactionTokensUsed\":"
            + "{\"inputTokens\":24910,\"outputTokens\":268,\"cacheReadTokens\":20770,"
            + "\"cacheWriteTokens\":3091,\"model\":\"gpt-5.4\"}}}");
    home.ingest();
    assertThat(total(home).tokens().output()).isEqualTo(1745 + 268);
    assertThat(total(home).tokens().input()).isEqualTo(7196 + 24910 - 20770 - 3091);
  }

  @Test
  void qwenCountsItsSubagentsAndSummariesButNotItsOwnChores() throws Exception {
    LogHome home = AgentHome.of("qwen", folder);
    Path log;
    try (var files = Files.walk(folder)) {
      log = files.filter(file -> file.toString().contains("41bcb2eb")).findFirst().orElseThrow();
    }
    String line =
        "{\"uuid\":\"t-%d\",\"sessionId\":\"41bcb2eb-d01e-4e97-91ad-0346e8ca4112\",\"timestamp\":"
            + "\"2026-11-27T12:00:0%dZ\",\"type\":\"system\",\"subtype\":\"ui_telemetry\","
            + "\"systemPayload\":{\"uiEvent\":{\"event.name\":\"qwen-code.api_response\","
            + "\"response_id\":\"r-%d\",\"model\":\"rain-1\",\"input_token_count\":120,"
            + "\"output_token_count\":%d,\"cached_content_token_count\":100,%s}}}";
    LogHome.append(
        log,
        line.formatted(
            1,
            1,
            1,
            3,
            "\"prompt_id\":\"s#general-purpose-x#0\"," + "\"subagent_name\":\"general-purpose\""),
        line.formatted(2, 2, 2, 5, "\"prompt_id\":\"compress-1795791601554\""),
        line.formatted(
            3,
            3,
            3,
            11,
            "\"prompt_id\":\"s#managed-auto-memory-extractor-x#0\","
                + "\"subagent_name\":\"managed-auto-memory-extractor\""),
        line.formatted(4, 4, 4, 13, "\"prompt_id\":\"s########4\""));
    home.ingest();
    assertThat(total(home).tokens().output()).isEqualTo(1792 + 3 + 5);
    assertThat(total(home).tokens().input()).isEqualTo(28560 + 2 * 20);
    LogHome.write(
        log.resolveSibling("../subagents/41bcb2eb-d01e-4e97-91ad-0346e8ca4112/agent-x.jsonl")
            .normalize(),
        "{\"uuid\":\"s-1\",\"sessionId\":\"41bcb2eb-d01e-4e97-91ad-0346e8ca4112\",\"timestamp\":"
            + "\"2026-11-27T12:00:01Z\",\"type\":\"assistant\",\"isSidechain\":true,\"message\":"
            + "{\"parts\":[{\"text\":\"umbrella\"}]},\"usageMetadata\":{\"promptTokenCount\":120,"
            + "\"candidatesTokenCount\":3,\"totalTokenCount\":123}}");
    home.ingest();
    assertThat(total(home).tokens().output()).isEqualTo(1792 + 3 + 5);
    assertThat(home.found("umbrella")).isEqualTo(1);
    assertThat(home.rows("SELECT session_id FROM sessions WHERE session_id LIKE '%/%'"))
        .containsExactly("41bcb2eb-d01e-4e97-91ad-0346e8ca4112/agent-x");
  }

  @Test
  void droidsOwnModelsAreCalledAsTheirProviderCallsThem() throws Exception {
    LogHome home = AgentHome.of("droid", folder);
    home.ingest();
    assertThat(home.rows("SELECT DISTINCT model FROM messages WHERE role = 'assistant' ORDER BY 1"))
        .containsExactly("claude-rain-1", "rain-1-0");
    LogHome.write(
        folder.resolve(".factory/settings.json"),
        "{\"customModels\":[{\"model\":\"rain-1\"},"
            + "{\"model\":\"claude-sonnet-4-5\",\"displayName\":\"claude rain\"}]}");
    home.change("UPDATE source_unit SET stamp = ''");
    home.change("UPDATE source_session SET version = ''");
    home.ingest();
    assertThat(
            home.rows(
                "SELECT DISTINCT model FROM messages"
                    + " WHERE role IN ('assistant', 'session.usage') AND flags & 1 = 0 ORDER BY 1"))
        .containsExactly("claude-sonnet-4-5", "rain-1");
    assertThat(total(home).tokens().output()).isEqualTo(1658);
  }

  @Test
  void kirosLogsAreReadWithTheirFolderAndTitle() throws Exception {
    var home = new LogHome(folder);
    LogHome.write(
        folder.resolve(".kiro/sessions/cli/k-1.json"),
        """
        {"session_id":"k-1","cwd":"/home/me/pond","title":"Pond depth",
         "created_at":"2026-11-20T12:00:00Z","session_state":{"rts_model_state":
         {"model_info":{"model_id":"claude-opus-4.8"}}}}""");
    Path log = folder.resolve(".kiro/sessions/cli/k-1.jsonl");
    LogHome.write(
        log,
        "{\"version\":\"v1\",\"kind\":\"Prompt\",\"data\":{\"message_id\":\"a\",\"content\":"
            + "[{\"kind\":\"text\",\"data\":\"how deep\"}],\"meta\":{\"timestamp\":1795000000}}}",
        "{\"version\":\"v1\",\"kind\":\"AssistantMessage\",\"data\":{\"message_id\":\"b\",\"content\":"
            + "[{\"kind\":\"text\",\"data\":\"Two metres.\"},"
            + "{\"kind\":\"toolUse\",\"data\":{\"toolUseId\":\"t\",\"name\":\"shell\"}}]}}",
        "{\"version\":\"v1\",\"kind\":\"ToolResults\",\"data\":{\"message_id\":\"c\",\"content\":[]}}");
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(sessions(home)).containsExactly("k-1 pond: Pond depth, 2");
    assertThat(home.rows("SELECT model || ' ' || tools_json FROM messages WHERE uuid = 'b'"))
        .containsExactly("claude-opus-4.8 [\"shell\"]");
    LogHome.append(
        log,
        "{\"kind\":\"Prompt\",\"data\":{\"message_id\":\"d\",\"content\":"
            + "[{\"kind\":\"text\",\"data\":\"and wide\"}]}}");
    assertThat(home.ingest().eventsAdded()).isEqualTo(1);
  }

  @Test
  void amazonQsOlderTableIsReadToo() throws Exception {
    var home = new LogHome(folder);
    String turn =
        "{`conversation_id`:`ID`,`history`:[{`user`:{`content`:{`Prompt`:{`prompt`:`WORDS`}}},"
            + "`assistant`:{`Response`:{`message_id`:`m-ID`,`content`:`ok`}}}]}";
    sql(
        folder.resolve(".local/share/amazon-q/data.sqlite3"),
        "CREATE TABLE conversations (key TEXT PRIMARY KEY, value TEXT)",
        "INSERT INTO conversations VALUES ('/home/me/pond', '"
            + turn.replace("ID", "q-1").replace("WORDS", "how deep")
            + "'), ('/home/me/lid', '"
            + turn.replace("ID", "q-2").replace("WORDS", "older")
            + "')");
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(sessions(home))
        .containsExactlyInAnyOrder("q-1 pond: how deep, 2", "q-2 lid: older, 2");
    sql(
        folder.resolve(".local/share/amazon-q/data.sqlite3"),
        "CREATE TABLE conversations_v2 (key TEXT, conversation_id TEXT, value TEXT)",
        "INSERT INTO conversations_v2 VALUES ('/home/me/lid', 'q-2', '"
            + turn.replace("ID", "q-2").replace("WORDS", "older")
            + "')");
    assertThat(home.ingest().eventsAdded()).isZero();
  }

  @Test
  void antigravitysTranscriptIsReadWithAndWithoutItsDatabase() throws Exception {
    LogHome home = AgentHome.of("antigravity", folder);
    String id = "3f0c1d2e-1111-4b2c-8d3e-0000000000a1";
    String prompt =
        "{\"step_index\":0,\"source\":\"USER_EXPLICIT\",\"type\":\"USER_INPUT\","
            + "\"created_at\":\"2026-11-20T12:00:00Z\",\"content\":\"<USER_REQUEST>how deep"
            + "<ADDITIONAL_METADATA>{\\\"cwd\\\":\\\"/home/me/pond\\\"}</ADDITIONAL_METADATA>"
            + "</USER_REQUEST>\"}";
    String running =
        "{\"step_index\":1,\"source\":\"MODEL\",\"type\":\"RUN_COMMAND\",\"status\":\"RUNNING\","
            + "\"created_at\":\"2026-11-20T12:00:01Z\",\"content\":\"\"}";
    String answer =
        "{\"step_index\":2,\"source\":\"MODEL\",\"type\":\"PLANNER_RESPONSE\",\"content\":"
            + "\"Two metres.\",\"created_at\":\"2026-11-20T12:00:02Z\"}";
    for (String each : List.of(id, "no-database")) {
      LogHome.write(
          folder.resolve(
              ".gemini/antigravity/brain/" + each + "/.system_generated/logs/transcript.jsonl"),
          prompt,
          running,
          running.replace("RUNNING", "DONE"),
          answer);
    }
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(sessions(home))
        .contains(id + " gauge: how deep, 2", "no-database pond: how deep, 2");
    assertThat(total(home).tokens().output()).isEqualTo(830);
    assertThat(home.found("metres")).isEqualTo(2);
    LogHome.append(
        folder.resolve(
            ".gemini/antigravity/brain/" + id + "/.system_generated/logs/transcript.jsonl"),
        answer.replace("_index\":2", "_index\":3"));
    assertThat(home.ingest().eventsAdded()).isEqualTo(1);
    assertThat(total(home).tokens().output()).isEqualTo(830);
  }

  @Test
  void zcodesMessagesAreReadWhereItHasThem() throws Exception {
    LogHome home = AgentHome.of("zcode", folder);
    sql(
        folder.resolve(".zcode/cli/db/db.sqlite"),
        "CREATE TABLE message (id TEXT, session_id TEXT, time_created INTEGER, data TEXT)",
        "CREATE TABLE part (id TEXT, message_id TEXT, session_id TEXT, data TEXT)",
        "INSERT INTO message VALUES ('u', 'z-2', 1795000000000, '{`role`:`user`}'),"
            + " ('s', 'z-2', 1795000000001, '{`role`:`user`,`semantics`:{`kind`:`local_setting`}}'),"
            + " ('a', 'z-2', 1795000001000, '{`role`:`assistant`,`modelID`:`glm-5.3`}')",
        "INSERT INTO part VALUES ('1', 'u', 'z-2', '{`type`:`text`,`text`:`how deep`}'),"
            + " ('2', 's', 'z-2', '{`type`:`text`,`text`:`mode`}'),"
            + " ('3', 'a', 'z-2', '{`type`:`text`,`text`:`Two metres.`}'),"
            + " ('4', 'a', 'z-2', '{`type`:`tool`,`tool`:`Bash`,`callID`:`c`}')");
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(total(home).tokens().output()).isEqualTo(744);
    assertThat(home.found("metres")).isEqualTo(1);
    assertThat(home.rows("SELECT uuid FROM messages WHERE role = 'user' AND flags = 0"))
        .containsExactly("u");
    assertThat(home.rows("SELECT tools_json FROM messages WHERE uuid = 'a'"))
        .containsExactly("[\"Bash\"]");
    sql(
        folder.resolve(".zcode/cli/db/db.sqlite"),
        "UPDATE part SET data = '{`type`:`text`,`text`:`Three metres.`}' WHERE id = '3'");
    home.ingest();
    assertThat(home.found("Three")).isEqualTo(1);
  }
}
