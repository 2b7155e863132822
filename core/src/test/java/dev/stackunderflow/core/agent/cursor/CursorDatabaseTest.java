package dev.stackunderflow.core.agent.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.Written;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations of the editor in the forms of several versions. */
class CursorDatabaseTest {

  private static final String DATABASE = ".config/Cursor/User/globalStorage/state.vscdb";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() throws Exception {
    written = new Written(folder);
    written.database(
        DATABASE, "CREATE TABLE cursorDiskKV (key TEXT UNIQUE ON CONFLICT REPLACE, value BLOB)");
  }

  private void composer(String id, String json) throws Exception {
    put("composerData:" + id, json);
  }

  private void bubble(String composer, String id, int type, String text) throws Exception {
    put(
        "bubbleId:" + composer + ":" + id,
        "{'bubbleId':'%s','type':%d,'text':'%s','tokenCount':{'inputTokens':10,'outputTokens':1}}"
            .formatted(id, type, text));
  }

  private void put(String key, String json) throws Exception {
    written.database(
        DATABASE,
        "INSERT INTO cursorDiskKV VALUES ('" + key + "', '" + json.replace('\'', '"') + "')");
  }

  @Test
  void messagesThatTheConversationNoLongerNamesAreKept() throws Exception {
    composer(
        "c1",
        "{'createdAt':1772000000000,'fullConversationHeadersOnly':[{'bubbleId':'b1'},{'bubbleId':'b2'}]}");
    bubble("c1", "b1", 1, "how deep");
    bubble("c1", "b2", 2, "two metres");
    bubble("c1", "b3", 2, "three metres");
    composer("c2", "{'createdAt':1772000000000,'fullConversationHeadersOnly':[]}");
    bubble("c2", "b9", 1, "how wide");
    bubble("c2", "b8", 2, "five metres");
    assertThat(written.events())
        .containsExactly(
            "session:",
            "user: how deep",
            "assistant: two metres",
            "assistant: three metres",
            "session:",
            "user: how wide",
            "assistant: five metres");
    assertThat(written.total()).isEqualTo("30 3 0 0");
    assertThat(written.sessions()).containsExactly("c1 unknown: how deep", "c2 unknown: how wide");
  }

  @Test
  void aSubagentIsPartOfTheConversationThatBeganIt() throws Exception {
    composer("c1", "{'name':'Depths','createdAt':1772000000000,'subagentComposerIds':['c2']}");
    composer("c2", "{'createdAt':1772000000000,'subComposerIds':['c3']}");
    composer("c3", "{'createdAt':1772000000000}");
    bubble("c1", "b1", 1, "how deep");
    bubble("c2", "b2", 1, "measure");
    bubble("c3", "b3", 1, "dive");
    written.ingest();
    assertThat(written.home().rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("c1", "c1/c2", "c1/c3");
    assertThat(written.sessions()).containsExactly("c1 unknown: Depths");
  }

  @Test
  void theTranscriptOfAConversationInTheDatabaseIsNotReadAgain() throws Exception {
    composer("c1", "{'createdAt':1772000000000}");
    bubble("c1", "b1", 1, "how deep");
    String transcripts = ".cursor/projects/home-me-pond/agent-transcripts/";
    for (String name : new String[] {"c1.jsonl", "c2/c2.jsonl"}) {
      written.file(
          transcripts + name,
          "{'role':'user','message':{'content':[{'type':'text','text':'how deep'}]}}");
    }
    written.file(transcripts + "c1.txt", "user:\n<user_query>\nhow deep\n</user_query>");
    assertThat(written.events()).containsExactly("user: how deep", "session:", "user: how deep");
  }

  @Test
  void aTranscriptThatWasReadBeforeTheDatabaseHadTheConversationIsNotShownTwice() throws Exception {
    String transcript = ".cursor/projects/home-me-pond/agent-transcripts/c1.jsonl";
    written.file(
        transcript, "{'role':'user','message':{'content':[{'type':'text','text':'how deep'}]}}");
    String text = ".cursor/projects/home-me-pond/agent-transcripts/c2.txt";
    written.file(text, "user:\n<user_query>\nhow wide\n</user_query>");
    assertThat(written.column("flags & 1")).containsExactly("0", "0");
    composer("c1", "{'createdAt':1772000000000}");
    bubble("c1", "b1", 1, "how deep");
    composer("c2", "{'createdAt':1772000000000}");
    bubble("c2", "b2", 1, "how wide");
    assertThat(written.column("(flags & 1) || ' ' || role || ' ' || content_text"))
        .containsExactlyInAnyOrder(
            "1 user how deep",
            "0 session ",
            "0 user how deep",
            "1 user how wide",
            "0 session ",
            "0 user how wide");
    assertThat(written.home().ingest().eventsAdded()).isZero();
    assertThat(written.sessions())
        .containsExactly("c1 home-me-pond: how deep", "c2 home-me-pond: how wide");
  }

  @Test
  void theChatsOfTheFirstVersionsAreInEachFoldersDatabase() throws Exception {
    String workspace = ".config/Cursor/User/workspaceStorage/0123/";
    written.file(workspace + "workspace.json", "{'folder':'file:///home/me/pond'}");
    written.database(
        workspace + "state.vscdb",
        "CREATE TABLE ItemTable (key TEXT UNIQUE, value BLOB)",
        "INSERT INTO ItemTable VALUES ('workbench.panel.aichat.view.aichat.chatdata', '{\"tabs\":[{\"tabId\":"
            + "\"t1\",\"chatTitle\":\"Depths\",\"lastSendTime\":1720000000000,\"bubbles\":[{\"type\":\"user\","
            + "\"id\":\"b1\",\"rawText\":\"how deep\"},{\"type\":\"ai\",\"id\":\"b2\",\"rawText\":\"two\","
            + "\"modelType\":\"gpt-4\"}]}]}')");
    assertThat(written.events())
        .containsExactly("ai-title: Depths", "user: how deep", "assistant: two");
    assertThat(written.sessions()).containsExactly("t1 pond: Depths");
    assertThat(written.column("coalesce(model, '-')")).containsExactly("-", "-", "gpt-4");
  }

  @Test
  void aClockOfTheProgramIsNotATime() throws Exception {
    composer("c1", "{'createdAt':1772000000000}");
    put(
        "bubbleId:c1:b1",
        "{'bubbleId':'b1','type':1,'text':'how deep','timingInfo':{'clientStartTime':48290.7}}");
    assertThat(written.column("substr(timestamp, 1, 4)")).containsOnly("2026");
  }
}
