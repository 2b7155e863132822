package dev.stackunderflow.core.agent.copilot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sessions of Copilot CLI's first versions, and the log into which version 0.0.343 imported one
 * when it resumed it.
 */
class CopilotHistoryTest {

  private static final String ID = "3f0a1111-2222-4333-8444-555566667777";

  private static final List<String> SAID =
      List.of(
          "user: Legacy words of the heron",
          "assistant: I look.",
          "tool_result: ",
          "assistant: One legacy egret.");

  @TempDir private Path folder;

  private void document() throws Exception {
    LogHome.write(
        folder.resolve(".copilot/history-session-state/session_" + ID + "_1761000000000.json"),
        """
        {"sessionId":"3f0a1111-2222-4333-8444-555566667777",
        "startTime":"2025-10-20T22:40:00.000Z","chatMessages":[
        {"role":"user","content":"Legacy words of the heron"},
        {"role":"assistant","content":"I look.","tool_calls":[{"id":"call_1","type":"function",
        "function":{"name":"bash","arguments":"{\\"command\\":\\"echo one egret\\"}"}}]},
        {"role":"tool","tool_call_id":"call_1","content":"one egret"},
        {"role":"assistant","content":"One legacy egret."}],
        "timeline":[],"selectedModel":"gpt-5"}""");
  }

  private void log() throws Exception {
    Path log = folder.resolve(".copilot/session-state/" + ID + ".jsonl");
    Files.createDirectories(log.getParent());
    Files.copy(Path.of("src/test/resources/older/copilot-0.0.343/" + ID + ".jsonl"), log);
  }

  /** What a view shows: each message once. */
  private List<String> said(LogHome home) throws Exception {
    return home
        .catalog(catalog -> catalog.show(ID, new DeviceFilter.All()))
        .getFirst()
        .events()
        .stream()
        .filter(event -> List.of("user", "assistant", "tool_result").contains(event.role()))
        .map(event -> event.role() + ": " + event.contentText())
        .toList();
  }

  @Test
  void aDocumentIsASession() throws Exception {
    document();
    LogHome home = new LogHome(folder);
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(said(home)).isEqualTo(SAID);
    assertThat(home.title()).isEqualTo("Legacy words of the heron");
    assertThat(home.rows("SELECT tools_json FROM messages WHERE tools_json <> '[]'"))
        .containsExactly("[\"bash\"]");
  }

  @Test
  void whatALogImportedIsRead() throws Exception {
    log();
    LogHome home = new LogHome(folder);
    home.ingest();
    assertThat(said(home)).startsWith(SAID.toArray(String[]::new));
    assertThat(said(home)).contains("user: New words after the heron");
    assertThat(home.title()).isEqualTo("Legacy words of the heron");
  }

  @Test
  void aDocumentThatWasImportedIsReadOnce() throws Exception {
    document();
    LogHome home = new LogHome(folder);
    home.ingest();
    log();
    home.ingest();
    assertThat(said(home)).startsWith(SAID.toArray(String[]::new));
    assertThat(said(home)).hasSize(SAID.size() + 1);
    assertThat(home.rows("SELECT count(*) FROM sessions")).containsExactly("1");
  }
}
