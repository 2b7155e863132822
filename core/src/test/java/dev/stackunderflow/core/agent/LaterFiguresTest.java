package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second source of the same figures that appears after an ingest: they count once. */
class LaterFiguresTest {

  @TempDir private Path folder;
  private LogHome home;

  @BeforeEach
  void begin() {
    home = new LogHome(folder);
  }

  private void assertOutput(long tokens) throws Exception {
    assertThat(home.total().tokens().output()).isEqualTo(tokens);
  }

  private Path session(String... updates) throws Exception {
    Path session = folder.resolve(".grok/sessions/%2Fhome%2Fme/s");
    LogHome.write(
        session.resolve("summary.json"),
        "{\"info\":{\"id\":\"s\",\"cwd\":\"/home/me\"},\"created_at\":\"2026-11-20T12:00:00Z\"}");
    LogHome.write(
        session.resolve("chat_history.jsonl"), "{\"type\":\"user\",\"content\":\"how deep\"}");
    LogHome.write(session.resolve("updates.jsonl"), updates);
    return session;
  }

  /** The two files name a turn's end by clocks that differ by a millisecond. */
  @Test
  void aGrokTurnThatEndsAtTheTurnOfASecondCountsOnce() throws Exception {
    String usage =
        "\"outputTokens\":7,\"modelUsage\":{\"m\":{\"inputTokens\":9,\"outputTokens\":7}}";
    Path session =
        session(
            "{\"timestamp\":1795000001,\"params\":{\"_meta\":{\"agentTimestampMs\":1795000001000},"
                + "\"update\":{\"sessionUpdate\":\"turn_completed\",\"prompt_id\":\"p\",\"usage\":{"
                + usage
                + "}}}}");
    assertOutput(7);
    Path later = session.resolve("usage.json");
    LogHome.write(
        later,
        "{\"turns\":[{\"turnNumber\":1,\"endedAt\":\"2026-11-18T11:06:40.999Z\"," + usage + "}]}");
    assertOutput(7);
    Files.delete(later);
    assertOutput(7);
  }

  /** What Grok Build 1.0.41 writes of a subagent that runs in the background. */
  @Test
  void aGrokSubagentThatEndsAfterItsTurnCountsOnce() throws Exception {
    String usage =
        "\"outputTokens\":%d,\"modelUsage\":{\"m\":{\"inputTokens\":9,\"outputTokens\":%d}}";
    String completed =
        "{\"timestamp\":1795000001,\"params\":{\"update\":{\"sessionUpdate\":\"turn_completed\","
            + "\"prompt_id\":\"p\",\"usage\":{\"usageIsIncomplete\":%s,"
            + usage.formatted(7, 7)
            + "}}}}";
    String spawned =
        "{\"timestamp\":1795000000,\"params\":{\"update\":{\"sessionUpdate\":\"subagent_spawned\","
            + "\"parent_prompt_id\":\"p\",\"child_session_id\":\"sub\"}}}";
    Path session = session(spawned, completed.formatted(true));
    assertOutput(7);
    Path child = session.resolveSibling("sub");
    LogHome.write(
        child.resolve("summary.json"),
        "{\"info\":{\"id\":\"sub\",\"cwd\":\"/home/me\"},\"session_kind\":\"subagent\"}");
    LogHome.write(
        child.resolve("usage.json"),
        "{\"turns\":[{\"turnNumber\":1,\"endedAt\":\"2026-11-18T11:06:42Z\","
            + usage.formatted(5, 5)
            + "}]}");
    LogHome.append(
        session.resolve("updates.jsonl"),
        "{\"params\":{\"update\":{\"sessionUpdate\":\"subagent_finished\"}}}");
    assertOutput(12);
  }

