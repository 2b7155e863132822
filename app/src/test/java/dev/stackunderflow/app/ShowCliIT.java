package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session is shown as it went. */
class ShowCliIT {

  @TempDir Path folder;

  private Map<String, String> env = Map.of();

  private static String line(int second, String type, String more) {
    return "{'type':'%s','uuid':'u%d','sessionId':'rain','timestamp':'2026-11-20T12:00:%02d.000Z',%s}"
        .formatted(type, second, second, more)
        .replace('\'', '"');
  }

  private static String user(int second, String content) {
    return line(second, "user", "'message':{'role':'user','content':" + content + "}");
  }

  private static String answer(int second, String block) {
    return line(
        second,
        "assistant",
        "'requestId':'r%1$d','message':{'id':'m%1$d','model':'claude-opus-4-5','usage':{'input_tokens':1000,'output_tokens':%1$d},'content':[%2$s]}"
            .formatted(second, block));
  }

  @BeforeEach
  void twoTurnsAndASubagent() throws IOException {
    env = new HashMap<>(Map.of("HOME", folder.toString(), "TERM", "xterm"));
    Path log = folder.resolve(".claude/projects/-home-me-app/rain.jsonl");
    Path agent = folder.resolve(".claude/projects/-home-me-app/rain/subagents/agent-a1.jsonl");
    Files.createDirectories(agent.getParent());
    Files.write(
        log,
        List.of(
            user(1, "'Measure the rain'"),
            answer(2, "{'type':'thinking','thinking':'deep thought'}"),
            answer(
                3,
                "{'type':'tool_use','id':'t1','name':'Bash','input':{'command':'make measure'}}"),
            user(
                4,
                "[{'type':'tool_result','tool_use_id':'t1','content':'"
                    + "drop\\n".repeat(40)
                    + "the last drop'}]"),
            answer(
                5,
                "{'type':'tool_use','id':'t2','name':'Agent','input':{'description':'Count drops','prompt':'Count'}}"),
            line(
                8,
                "user",
                "'toolUseResult':{'agentId':'a1'},'message':{'content':[{'type':'tool_result','tool_use_id':'t2','content':'forty'}]}"),
            answer(9, "{'type':'text','text':'It is forty.'}"),
            user(20, "'And the \\u001b[31mwind\\u001b[0m?'"),
            answer(21, "{'type':'text','text':'It is calm.'}")));
    Files.write(
        agent,
        List.of(
            user(6, "'Count'").replace("\"uuid\":\"u6\"", "\"uuid\":\"s6\",\"isSidechain\":true"),
            answer(7, "{'type':'text','text':'I count.'}")
                .replace("\"uuid\":\"u7\"", "\"uuid\":\"s7\",\"isSidechain\":true")));
    assertThat(Shell.run(env, "ingest").exitCode()).isZero();
  }

  private String show(String... args) {
    return show(Terminal.NONE, args).out();
  }

  private Shell.Run show(Terminal terminal, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "show";
    all[1] = "rain";
    System.arraycopy(args, 0, all, 2, args.length);
    return Shell.run(terminal, env, all);
  }

  @Test
  void aToolsResultStandsAtItsCallAndASubagentWhereItWasStarted() {
    assertThat(show())
        .containsSubsequence(
            "Measure the rain\n",
            "\nuser  2026-11-20 ",
            "\nMeasure the rain\n",
            "\nassistant  ",
            "\n● Bash: make measure\n  │ drop\n",
            "  … 36 more lines (--full)\n● Agent: Count drops\n    subagent: Count drops\n",
            "\n    user  ",
            "\n    Count\n",
            "    I count.\n    end of subagent\n  │ forty\n",
            "\nIt is forty.\n",
            "\nuser  ",
            "\nAnd the wind?\n",
            "\nIt is calm.\n")
        .doesNotContain("deep thought", "the last drop", "\u001b", " in, ");
    assertThat(show("--full", "--thinking")).contains("  │ the last drop\n", "  │ deep thought\n");
  }

  @Test
  void eachTurnEndsWithWhatItUsedWithItsSubagents() {
    assertThat(show("--usage"))
        .containsSubsequence(
            "It is forty.\n── 5,000 in, 26 out, $0.0257\n",
            "It is calm.\n── 1,000 in, 21 out, $0.0055\n");
  }

  @Test
  void theLastMessagesAndThoseAroundWordsAreShownAlone() {
    assertThat(show("--last", "2"))
        .contains("…\n", "And the wind?", "It is calm.")
        .doesNotContain("forty", "make measure");
    assertThat(show("--around", "MAKE drop"))
        .contains("Measure the rain\n", "● Bash: make measure", "It is forty.")
        .doesNotContain("It is calm.");
    Shell.Run none = show(Terminal.NONE, "--around", "snow");
    assertThat(none.err()).contains("No message of this session contains: snow");
    assertThat(none.exitCode()).isZero();
    assertThat(show(Terminal.NONE, "--last", "2", "--around", "x").exitCode()).isEqualTo(2);
    assertThat(show(Terminal.NONE, "--last", "-1").exitCode()).isEqualTo(2);
  }

