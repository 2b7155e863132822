package dev.stackunderflow.core.agent.format.claude;

import static dev.stackunderflow.core.ingest.ClaudeLines.answer;
import static dev.stackunderflow.core.ingest.ClaudeLines.gatewayAnswer;
import static dev.stackunderflow.core.ingest.ClaudeLines.time;
import static dev.stackunderflow.core.ingest.ClaudeLines.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every response of Claude counts once, every message is one. */
class ClaudeUsageTest {

  @TempDir Path folder;
  private LogHome home;
  private Path log;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
    log = home.claude("s");
  }

  @Test
  void linesOfAGatewaysResponseThatFollowEachOtherAreOne() throws Exception {
    LogHome.write(
        log,
        user(1, "a"),
        gatewayAnswer(2, "chatcmpl-1", 50),
        gatewayAnswer(3, "chatcmpl-1", 50),
        user(4, "b"),
        gatewayAnswer(5, "chatcmpl-2", 60));
    assertThat(home.total().tokens().output()).isEqualTo(110);
  }

  @Test
  void whatWasWrittenToTheCacheIsTheSumOfItsPartsWhereOnlyTheyAreStated() throws Exception {
    String answer =
        "{'type':'assistant','uuid':'u%d','sessionId':'s','timestamp':'2026-11-01T00:00:00Z',"
            + "'message':{'id':'m%d','model':'m','usage':{'input_tokens':'3',%s'cache_creation':{"
            + "'ephemeral_5m_input_tokens':7,'ephemeral_1h_input_tokens':5}}}}";
    LogHome.write(
        log,
        answer.formatted(1, 1, "").replace('\'', '"'),
        answer.formatted(2, 2, "'cache_creation_input_tokens':10,").replace('\'', '"'));
    assertThat(home.total().tokens())
        .hasToString("Tokens[input=6, output=0, cacheCreation=22, cacheRead=0]");
  }

  @Test
  void aMessageIdThatComesAgainBehindAPromptIsAnotherResponse() throws Exception {
    LogHome.write(
        log,
        user(1, "a"),
        gatewayAnswer(2, "msg_same", 50),
        user(3, "b"),
        gatewayAnswer(4, "msg_same", 60));
    assertThat(home.total().tokens().output()).isEqualTo(110);
    // The response continues in a later ingest.
    LogHome.append(log, gatewayAnswer(5, "msg_same", 60));
    assertThat(home.total().tokens().output()).isEqualTo(110);
  }

  @Test
  void aMessageIdWithAnotherRequestIsAnotherResponse() throws Exception {
    int n = 1;
    for (String id : List.of("msg_same", "chatcmpl-0")) {
      LogHome.write(
          home.claude(id),
          user(n, "a"),
          answer(n + 1, id, "\"requestId\":\"r1\",", 10, ""),
          answer(n + 2, id, "\"requestId\":\"r2\",", 20, ""),
          answer(n + 3, id, "\"requestId\":\"r2\",", 20, ""));
      n += 10;
    }
    assertThat(home.total().tokens().output()).isEqualTo(60);
    LogHome.append(home.claude("msg_same"), answer(5, "msg_same", "\"requestId\":\"r3\",", 5, ""));
    assertThat(home.total().tokens().output()).isEqualTo(65);
  }

  /** Version 2.1.332: the first tool's result is written before the second call is. */
  @Test
  void aResponseWithAToolsResultInItIsOneWhereTheServerGivesNoRequestIds() throws Exception {
    String own = "\"requestRef\":\"888559b1\",";
    LogHome.write(
        log,
        user(1, "a"),
        answer(2, "msg_1", own, 10, ""),
        user(3, "result"),
        answer(4, "msg_1", own, 10, ""),
        answer(5, "msg_1", "\"requestRef\":\"ffd47b6d\",", 20, ""));
    assertThat(home.total().tokens().output()).isEqualTo(30);
  }

  @Test
  void aNoticeThatATaskEndedIsNotTyped() throws Exception {
    String notice = user(1, "<task-notification>done</task-notification>");
    LogHome.write(
        log,
        notice.replaceFirst("\\{", "{\"origin\":{\"kind\":\"task-notification\"},"),
        user(2, "typed"));
    home.ingest();
    assertThat(home.rows("SELECT content_text FROM messages WHERE flags & 8 = 0"))
        .containsExactly("typed");
  }

  @Test
  void aSideConversationsCopyWithAnotherRequestIsTheSameResponse() throws Exception {
    LogHome.write(log, user(1, "a"), answer(2, "msg_1", "\"requestId\":\"r1\",", 10, ""));
    LogHome.write(
        home.file(".claude/projects/-home-me-app/S/subagents/agent-x.jsonl"),
        answer(2, "msg_1", "\"requestId\":\"r9\",\"isSidechain\":true,", 10, ""));
    assertThat(home.total().tokens().output()).isEqualTo(10);
  }

  @Test
  void anAdvisorsTokensCountUnderItsOwnModel() throws Exception {
    String iterations =
        ",\"iterations\":[{\"type\":\"message\",\"input_tokens\":1,\"output_tokens\":5},"
            + "{\"type\":\"advisor_message\",\"model\":\"claude-adviser\",\"input_tokens\":30,"
            + "\"output_tokens\":40}]";
    String line = answer(2, "m", "\"requestId\":\"r\",", 5, iterations);
    // The response is written over two lines, each with all of its usage.
    LogHome.write(log, user(1, "a"), line, line.replace("\"u2\"", "\"u3\""));
    assertThat(home.total().tokens().output()).isEqualTo(45);
    assertThat(
            home.rows(
                "SELECT DISTINCT model || ' ' || output_tokens FROM messages"
                    + " WHERE output_tokens > 0 ORDER BY 1"))
        .containsExactly("claude-adviser 40", "claude-x 5");
  }

  @Test
  void whatTheClientWritesItselfHasNoModel() throws Exception {
    LogHome.write(log, user(1, "a"), answer(2, "e", 0).replace("claude-x", "<synthetic>"));
    home.ingest();
    assertThat(home.rows("SELECT model FROM messages WHERE role = 'assistant'"))
        .containsExactly("null");
  }

  @Test
  void messagesThatACompactionWritesAgainAreOne() throws Exception {
    LogHome.write(
        log,
        user(1, "kettle"),
        answer(2, "m", 5),
        user(9, "summary"),
        user(1, "kettle"),
        answer(2, "m", 5),
        user(10, "on"));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().tokens().output()).isEqualTo(5);
    assertThat(home.found("kettle")).isEqualTo(1);
    assertThat(home.rows("SELECT count(*) FROM messages"))
        .as("every line stays")
        .containsExactly("6");
  }

  private static String queued(int n, String text) {
    return """
        {"type":"attachment","cwd":"/home/me/app","sessionId":"S","attachment":{"type":\
        "queued_command","commandMode":"prompt","prompt":"%s"},"uuid":"u%d","timestamp":"%s"}"""
        .formatted(text, n, time(n));
  }

  @Test
  void whatIsTypedWhileTheAgentWorksIsAMessageOnce() throws Exception {
    LogHome.write(
        log,
        user(1, "a"),
        "{\"type\":\"queue-operation\",\"operation\":\"enqueue\",\"content\":\"descale\",\"timestamp\":\""
            + time(2)
            + "\"}",
        queued(3, "descale"),
        user(4, "descale"),
        answer(5, "m", 5),
        user(6, "descale"));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.found("descale")).as("typed twice").isEqualTo(2);
  }

  @Test
  void theMessagesOfAForkBelongToItsParentAndAreShownInBoth() throws Exception {
    LogHome.write(home.claude("S"), user(1, "kettle"), answer(2, "m", 5), user(3, "parent"));
    String forked = "{\"forkedFrom\":{\"sessionId\":\"S\"},";
    LogHome.write(
        home.claude("a-fork"),
        forked + user(1, "kettle").substring(1),
        forked + answer(2, "m", 5).substring(1),
        user(4, "fork"));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().tokens().output()).isEqualTo(5);
    assertThat(home.found("kettle")).isEqualTo(1);
    List<SessionTranscript> fork =
        home.catalog(catalog -> catalog.show("a-fork", new DeviceFilter.All()));
    assertThat(fork.getFirst().events())
        .extracting(EventView::contentText)
        .containsExactly("kettle", "answer 2", "fork");
    assertThat(fork.getFirst().session().events()).isEqualTo(1);
  }

  @Test
  void aToolsLongOutputIsKeptWithTheLineThatNamesIt() throws Exception {
    Path output = log.resolveSibling("s").resolve("tool-results/b1.txt");
    LogHome.write(output, "boiled ".repeat(50_000));
    LogHome.write(
        log,
        user(1, "a"),
        """
        {"type":"user","sessionId":"S","message":{"role":"user","content":[{"type":"tool_result",\
        "content":"<persisted-output>\\nFull output saved to: /else/where/tool-results/b1.txt\\n"}]},\
        "uuid":"u2","timestamp":"%s"}"""
            .formatted(time(2)));
    home.ingest();
    Files.delete(output);
    assertThat(home.rows("SELECT length(content_text) FROM messages WHERE role = 'tool-result'"))
        .containsExactly(Integer.toString(ToolResultFiles.MAX_BYTES));
    assertThat(home.total().events()).isEqualTo(2);
  }
}
