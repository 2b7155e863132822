package dev.stackunderflow.core.agent.copilotchat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.ingest.IngestReport;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chats of the editor: logs of changes, older documents, and what becomes of them. */
class CopilotChatTest {

  private static final String ASKED =
      "{'requestId':'r1','timestamp':1795600800000,'message':{'text':'rain'},'modelId':'copilot/x',"
          + "'response':[{'value':'It '}]}";

  @TempDir private Path folder;
  private LogHome home;
  private Path window;

  @BeforeEach
  void theHome() {
    home = new LogHome(folder);
    window = home.file(".config/Code - Insiders/User/workspaceStorage/abc");
  }

  private Path log() {
    return window.resolve("chatSessions/one.jsonl");
  }

  private static String line(String line) {
    return line.replace('\'', '"');
  }

  private List<String> texts() throws Exception {
    assertThat(home.ingest().warnings()).isEmpty();
    return home.rows(
        "SELECT role || ': ' || content_text FROM messages WHERE flags & 1 = 0 ORDER BY seq");
  }

  @Test
  void aChatContinuesInALogWhereAnOlderVersionHadADocument() throws Exception {
    LogHome.write(
        window.resolve("chatSessions/one.json"), line("{'version':3,'requests':[" + ASKED + "]}"));
    assertThat(texts()).containsExactly("session: ", "user: rain", "assistant: It ");
    LogHome.write(
        log(),
        line("{'kind':0,'v':{'requests':[" + ASKED + "]}}"),
        line("{'kind':2,'k':['requests',0,'response'],'v':[{'value':'falls.'}]}"));
    assertThat(texts()).containsExactly("session: ", "user: rain", "assistant: It falls.");
  }

  @Test
  void aChangeToWhatIsNotThereIsPassedOver() throws Exception {
    LogHome.write(
        log(),
        line("{'kind':1,'k':['requests',0,'response'],'v':[]}"),
        line("{'kind':0,'v':{'requests':[" + ASKED + "]}}"),
        line("{'kind':2,'k':['requests',7,'response'],'v':[{'value':'lost'}]}"),
        line("{'kind':1,'k':['requests',900000000,'response'],'v':[]}"),
        line("{'kind':1,'k':['requests',-1],'v':{}}"),
        line("{'kind':2,'k':['requests',0,'response',0],'v':[1]}"),
        line("{'kind':3,'k':[],'v':1}"),
        line("{'kind':9,'k':['requests'],'v':1}"),
        line("{'kind':2,'k':['requests',0,'response'],'v':[{'value':'pours.'}],'i':1}"));
    assertThat(texts()).containsExactly("session: ", "user: rain", "assistant: It pours.");
  }

  @Test
  void aDamagedLineIsSaidAndTheOthersAreRead() throws Exception {
    LogHome.write(
        log(),
        line("{'kind':0,'v':{'requests':[" + ASKED + "]}}"),
        "{\"kind\":2,\"k\":[\"requ",
        line("{'kind':1,'k':['customTitle'],'v':'Rain'}"));
    IngestReport report = home.ingest();
    assertThat(report.warnings()).hasSize(1).allMatch(each -> each.contains("one.jsonl"));
    assertThat(home.title()).isEqualTo("Rain");
  }

  @Test
  void whatWasTypedAndNotSentIsNotStored() throws Exception {
    LogHome.write(
        log(),
        line("{'kind':0,'v':{'inputState':{'inputText':'a secret'},'requests':[" + ASKED + "]}}"));
    home.ingest();
    assertThat(home.rows("SELECT raw_json FROM messages")).noneMatch(raw -> raw.contains("secret"));
  }

  @Test
  void aWindowWithSeveralFoldersIsTheProjectOfItsFile() throws Exception {
    LogHome.write(
        window.resolve("workspace.json"), line("{'workspace':'file:///w/a%20b/x.code-workspace'}"));
    LogHome.write(log(), line("{'kind':0,'v':{'requests':[" + ASKED + "]}}"));
    home.ingest();
    List<SessionView> sessions =
        home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9));
    assertThat(sessions).extracting(SessionView::projectName).containsExactly("a b");
    LogHome.write(
        window.resolve("workspace.json"), line("{'folder':'vscode-remote://wsl%2Bu/w/c'}"));
    LogHome.write(
        window.resolve("chatSessions/two.jsonl"),
        line("{'kind':0,'v':{'requests':[" + ASKED.replace("r1", "r2") + "]}}"));
    home.ingest();
    assertThat(home.rows("SELECT path FROM projects ORDER BY 1"))
        .as("a folder of another machine")
        .containsExactly("null", "/w/a b");
  }
}
