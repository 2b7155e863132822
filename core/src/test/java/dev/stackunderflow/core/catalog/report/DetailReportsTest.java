package dev.stackunderflow.core.catalog.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.detail.PullRequest;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.report.Report.PullRequests;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports by tool and by pull request, from Claude Code's and Codex' lines. */
class DetailReportsTest {

  @TempDir Path folder;
  private Map<String, String> env = Map.of();
  private int lines;

  @BeforeEach
  void home() {
    env = Map.of("HOME", folder.toString());
  }

  private void claude(String session, String type, String time, String rest) throws Exception {
    lines++;
    write(
        ".claude/projects/-p/" + session + ".jsonl",
        "{\"type\":\"%s\",\"uuid\":\"u%d\",\"sessionId\":\"%s\",\"timestamp\":\"%s\",%s}"
            .formatted(type, lines, session, time, rest));
  }

  private void call(String session, String time, String tool, String id) throws Exception {
    claude(
        session,
        "assistant",
        time,
        """
        "requestId":"r%d","message":{"id":"m%d","role":"assistant","model":"claude-sonnet-4-6",\
        "content":[{"type":"tool_use","id":"%s","name":"%s","input":{}}],\
        "usage":{"output_tokens":1000}}"""
            .formatted(lines, lines, id, tool));
  }

  private void result(String session, String time, String id, String error) throws Exception {
    claude(
        session,
        "user",
        time,
        "\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"%s\",\"content\":\"x\"%s}]}"
            .formatted(id, error));
  }

  private void link(String session, String rest) throws Exception {
    claude(session, "pr-link", "2026-11-01T12:00:00.000Z", rest);
  }

  private void write(String file, String line) throws Exception {
    Path log = folder.resolve(file);
    Files.createDirectories(log.getParent());
    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private interface Question<T> {
    T ask(Catalog catalog) throws Exception;
  }

  private <T> T view(Question<T> question) throws Exception {
    try (Store store = Store.open(Home.of(env).store())) {
      new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING).run((_, _) -> {});
      try (Catalog catalog = Catalog.open(Home.of(env), store)) {
        return question.ask(catalog);
      }
    }
  }

  private static ReportQuery query(@Nullable Instant since, Grouping... by) {
    return new ReportQuery(
        new DeviceFilter.All(),
        null,
        null,
        since,
        null,
        ZoneOffset.UTC,
        Set.of(by),
        PriceTable.builtIn());
  }

  private List<String> tools(@Nullable Instant since) throws Exception {
    return view(c -> c.reports().tools(query(since), IndexProgress.NONE)).stream()
        .map(t -> t.tool() + " " + t.calls() + " " + t.failures() + "/" + t.decidable())
        .toList();
  }

  private List<String> requests() throws Exception {
    return view(c -> c.report(query(null, Grouping.PULL_REQUEST)))
        .by(Grouping.PULL_REQUEST)
        .stream()
        .map(
            g ->
                ((PullRequests) g.subject()).requests().stream().map(PullRequest::name).toList()
                    + " "
                    + g.counts().tokens().output())
        .toList();
  }

  @Test
  void callsAndTheErrorsThatTheLogStatesAreCounted() throws Exception {
    call("a", "2026-11-01T10:00:00.000Z", "Bash", "t1");
    result("a", "2026-11-01T10:00:01.000Z", "t1", ",\"is_error\":true");
    call("a", "2026-11-01T10:00:02.000Z", "Bash", "t2");
    result("a", "2026-11-01T10:00:03.000Z", "t2", ",\"is_error\":false");
    call("b", "2026-11-01T10:00:04.000Z", "mcp__db__query", "t3");
    result("b", "2026-11-01T10:00:05.000Z", "t3", "");
    assertThat(tools(null)).containsExactly("Bash 2 1/2", "mcp__db__query 1 0/1");
    call("b", "2026-11-01T11:00:00.000Z", "Bash", "t4");
    assertThat(tools(null)).containsExactly("Bash 3 1/3", "mcp__db__query 1 0/1");
    assertThat(tools(Instant.parse("2026-11-01T11:00:00Z"))).containsExactly("Bash 1 0/1");
  }

