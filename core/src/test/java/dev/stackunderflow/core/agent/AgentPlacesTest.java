package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.source.CodingAgent;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the agents' own variables, editors and systems put their sessions. */
class AgentPlacesTest {

  private static List<Path> folders(String agent, Map<String, String> more) {
    Map<String, String> env = new HashMap<>(more);
    env.put("HOME", "/home/me");
    return Agents.all(env).stream()
        .filter(each -> each.id().equals(agent))
        .flatMap(each -> each.folders().stream())
        .map(CodingAgent.WatchedFolder::path)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "antigravity, ANTIGRAVITY_DATA_DIR, /x, /x/brain",
    "claude, CLAUDE_CONFIG_DIR, /x, /x/projects",
    "cline, CLINE_DIR, /x, /x/data/tasks",
    "cline, CLINE_DATA_DIR, /x, /x/sessions",
    "cline, CLINE_SESSION_DATA_DIR, /x, /x",
    "codebuddy, CODEBUDDY_CONFIG_DIR, /x, /x/projects",
    "codex, CODEX_HOME, /x, /x/sessions",
    "copilot, COPILOT_HOME, /x, /x/session-state",
    "cursor, CURSOR_CONFIG_DIR, /x, /x/projects",
    "cursor, CURSOR_DATA_DIR, /x, /x/chats",
    "devin, XDG_DATA_HOME, /x, /x/devin/cli",
    "droid, FACTORY_HOME_OVERRIDE, /x, /x/.factory/sessions",
    "gemini, GEMINI_CLI_HOME, /x, /x/.gemini/tmp",
    "gjc, GJC_CODING_AGENT_DIR, /x, /x/sessions",
    "goose, GOOSE_PATH_ROOT, /x, /x/data/sessions",
    "gptme, GPTME_LOGS_HOME, /x, /x",
    "gptme, XDG_DATA_HOME, /x, /x/gptme/logs",
    "grok, GROK_HOME, /x, /x/sessions",
    "junie, JUNIE_HOME, /x, /x/sessions",
    "kilo, KILO_DB, /x/other.db, /x",
    "kimchi, KIMCHI_CODING_AGENT_DIR, /x, /x/sessions",
    "kimi, KIMI_CODE_HOME, /x, /x/sessions",
    "kimi, KIMI_SHARE_DIR, /x, /x/sessions",
    "kiro, KIRO_HOME, /x, /x/sessions/cli",
    "mux, MUX_ROOT, /x, /x/sessions",
    "openclaw, OPENCLAW_STATE_DIR, /x, /x/agents",
    "opencode, OPENCODE_DB, /x/other.db, /x",
    "opencode, XDG_DATA_HOME, /x, /x/opencode",
    "pi, PI_CODING_AGENT_DIR, /x, /x/sessions",
    "qoder, QODER_CONFIG_DIR, /x, /x/projects",
    "qoder, QODERCN_CONFIG_DIR, /x, /x/projects",
    "qwen, QWEN_HOME, /x, /x/projects",
    "qwen, QWEN_RUNTIME_DIR, /x, /x/projects",
    "reasonix, REASONIX_STATE_HOME, /x, /x/stats",
    "reasonix, REASONIX_HOME, /x, /x/stats",
    "senpi, SENPI_CODING_AGENT_DIR, /x, /x/sessions",
    "vibe, VIBE_HOME, /x, /x/logs/session",
    "zcode, ZCODE_SESSION_DB_PATH, /x/db.sqlite, /x",
    "zed, LOCALAPPDATA, /x, /x/Zed/threads"
  })
  void aVariableMovesAnAgentsSessions(String agent, String name, String value, String folder) {
    assertThat(folders(agent, Map.of(name, value))).contains(Path.of(folder));
    assertThat(folders(agent, Map.of())).doesNotContain(Path.of(folder));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".config/Code/User",
        ".config/Code - Insiders/User",
        ".config/VSCodium/User",
        ".config/Cursor/User",
        ".config/Windsurf/User",
        ".local/share/code-server/User",
        ".vscode-server/data/User",
        ".vscode-server-insiders/data/User",
        ".cursor-server/data/User",
        "Library/Application Support/Code/User",
        ".var/app/com.visualstudio.code/config/Code/User"
      })
  void theExtensionsAreReadInEveryEditor(String editor) {
    Map<String, String> extensions =
        Map.of(
            "cline", "saoudrizwan.claude-dev",
            "roo", "rooveterinaryinc.roo-cline",
            "kilo", "kilocode.kilo-code");
    assertThat(folders("copilot-chat", Map.of()))
        .contains(Path.of("/home/me", editor, "workspaceStorage"));
    extensions.forEach(
        (agent, extension) ->
            assertThat(folders(agent, Map.of()))
                .contains(
                    Path.of("/home/me", editor, "globalStorage", extension).resolve("tasks")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"APPDATA", "VSCODE_PORTABLE"})
  void theExtensionsAreReadWhereAVariableNamesTheEditorsFolder(String name) {
    Stream<String> found = folders("cline", Map.of(name, "/x")).stream().map(Path::toString);
    assertThat(found).anyMatch(folder -> folder.startsWith("/x/") && folder.endsWith("/tasks"));
  }
}