  @Test
  void onATerminalThePagerGetsItInColour() throws IOException {
    Path page = folder.resolve("page");
    env.put("PAGER", "cat > '" + page + "'");
    assertThat(show(new Terminal(true, true)).out()).isEmpty();
    assertThat(Files.readString(page))
        .contains("\u001b[1m● Bash: make measure\u001b[0m\n", "And the wind?\n");
    assertThat(show(new Terminal(true, false), "--no-pager").out()).contains("● Bash");
    env.put("PAGER", "cat");
    assertThat(show(new Terminal(true, false)).out()).contains("● Bash").doesNotContain("\u001b");
  }

  @Test
  void withoutAPagerThatRunsItIsPrinted() {
    env.put("PAGER", "exit 127");
    assertThat(show(new Terminal(true, false)).out()).contains("● Bash: make measure\n");
    env.remove("PAGER");
    env.put("PATH", "");
    assertThat(show(new Terminal(true, false)).out()).contains("● Bash: make measure\n");
  }

  @Test
  void aPagerThatIsLeftEndsTheCommandWithoutAWord() {
    env.put("PAGER", "true");
    Shell.Run left = show(new Terminal(true, false));
    assertThat(left.exitCode()).isZero();
    assertThat(left.out() + left.err()).isEmpty();
  }

  @Test
  void markdownHasTheSameStructure() {
    assertThat(show("--markdown"))
        .containsSubsequence(
            "# Measure the rain\n",
            "## assistant, ",
            "**Tool:** `Bash: make measure`\n\n```\ndrop\n",
            "… 21 more lines\n```\n",
            "### subagent: Count drops\n",
            "I count.\n",
            "```\nforty\n```\n");
  }

  @Test
  void jsonHasTheSameStructure() throws IOException {
    JsonNode session = show(Terminal.NONE, "--json").json();
    assertThat(session.get("events")).hasSize(11);
    assertThat(session.get("subagents")).isEmpty();
    JsonNode messages = session.get("messages");
    assertThat(messages).hasSize(7);
    JsonNode typed = messages.get(0);
    assertThat(typed.get("role").asText()).isEqualTo("user");
    assertThat(typed.get("parts").toString())
        .isEqualTo("[{\"type\":\"text\",\"text\":\"Measure the rain\"}]");
    assertThat(messages.get(1).get("parts").get(0).get("type").asText()).isEqualTo("thinking");
    JsonNode call = messages.get(2).get("parts").get(0);
    assertThat(call.get("name").asText()).isEqualTo("Bash");
    assertThat(call.get("input").get("command").asText()).isEqualTo("make measure");
    JsonNode result = call.get("results").get(0);
    assertThat(result.get("text").asText()).startsWith("drop\n").endsWith("the last drop");
    assertThat(result.get("is_error").asBoolean()).isFalse();
    JsonNode agent = messages.get(3).get("parts").get(0).get("subagents").get(0);
    assertThat(agent.get("name").asText()).isEqualTo("Count drops");
    assertThat(agent.get("messages").get(1).get("parts").get(0).get("text").asText())
        .isEqualTo("I count.");
  }

  @Test
  void jsonNamesAnImagesTypeAndSizeAndFailuresAndSubagentsOfNoCall() throws IOException {
    Path project = folder.resolve(".claude/projects/-home-me-app");
    String image =
        "{'type':'image','source':{'type':'base64','media_type':'image/gif','data':'R0lGODlhAwAEAA=='}}";
    Files.write(
        project.resolve("rain.jsonl"),
        List.of(
            user(31, "[{'type':'text','text':'Look'}," + image + "]"),
            answer(32, "{'type':'tool_use','id':'t9','name':'Read','input':{'file_path':'x'}}"),
            user(
                33,
                "[{'type':'tool_result','tool_use_id':'t9','is_error':true,'content':["
                    + image
                    + "]}]")),
        StandardOpenOption.APPEND);
    Files.writeString(
        project.resolve("rain/subagents/agent-b2.jsonl"),
        user(34, "'Unasked'").replace("\"uuid\":\"u34\"", "\"uuid\":\"s34\",\"isSidechain\":true")
            + "\n");
    assertThat(Shell.run(env, "ingest").exitCode()).isZero();
    JsonNode session = show(Terminal.NONE, "--json").json();
    String gif = "{\"type\":\"image\",\"format\":\"gif\",\"width\":3,\"height\":4}";
    JsonNode messages = session.get("messages");
    assertThat(messages.get(messages.size() - 2).get("parts").get(1)).hasToString(gif);
    JsonNode result = messages.get(messages.size() - 1).get("parts").get(0).get("results").get(0);
    assertThat(result.get("is_error").asBoolean()).isTrue();
    assertThat(result.get("images").get(0)).hasToString(gif);
    assertThat(session.get("subagents").get(0).get("messages").get(0).get("parts").toString())
        .contains("Unasked");
  }