  @Test
  void codexCallsFailedWhereTheirResultSaysSo() throws Exception {
    String rollout =
        ".codex/sessions/2026/11/02/rollout-2026-11-02T10-00-00-11111111-1111-4111-8111-111111111111.jsonl";
    write(
        rollout,
        "{\"timestamp\":\"2026-11-02T10:00:00.000Z\",\"type\":\"session_meta\",\"payload\":{\"id\":\"11111111-1111-4111-8111-111111111111\",\"cwd\":\"/home/me/app\"}}");
    write(
        rollout,
        "{\"timestamp\":\"2026-11-02T10:00:01.000Z\",\"type\":\"response_item\",\"payload\":{\"type\":\"function_call\",\"name\":\"exec_command\",\"call_id\":\"c1\",\"arguments\":\"{}\"}}");
    assertThat(tools(null)).containsExactly("exec_command 1 0/1");
    write(
        rollout,
        "{\"timestamp\":\"2026-11-02T10:00:02.000Z\",\"type\":\"response_item\",\"payload\":{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"Exit code: 3\\nOutput:\\nx\"}}");
    assertThat(tools(null)).containsExactly("exec_command 1 1/1");
  }

  @Test
  void aCallThatHoldsItsResultFailedWhereThatSaysSo() throws Exception {
    AgentHome.of("gemini", folder);
    Path chat;
    try (var files = Files.walk(folder)) {
      chat = files.filter(file -> file.toString().contains("d74e9452")).findFirst().orElseThrow();
    }
    String before = Files.readString(chat);
    assertThat(tools(null)).anyMatch(row -> row.matches("run_shell_command (\\d) 0/\\1"));
    Files.writeString(chat, before.replace("Output: twelve drops", "Output: x\\nExit Code: 3"));
    assertThat(tools(null)).anyMatch(row -> row.matches("run_shell_command (\\d) 1/\\1"));
  }

  @Test
  void whetherCallsFailedIsNotKnownOfAnAgentThatDoesNotNoteIt() throws Exception {
    AgentHome.of("cursor", folder);
    assertThat(tools(null)).allMatch(row -> row.endsWith("0/0")).isNotEmpty();
  }

  @Test
  void aCallThatAForkedSessionRepeatsCountsOnce() throws Exception {
    String line =
        """
        {"type":"assistant","uuid":"same","sessionId":"%s","timestamp":"2026-11-01T10:00:00.000Z",\
        "requestId":"r","message":{"id":"m","role":"assistant","model":"claude-sonnet-4-6",\
        "content":[{"type":"tool_use","id":"t1","name":"Bash","input":{}}],\
        "usage":{"output_tokens":1000}}}""";
    write(".claude/projects/-p/a.jsonl", line.formatted("a"));
    write(".claude/projects/-p/b.jsonl", line.formatted("a"));
    assertThat(tools(null)).containsExactly("Bash 1 0/1");
  }

  @Test
  void whatASessionSpentIsOfThePullRequestsThatItIsLinkedTo() throws Exception {
    call("a", "2026-11-01T10:00:00.000Z", "Bash", "t1");
    call("a", "2026-11-01T13:00:00.000Z", "Bash", "t2");
    link(
        "a",
        "\"prNumber\":12,\"prRepository\":\"o/r\",\"prUrl\":\"https://github.com/o/r/pull/12\"");
    link("a", "\"prNumber\":12,\"prRepository\":\"o/r\"");
    call("b", "2026-11-01T10:00:04.000Z", "Bash", "t3");
    link("b", "\"prUrl\":\"https://github.com/o/r/pull/12\"");
    link("b", "\"prUrl\":\"https://git.example.org/g/s/r/-/merge_requests/7\"");
    call("c", "2026-11-01T10:00:05.000Z", "Bash", "t4");
    assertThat(requests()).containsExactly("[o/r#12] 2000", "[] 1000", "[g/s/r#7, o/r#12] 1000");
  }

  @Test
  void aLinkThatNamesNothingLinksNothing() throws Exception {
    call("a", "2026-11-01T10:00:00.000Z", "Bash", "t1");
    link("a", "\"prNumber\":-1");
    link("a", "\"prNumber\":\"twelve\",\"prUrl\":7");
    link("a", "\"prUrl\":\"javascript:alert(1)\"");
    assertThat(requests()).containsExactly("[] 1000");
    link("a", "\"prUrl\":\"https://example.org/elsewhere\"");
    assertThat(requests()).containsExactly("[https://example.org/elsewhere] 1000");
  }
}