  @Test
  void theRequestsOfAClineTaskReplaceItsSums() throws Exception {
    Path storage = folder.resolve(".config/Code/User/globalStorage/saoudrizwan.claude-dev");
    Path task = storage.resolve("tasks/1795000000000");
    LogHome.write(
        task.resolve("api_conversation_history.json"),
        "[{\"role\":\"user\",\"content\":\"how deep\"}]");
    Path list = storage.resolve("state/taskHistory.json");
    String item = "[{\"id\":\"1795000000000\",\"ts\":%d,\"tokensIn\":9,\"tokensOut\":%d}]";
    LogHome.write(list, item.formatted(1795000001000L, 7));
    assertOutput(7);
    LogHome.write(list, item.formatted(1795000002000L, 11));
    assertOutput(11);
    LogHome.write(
        task.resolve("ui_messages.json"),
        "[{\"ts\":1795000001000,\"say\":\"api_req_started\",\"text\":"
            + "\"{\\\"tokensIn\\\":9,\\\"tokensOut\\\":11}\"}]");
    assertOutput(11);
  }

  @Test
  void aClineTaskIsReadThoughTheListOfTasksIsDamaged() throws Exception {
    Path storage = folder.resolve(".config/Code/User/globalStorage/saoudrizwan.claude-dev");
    LogHome.write(
        storage.resolve("tasks/1795000000000/api_conversation_history.json"),
        "[{\"role\":\"user\",\"content\":\"how deep\"}]");
    LogHome.write(storage.resolve("state/taskHistory.json"), "[{\"id\":");
    assertThat(home.ingest().warnings()).singleElement().asString().contains("taskHistory.json");
    assertThat(home.found("deep")).isEqualTo(1);
  }

  @Test
  void theMessagesOfAnAmpThreadReplaceItsLedger() throws Exception {
    Path thread = folder.resolve(".local/share/amp/threads/T-1.json");
    String ledger =
        "\"usageLedger\":{\"events\":[{\"id\":\"e\",\"timestamp\":\"2026-11-20T12:00:01Z\",\"model\":\"m\","
            + "\"tokens\":{\"input\":9,\"output\":7}}]}";
    String message = "{\"role\":\"assistant\",\"messageId\":1,\"content\":[]%s}";
    String whole = "{\"id\":\"T-1\",\"created\":1795000000000,%s,\"messages\":[%s]}";
    LogHome.write(thread, whole.formatted(ledger, message.formatted("")));
    assertOutput(7);
    LogHome.write(
        thread,
        whole.formatted(
            ledger,
            message.formatted(
                ",\"usage\":{\"model\":\"m\",\"inputTokens\":9,\"outputTokens\":7,"
                    + "\"cacheReadInputTokens\":5}")));
    assertOutput(7);
    assertThat(home.total().tokens().cacheRead()).isEqualTo(5);
    assertThat(home.total().tokens().input()).isEqualTo(9);
  }

  @Test
  void theMessagesOfAContinueSessionReplaceItsSums() throws Exception {
    Path file = folder.resolve(".continue/sessions/s.json");
    String usage = "\"usage\":{\"promptTokens\":9,\"completionTokens\":7}";
    String whole =
        "{\"sessionId\":\"s\",\"history\":[{\"message\":{\"role\":\"assistant\",\"content\":\"x\"%s}}]%s}";
    LogHome.write(file, whole.formatted("", "," + usage));
    assertOutput(7);
    LogHome.write(file, whole.formatted("," + usage, "," + usage));
    assertOutput(7);
  }

  /** A model without figures says nothing of them; the log is read. */
  @Test
  void aCopilotShutdownWithoutFiguresOfAModelIsRead() throws Exception {
    Path log = folder.resolve(".copilot/session-state/s/events.jsonl");
    String shutdown =
        "{\"type\":\"session.shutdown\",\"id\":\"%s\",\"timestamp\":\"2026-11-20T12:00:0%sZ\","
            + "\"data\":{\"modelMetrics\":{\"m\":{%s}}}}";
    String usage = "\"usage\":{\"inputTokens\":9,\"outputTokens\":%d}";
    LogHome.write(log, shutdown.formatted("a", "1", usage.formatted(7)));
    assertOutput(7);
    LogHome.append(log, shutdown.formatted("b", "2", "\"requests\":1"));
    assertThat(home.ingest().warnings()).isEmpty();
    assertOutput(7);
    LogHome.append(log, shutdown.formatted("c", "3", usage.formatted(11)));
    assertOutput(11);
    assertThat(home.ingest().eventsAdded()).isZero();
  }
}
