package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Agents that keep another's format in a folder of their own, and one whose folder is named. */
class OtherFoldersTest {

  private static final String CLAUDE =
      """
      {"type":"user","uuid":"u1","sessionId":"one","timestamp":"2026-11-20T12:00:00Z",\
      "cwd":"/home/me/app","message":{"role":"user","content":"rain"}}
      """;

  private static final String CODEX =
      """
      {"timestamp":"2026-11-20T12:00:00Z","type":"session_meta","payload":{"id":"01a2","cwd":"/a"}}
      {"timestamp":"2026-11-20T12:00:01Z","type":"response_item","payload":{"type":"message",\
      "role":"user","content":[{"type":"input_text","text":"sun"}]}}
      """;

  private static final String AIDER =
      """

      # aider chat started at 2026-06-09 14:01:00

      > Aider v0.86.1
      > Main model: gpt-5.4 with diff edit format

      #### add a retry
      #### to the webhook

      I add it.

      It retries.

      > Tokens: 4.2k sent, 1.2k received. Cost: $0.03 message, $0.05 session.
      > Applied edit to webhook.py

      # aider chat started at 2026-06-09 15:30:00

      #### make the timeout configurable
      Done.
      """;

  @TempDir private Path folder;
  private final Map<String, String> env = new HashMap<>();

  @BeforeEach
  void theHome() {
    env.put("HOME", folder.toString());
  }

  private void write(String file, String text) throws Exception {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private IngestReport ingest(Store store) throws Exception {
    return new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING)
        .run((_, _) -> {});
  }

  private List<SessionView> sessions() throws Exception {
    Home home = Home.of(env);
    Files.createDirectories(home.folder());
    try (Store store = Store.open(home.store())) {
      assertThat(ingest(store).warnings()).isEmpty();
      assertThat(ingest(store).eventsAdded()).isZero();
      try (Catalog catalog = Catalog.open(home, store)) {
        return catalog.sessions(new DeviceFilter.All(), 9);
      }
    }
  }

  @Test
  void openClaudesLogsAreReadAsClaudes() throws Exception {
    write(".openclaude/projects/-home-me-app/one.jsonl", CLAUDE);
    env.put("CLAUDE_CONFIG_DIR", folder.resolve("elsewhere").toString());
    assertThat(sessions())
        .extracting(s -> s.provider() + " " + s.sessionId())
        .containsExactly("claude one");
  }

  @ParameterizedTest
  @CsvSource({
    ".config/CherryStudio/Data/Agents/.claude/projects/-app/one.jsonl, claude one",
    "Library/Application Support/CherryStudio/.claude/projects/-app/one.jsonl, claude one",
  })
  void cherryStudiosLogsAreReadAsClaudes(String log, String session) throws Exception {
    write(log, CLAUDE);
    assertThat(sessions())
        .extracting(s -> s.provider() + " " + s.sessionId())
        .containsExactly(session);
  }

  @ParameterizedTest
  @ValueSource(strings = {".qclaw", ".kimi_openclaw"})
  void programsThatContainOpenClawAreReadAsOpenClaw(String program) throws Exception {
    write(
        program + "/agents/main/sessions/q1.jsonl",
        """
        {"type":"session","version":3,"id":"q1","timestamp":"2026-11-20T12:00:00Z","cwd":"/home/me/app"}
        {"type":"message","id":"u1","timestamp":"2026-11-20T12:00:00Z","message":{"role":"user","content":"rain"}}
        """);
    assertThat(sessions())
        .extracting(s -> s.provider() + " " + s.sessionId() + " " + s.title())
        .containsExactly("openclaw q1 rain");
  }

  @Test
  void kimiWorksSessionsAreReadAsKimis() throws Exception {
    String home = ".config/kimi-desktop/daimon-share/daimon/runtime/kimi-code/home/";
    write(
        home + "sessions/wd_app_01/conv-1/agents/main/wire.jsonl",
        """
        {"type":"turn.prompt","promptId":"p1","input":[{"type":"text","text":"rain"}],"time":1795176001000}
        """);
    assertThat(sessions())
        .extracting(s -> s.provider() + " " + s.sessionId() + " " + s.title())
        .containsExactly("kimi conv-1 rain");
  }

  @Test
  void traexLogsAreReadAsCodex() throws Exception {
    write(".trae/cli/sessions/2026/11/20/rollout-2026-11-20T12-00-00-01a2.jsonl", CODEX);
    assertThat(sessions())
        .extracting(s -> s.provider() + " " + s.title())
        .containsExactly("codex sun");
  }

  @Test
  void aidersHistoryIsOneSessionForEachStart() throws Exception {
    write("src/app/.aider.chat.history.md", AIDER);
    assertThat(sessions()).as("no agent worked in its folder").isEmpty();
    env.put("AIDER_FOLDERS", folder.resolve("src/app") + "," + folder.resolve("src/none"));
    List<SessionView> sessions = sessions();
    assertThat(sessions)
        .extracting(s -> s.title() + ": " + s.events())
        .containsExactly("make the timeout configurable: 2", "add a retry: 2");
    assertThat(sessions).extracting(SessionView::projectName).containsOnly("app");
    write("src/app/.aider.chat.history.md", AIDER + "\n#### and the log\nDone too.\n");
    assertThat(sessions())
        .extracting(s -> s.title() + ": " + s.events())
        .containsExactly("make the timeout configurable: 4", "add a retry: 2");
  }

  /** Its history is in the root of the working tree, wherever in it the other agent worked. */
  @Test
  void aidersHistoryIsFoundWhereAnotherAgentWorked() throws Exception {
    Files.createDirectories(folder.resolve("src/app/.git"));
    Files.createDirectories(folder.resolve("src/app/web"));
    write("src/app/.aider.chat.history.md", AIDER);
    write("src/other/.aider.chat.history.md", AIDER);
    write(
        ".claude/projects/-app/one.jsonl",
        CLAUDE.replace("/home/me/app", folder.resolve("src/app/web").toString()));
    assertThat(sessions())
        .extracting(s -> s.provider() + " " + s.projectName() + " " + s.title())
        .containsExactlyInAnyOrder(
            "claude web rain", "aider app make the timeout configurable", "aider app add a retry");
    env.put("AIDER_FOLDERS", folder.resolve("src/app").toString());
    assertThat(sessions()).as("named as well").hasSize(3);
    write("src/app/.aider.chat.history.md", AIDER + "\n#### and the log\nDone too.\n");
    env.remove("AIDER_FOLDERS");
    assertThat(sessions()).extracting(SessionView::events).contains(4L).hasSize(3);
  }

  @Test
  void aSessionTakenOutOfAidersHistoryChangesNoOther() throws Exception {
    env.put("AIDER_FOLDERS", folder.resolve("src/app").toString());
    write("src/app/.aider.chat.history.md", AIDER);
    assertThat(sessions()).hasSize(2);
    write("src/app/.aider.chat.history.md", AIDER.substring(AIDER.lastIndexOf("# aider")));
    assertThat(sessions()).hasSize(2);
  }

  @Test
  void whatIsNoHistoryOfAidersIsNoSession() throws Exception {
    write("src/app/.aider.chat.history.md", "#### no start\n# aider chat started at noon\n");
    env.put("AIDER_FOLDERS", folder.resolve("src/app").toString());
    assertThat(sessions()).isEmpty();
    write(
        "src/app/.aider.chat.history.md",
        "# aider chat started at 2026-99-09 14:01:00\n\n#### x\n");
    assertThat(sessions()).hasSize(1);
  }
}
