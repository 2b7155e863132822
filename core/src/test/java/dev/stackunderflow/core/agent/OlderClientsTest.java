package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.hash.HexDigest;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What older versions of the clients wrote, as runs of them with a scripted server showed. */
class OlderClientsTest {

  @TempDir private Path folder;

  private LogHome home() {
    return new LogHome(folder);
  }

  private List<String> sessions(LogHome home) throws Exception {
    return home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).stream()
        .map(s -> s.projectName() + ": " + s.title())
        .sorted()
        .toList();
  }

  private Path copilot(String... lines) throws Exception {
    return LogHome.write(folder.resolve(".copilot/session-state/s1/events.jsonl"), lines);
  }

  private static String answer(String id, int output) {
    return """
        {"type":"assistant.message","id":"%s","timestamp":"2026-11-01T00:00:00Z",\
        "data":{"content":"x","outputTokens":%d}}"""
        .formatted(id, output);
  }

  private static String shutdown(String id, int calls, int input, int output) {
    return """
        {"type":"session.shutdown","id":"%s","timestamp":"2026-11-01T00:00:00Z","data":{\
        "modelMetrics":{"gpt":{"requests":{"count":%d},"usage":{"inputTokens":%d,\
        "outputTokens":%d,"cacheReadTokens":0,"cacheWriteTokens":0}}}}}"""
        .formatted(id, calls, input, output);
  }

  private String total() throws Exception {
    LogHome home = home();
    home.ingest();
    return home.total().tokens().toString();
  }

  /**
   * Copilot CLI 1.0.20 begins its sums again with each run; this run used more than the one before.
   */
  @Test
  void copilotsSumsOfOneRunAreAddedToThoseOfTheRunBefore() throws Exception {
    copilot(
        answer("a", 244),
        answer("b", 248),
        shutdown("c", 2, 48390, 492),
        answer("d", 252),
        answer("e", 256),
        shutdown("f", 2, 48910, 508));
    assertThat(total()).isEqualTo("Tokens[input=97300, output=1000, cacheCreation=0, cacheRead=0]");
  }

  @Test
  void copilotsSumsOfTheSessionCountByTheirGrowth() throws Exception {
    copilot(
        answer("a", 244),
        shutdown("b", 1, 1000, 244),
        answer("c", 252),
        shutdown("d", 2, 3000, 496),
        "{\"type\":\"session.shutdown\",\"id\":\"e\",\"data\":{\"modelMetrics\":{}}}",
        answer("f", 4),
        shutdown("g", 3, 3500, 500));
    assertThat(total()).isEqualTo("Tokens[input=3500, output=500, cacheCreation=0, cacheRead=0]");
  }

  @Test
  void twoCopilotRunsWithTheSameSumsAreTwo() throws Exception {
    copilot(answer("a", 10), shutdown("b", 1, 100, 10), answer("c", 10), shutdown("d", 1, 100, 10));
    assertThat(total()).isEqualTo("Tokens[input=200, output=20, cacheCreation=0, cacheRead=0]");
  }

  private void openCode(String... messages) throws Exception {
    Path storage = folder.resolve(".local/share/opencode/storage");
    LogHome.write(
        storage.resolve("session/p1/ses_1.json"),
        "{\"id\":\"ses_1\",\"directory\":\"/home/me/app\",\"title\":\"Old one\",\"time\":{\"created\":1}}");
    int number = 0;
    for (String message : messages) {
      LogHome.write(
          storage.resolve("message/ses_1/msg_" + number++ + ".json"),
          "{\"role\":\"assistant\",\"time\":{\"created\":1764000000000,\"completed\":1764000001000},"
              + message
              + "}");
    }
  }

  /**
   * OpenCode 1.0.185 writes no total, 1.2.27 one that shows that the reasoning is in the output.
   */
  @Test
  void openCodesOutputHoldsTheReasoningUnlessTheTotalSaysOtherwise() throws Exception {
    openCode(
        "\"providerID\":\"local\",\"tokens\":{\"input\":1000,\"output\":284,\"reasoning\":51}",
        "\"providerID\":\"local\",\"tokens\":{\"total\":1284,\"input\":1000,\"output\":284,\"reasoning\":51}",
        "\"providerID\":\"local\",\"tokens\":{\"total\":1335,\"input\":1000,\"output\":284,\"reasoning\":51}",
        "\"providerID\":\"google\",\"tokens\":{\"input\":1000,\"output\":284,\"reasoning\":51}");
    assertThat(total()).isEqualTo("Tokens[input=4000, output=1238, cacheCreation=0, cacheRead=0]");
  }

  @Test
  void theStepsOfAnOpenCodeMessageAreAddedUp() throws Exception {
    openCode("\"tokens\":{\"input\":30,\"output\":3}");
    Path parts = folder.resolve(".local/share/opencode/storage/part/msg_0");
    LogHome.write(
        parts.resolve("prt_1.json"),
        "{\"type\":\"step-finish\",\"tokens\":{\"input\":20,\"output\":2}}");
    LogHome.write(
        parts.resolve("prt_2.json"),
        "{\"type\":\"step-finish\",\"tokens\":{\"input\":30,\"output\":3}}");
    assertThat(total()).isEqualTo("Tokens[input=50, output=5, cacheCreation=0, cacheRead=0]");
  }

  private void gemini(String name, String session, String message) throws Exception {
    String hash = HexDigest.sha256("/home/me/pond");
    LogHome.write(
        folder.resolve(".gemini/tmp/" + hash + "/chats/session-" + name + ".json"),
        "{\"sessionId\":\"%s\",\"projectHash\":\"%s\",\"startTime\":\"2026-11-01T00:00:00Z\",\"messages\":[%s]}"
            .formatted(session, hash, message));
  }

  /** Gemini CLI before 0.27 and Qwen Code before 0.2 only keep the SHA-256 of the folder. */
  @Test
  void geminisFolderIsFoundByItsHashAmongThePathsOfTheProjectsChats() throws Exception {
    gemini("a", "s1", "{\"id\":\"m1\",\"type\":\"user\",\"content\":\"how deep\"}");
    gemini(
        "b",
        "s2",
        """
        {"id":"m2","type":"user","content":"write it"},\
        {"id":"m3","type":"gemini","content":"","toolCalls":[{"name":"write_file",\
        "args":{"file_path":"/home/me/pond/notes/deep.txt"}}]}""");
    LogHome home = home();
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: how deep", "pond: write it");
  }

  @Test
  void geminisFolderIsFoundByItsHashAmongTheTrustedOnes() throws Exception {
    gemini("a", "s1", "{\"id\":\"m1\",\"type\":\"user\",\"content\":\"how deep\"}");
    LogHome.write(
        folder.resolve(".gemini/trustedFolders.json"), "{\"/home/me/pond\":\"TRUST_FOLDER\"}");
    LogHome home = home();
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: how deep");
  }

  /** Kimi Code 0.20 names the folder only in the index of all sessions. */
  @Test
  void kimisFolderIsInTheIndexOfItsSessions() throws Exception {
    LogHome.write(
        folder.resolve(".kimi-code/session_index.jsonl"),
        "{\"sessionId\":\"session_1\",\"workDir\":\"/home/me/pond\"}");
    Path session = folder.resolve(".kimi-code/sessions/wd_pond_1/session_1");
    LogHome.write(
        session.resolve("state.json"),
        "{\"createdAt\":\"2026-11-01T00:00:00Z\",\"title\":\"Depths\",\"isCustomTitle\":true}");
    LogHome.write(
        session.resolve("agents/main/wire.jsonl"),
        "{\"type\":\"metadata\",\"created_at\":1793491200000}",
        "{\"type\":\"turn.prompt\",\"time\":1793491200000,\"input\":[{\"type\":\"text\",\"text\":\"how deep\"}]}");
    LogHome home = home();
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: Depths");
    LogHome.write(
        session.resolve("state.json"),
        "{\"createdAt\":\"2026-11-01T00:00:00Z\",\"title\":\"The pond\",\"isCustomTitle\":true}");
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: The pond");
    assertThat(home.ingest().eventsAdded()).isZero();
  }

  @Test
  void codexNamesOfThreadsAreTheirTitles() throws Exception {
    Path log = home().codex("rollout-2026-11-01T00-00-00-01a2202b-bef8-7943-bce1-bf052096843a");
    LogHome.write(
        log,
        "{\"timestamp\":\"2026-11-01T00:00:00Z\",\"type\":\"session_meta\",\"payload\":{\"id\":\"01a2202b-bef8-7943-bce1-bf052096843a\",\"cwd\":\"/home/me/pond\"}}",
        "{\"timestamp\":\"2026-11-01T00:00:01Z\",\"type\":\"response_item\",\"payload\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"how deep\"}]}}",
        "{\"timestamp\":\"2026-11-01T00:00:02Z\",\"type\":\"event_msg\",\"payload\":{\"type\":\"thread_name_updated\",\"thread_name\":\"In the log\"}}");
    LogHome home = home();
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: In the log");
    LogHome.write(
        folder.resolve(".codex/session_index.jsonl"),
        "{\"id\":\"01a2202b-bef8-7943-bce1-bf052096843a\",\"thread_name\":\"Depths\",\"updated_at\":\"2026-11-01T00:01:00Z\"}",
        "{\"id\":\"01a2202b-0000-7943-bce1-bf052096843a\",\"thread_name\":\"Gone\",\"updated_at\":\"2026-11-01T00:01:00Z\"}");
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: Depths");
    assertThat(home.rows("SELECT count(*) FROM sessions")).containsExactly("1");
  }

  @Test
  void copilotsNamesOfSessionsAreTheirTitles() throws Exception {
    copilot(
        "{\"type\":\"session.start\",\"id\":\"a\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"data\":{\"context\":{\"cwd\":\"/home/me/pond\"}}}",
        "{\"type\":\"user.message\",\"id\":\"b\",\"timestamp\":\"2026-11-01T00:00:00Z\",\"data\":{\"content\":\"how deep\"}}");
    Map<String, String> names = new LinkedHashMap<>();
    names.put("'Ann''s pond'", "Ann's pond");
    names.put("\"a \\\"b\\\"\"", "a \"b\"");
    names.put(">-\n  a\n  b", "a b");
    names.put("how: wide", "how: wide");
    Path state = folder.resolve(".copilot/session-state/s1/workspace.yaml");
    LogHome home = home();
    home.ingest();
    assertThat(sessions(home)).containsExactly("pond: how deep");
    names.forEach(
        (yaml, title) -> {
          try {
            LogHome.write(state, "id: s1", "name: " + yaml, "user_named: true");
            home.ingest();
            assertThat(sessions(home)).containsExactly("pond: " + title);
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }
}
