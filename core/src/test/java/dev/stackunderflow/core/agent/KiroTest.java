package dev.stackunderflow.core.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.transcript.EventOf;
import dev.stackunderflow.core.transcript.Part;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations of Kiro and of Amazon Q in the forms of several versions. */
class KiroTest {

  private static final String DATABASE = ".local/share/kiro-cli/data.sqlite3";
  private static final String TURN =
      "{\"conversation_id\":\"k1\",\"history\":[{\"user\":{\"content\":{\"Prompt\":{\"prompt\":\"%s\"}}},"
          + "\"assistant\":{\"Response\":{\"message_id\":\"m\",\"content\":\"two metres\"}}}]}";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  @Test
  void aTurnMayBeAList() throws Exception {
    written.database(
        ".local/share/amazon-q/data.sqlite3",
        "CREATE TABLE conversations (key TEXT PRIMARY KEY, value TEXT)",
        "INSERT INTO conversations VALUES ('/home/me/pond', '{\"conversation_id\":\"q1\",\"history\":[["
            + "{\"content\":{\"Prompt\":{\"prompt\":\"how deep\"}}},{\"ToolUse\":{\"message_id\":\"m1\","
            + "\"content\":\"\",\"tool_uses\":[{\"id\":\"c\",\"name\":\"dive\",\"args\":{}}]}}]]}')");
    assertThat(written.events()).containsExactly("user: how deep", "assistant:  [\"dive\"]");
    assertThat(written.sessions()).containsExactly("q1 pond: how deep");
  }

  @Test
  void aConversationInSeveralFoldersIsTheOneWrittenLast() throws Exception {
    String row =
        "INSERT INTO conversations_v2 VALUES ('/home/me/%s', 'k1', '%s', 1772000000000, %d)";
    written.database(
        DATABASE,
        "CREATE TABLE conversations_v2 (key TEXT, conversation_id TEXT, value TEXT, created_at INTEGER,"
            + " updated_at INTEGER)",
        row.formatted("pond", TURN.formatted("how deep"), 1772000009000L),
        row.formatted("app", TURN.formatted("old"), 1772000001000L));
    assertThat(written.events()).containsExactly("user: how deep", "assistant: two metres");
    assertThat(written.column("timestamp")).containsOnly("2026-02-25T06:13:20.000Z");
    assertThat(written.sessions()).containsExactly("k1 pond: how deep");
  }

  @Test
  void aLogOfAConversationInTheDatabaseIsReadWhereItIsNewer() throws Exception {
    written.database(
        DATABASE,
        "CREATE TABLE conversations_v2 (key TEXT, conversation_id TEXT, value TEXT, created_at INTEGER,"
            + " updated_at INTEGER)",
        "INSERT INTO conversations_v2 VALUES ('/home/me/pond', 'k1', '"
            + TURN.formatted("how deep")
            + "', 1772000000000, 1772000009000)");
    String line =
        "{'version':'v1','kind':'Prompt','data':{'message_id':'p','content':[{'kind':'text','data':"
            + "'%s'}],'meta':{'timestamp':%d}}}";
    written.file(".kiro/sessions/cli/k1.json", "{'updated_at':'2026-02-25T06:13:25Z'}");
    written.file(".kiro/sessions/cli/k1.jsonl", line.formatted("how deep", 1772000000));
    assertThat(written.events()).containsExactly("user: how deep", "assistant: two metres");
    written.file(".kiro/sessions/cli/k1.json", "{'updated_at':'2026-03-25T06:13:25Z'}");
    written.file(".kiro/sessions/cli/k1.jsonl", line.formatted("and now", 1774000000));
    assertThat(written.events())
        .containsExactly("user: how deep", "assistant: two metres", "session:", "user: and now");
  }

  @Test
  void theNewestVersionsHaveAFolderForEachSession() throws Exception {
    for (String session : new String[] {".kiro/sessions/s1/", ".kiro/sessions/workspace/s2/"}) {
      written.file(
          session + "session.json",
          "{'title':'Depths','createdAt':'2026-05-01T10:00:00Z','workspacePaths':['/home/me/pond']}");
      written.file(
          session + "messages.jsonl",
          "{'timestamp':1777629600000,'payload':{'type':'user','content':'how deep'}}",
          "{'timestamp':1777629601000,'payload':{'type':'tool_call','toolName':'dive','toolCallId':'c',"
              + "'args':{'to':2}}}",
          "{'timestamp':1777629602000,'payload':{'type':'tool_result','toolCallId':'c','content':'mud'}}",
          "{'timestamp':1777629603000,'payload':{'type':'assistant','content':'two metres',"
              + "'reasoningModelId':'m'}}");
    }
    assertThat(written.sessions()).containsExactly("s1 pond: Depths", "s2 pond: Depths");
    assertThat(written.events().subList(0, 5))
        .containsExactly(
            "ai-title: Depths",
            "user: how deep",
            "assistant:  [\"dive\"]",
            "tool_result:",
            "assistant: two metres");
    assertThat(
            Agents.parts("kiro")
                .parts(
                    EventOf.record(
                        "tool_result",
                        "",
                        "{'payload':{'type':'tool_result','toolCallId':'c','content':'mud'}}")))
        .containsExactly(Part.ToolResult.of("c", "mud"));
  }

  @Test
  void theEditorsSessionsAreReadWithWhatWasDone() throws Exception {
    String storage = ".config/Kiro/User/globalStorage/kiro.kiroagent/";
    written.file(
        storage + "workspace-sessions/cG9uZA/e1.json",
        "{'sessionId':'e1','title':'Depths','workspaceDirectory':'/home/me/pond','history':[{'message':{'role':"
            + "'user','id':'u','content':[{'type':'text','text':'how deep'}]}},{'message':{'role':'assistant',"
            + "'id':'a','content':'On it.'},'executionId':'x1'}]}");
    written.file(
        storage + "workspace-sessions/cG9uZA/sessions.json",
        "[{'sessionId':'e1','dateCreated':'1777629600000','workspaceDirectory':'/home/me/pond'}]");
    written.file(
        storage
            + Sha256.hex("/home/me/pond".getBytes(UTF_8)).substring(0, 32)
            + "/414d1636299d2b9e4ce7e17fb11f63e9/log",
        "{'executionId':'x1','actions':[{'actionId':'c','actionType':'readCode','input':{'file':'a'}},"
            + "{'actionType':'say','output':{'message':'two metres'}}]}");
    assertThat(written.events())
        .containsExactly(
            "ai-title: Depths", "user: how deep", "assistant: two metres [\"readCode\"]");
    assertThat(written.sessions()).containsExactly("e1 pond: Depths");
    assertThat(written.column("substr(timestamp, 1, 10)")).containsOnly("2026-05-01");
  }

  @Test
  void logsBesideTheFolderOfTheCommandLineAreRead() throws Exception {
    written.file(
        ".kiro/sessions/k9.jsonl",
        "{'version':'v1','kind':'Prompt','data':{'message_id':'p','content':[{'kind':'text','data':'how"
            + " deep'}],'meta':{'timestamp':1777629600}}}");
    assertThat(written.sessions()).containsExactly("k9 unknown: how deep");
  }
}