  @Test
  void anHtmlPageIsRedactedUnlessTheUserWantsItWhole() throws IOException {
    addSecret();
    Path page = folder.resolve("rain.html");
    Shell.Run written = show(Terminal.NONE, "--html", page.toString());
    assertThat(written.exitCode()).as(written.err()).isZero();
    assertThat(written.err())
        .contains("Wrote ", "Redacted: ", "secret 1", "home folder ", "look through the result")
        .doesNotContain("hunter22");
    assertThat(Files.readString(page))
        .contains("API_TOKEN=[redacted: secret] ~/app", "subagent: Count drops", "<svg ")
        .doesNotContain("hunter22", "/home/berta");
    Path whole = folder.resolve("whole.html");
    Shell.Run asked = show(Terminal.NONE, "--html", whole.toString(), "--no-redact");
    assertThat(asked.err()).doesNotContain("edacted");
    assertThat(Files.readString(whole)).contains("API_TOKEN=hunter22 /home/berta/app");
    assertThat(show(Terminal.NONE, "--html", page.toString()).err()).contains("already exists");
  }

  @Test
  void everyFormOfOutputCanBeRedacted() throws IOException {
    addSecret();
    for (List<String> form :
        List.of(
            List.of("show", "rain"),
            List.of("show", "rain", "--all"),
            List.of("show", "rain", "--markdown"),
            List.of("show", "rain", "--json"),
            List.of("show", "rain", "--raw"),
            List.of("export", "--format", "jsonl"),
            List.of("export", "--format", "csv"))) {
      Shell.Run plain = Shell.run(env, form.toArray(String[]::new));
      assertThat(plain.out()).as("%s", form).contains("hunter22");
      List<String> redacted = new ArrayList<>(form);
      redacted.add("--redact");
      Shell.Run run = Shell.run(env, redacted.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out())
          .as("%s", form)
          .contains("[redacted: secret]")
          .doesNotContain("hunter22", "/home/berta");
      assertThat(run.err()).contains("Redacted: ");
    }
    Path store = folder.resolve("all.db");
    Shell.run(env, "export", "--format", "sqlite", "--redact", "--output", store.toString());
    assertThat(new String(Files.readAllBytes(store), StandardCharsets.ISO_8859_1))
        .contains("[redacted: secret]")
        .doesNotContain("hunter22", "/home/berta");
  }

  private void addSecret() throws IOException {
    Files.writeString(
        folder.resolve(".claude/projects/-home-me-app/rain.jsonl"),
        user(30, "'It is API_TOKEN=hunter22 /home/berta/app'") + "\n",
        StandardOpenOption.APPEND);
    assertThat(Shell.run(env, "ingest").exitCode()).isZero();
  }

  @Test
  void aCommandOfAPersonIsTheirsAndItsOutputStandsBelow() throws Exception {
    Files.write(
        folder.resolve(".claude/projects/-home-me-app/rain.jsonl"),
        List.of(
            line(
                30,
                "system",
                "'subtype':'local_command','content':'<command-name>/rename</command-name><command-args>Drops</command-args>'"),
            line(
                31,
                "system",
                "'subtype':'local_command','content':'<local-command-stdout>Renamed.</local-command-stdout>'"),
            answer(32, "{'type':'text','text':'Next.'}")),
        StandardOpenOption.APPEND);
    assertThat(Shell.run(env, "ingest").exitCode()).isZero();
    assertThat(show("--last", "3").replaceAll("\\d\\d\\d\\d-\\d\\d-\\d\\d ", ""))
        .containsPattern(
            "\nuser  [0-9: -]+\n/rename Drops\n  │ Renamed\\.\n\nassistant  [0-9:]+  claude-opus-4-5\nNext\\.\n");
    assertThat(show("--usage")).contains("It is calm.\n── 1,000 in, 21 out");
  }

  @Test
  void whatHasNoEffectIsRefused() {
    for (String form : List.of("--json", "--raw")) {
      for (String option : List.of("--last=1", "--around=rain", "--usage")) {
        Shell.Run run = show(Terminal.NONE, form, option);
        assertThat(run.exitCode()).as(form + " " + option).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(form + " is the whole session");
      }
    }
    assertThat(show(Terminal.NONE, "--last=0").err()).contains("Not a whole number above 0: 0");
  }

  @Test
  void aPageNeedsAFileNameInAFolderThatExists() {
    assertThat(show(Terminal.NONE, "--html=-").err()).contains("Not a file name: -");
    Path missing = folder.resolve("nowhere/page.html");
    Shell.Run run = show(Terminal.NONE, "--html", missing.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("There is no folder " + missing.getParent() + ". ");
  }
}
