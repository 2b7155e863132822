package dev.stackunderflow.core.agent.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.Written;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chats of Cursor's command line, composed after public readers. */
class CursorStoresTest {

  private static final String CHAT = ".cursor/chats/0123/c1/";
  private static final String ASKED =
      "{'role':'user','content':[{'type':'text','text':'<timestamp>Sunday, Apr 26, 2026, 9:53 PM"
          + " (UTC-4)</timestamp>\\n<user_query>\\nhow deep\\n</user_query>'}]}";
  private static final String ANSWERED =
      "{'role':'assistant','content':[{'type':'reasoning','text':'measure'},{'type':'text','text':"
          + "'two metres'},{'type':'tool-call','toolCallId':'t1','toolName':'Shell','args':{}}]}";
  private static final String RESULT =
      "{'role':'tool','content':[{'type':'tool-result','toolCallId':'t1','result':'ok'}]}";

  @TempDir private Path folder;

  private static String hex(String json) {
    return HexFormat.of().formatHex(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** A digest that is no digest: the place of the message. */
  private static byte[] digest(int place) {
    byte[] digest = new byte[32];
    digest[0] = (byte) (place + 1);
    return digest;
  }

  private static void field(int number, byte[] value, ByteArrayOutputStream out) {
    out.write(number << 3 | 2);
    out.write(value.length);
    out.writeBytes(value);
  }

  private Written chat(String name, String... messages) throws Exception {
    var written = new Written(folder);
    List<String> sql =
        new ArrayList<>(
            List.of(
                "CREATE TABLE blobs (id TEXT PRIMARY KEY, data BLOB)",
                "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)"));
    var root = new ByteArrayOutputStream();
    for (int i = 0; i < messages.length; i++) {
      field(1, digest(i), root);
      String id = HexFormat.of().formatHex(digest(i));
      sql.add("INSERT INTO blobs VALUES ('" + id + "', x'" + hex(messages[i]) + "')");
    }
    field(9, "file:///home/me/the%20pond".getBytes(StandardCharsets.UTF_8), root);
    sql.add(
        "INSERT INTO blobs VALUES ('ff', x'" + HexFormat.of().formatHex(root.toByteArray()) + "')");
    String meta =
        "{'agentId':'c1','name':'"
            + name
            + "','createdAt':1777247000000,'latestRootBlobId':'ff','blobEncryptionKey':'secret'}";
    sql.add("INSERT INTO meta VALUES ('0', '" + hex(meta) + "')");
    written.database(CHAT + "store.db", sql.toArray(String[]::new));
    return written;
  }

  @Test
  void aChatWithoutATranscriptIsReadFromItsStore() throws Exception {
    Written written =
        chat(
            "Depths",
            "{'role':'system','content':'You are'}",
            "{'role':'user','content':'<user_info>\\nlinux\\n</user_info>'}",
            ASKED,
            ANSWERED,
            RESULT);
    assertThat(written.events())
        .containsExactly(
            "ai-title: Depths",
            "system:",
            "user: <user_info>\nlinux\n</user_info>",
            "user: how deep",
            "assistant: two metres [\"Shell\"]",
            "tool_result:");
    assertThat(written.sessions()).containsExactly("c1 the pond: Depths");
    assertThat(written.column("flags")).containsExactly("0", "0", "8", "0", "0", "0");
    assertThat(written.column("timestamp").get(3)).isEqualTo("2026-04-27T01:53:00.000Z");
    assertThat(written.column("raw_json")).noneMatch(raw -> raw.contains("secret"));
    assertThat(written.home().ingest().eventsAdded()).isZero();
  }

  @Test
  void aTranscriptHasAllMessagesAndTheStoreTheTitleAndTheFolder() throws Exception {
    Written written = chat("New Agent", ASKED);
    written.file(CHAT + "meta.json", "{'cwd':'/home/me/pond','schemaVersion':1}");
    assertThat(written.events()).containsExactly("session:", "user: how deep");
    written.file(
        ".cursor/projects/home-me-pond/agent-transcripts/c1/c1.jsonl",
        ASKED.replace("'content':", "'message':{'content':").replace("]}", "]}}"),
        "{'role':'user','message':{'content':[{'type':'text','text':'<timestamp>Monday, Apr 27,"
            + " 2026, 6:22 AM (UTC+5:30)</timestamp>\\n<system_notification>\\ndone"
            + "\\n</system_notification>\\n<user_query>Tell</user_query>'}]}}");
    assertThat(written.sessions()).containsExactly("c1 pond: how deep");
    assertThat(
            written
                .home()
                .rows(
                    "SELECT flags || ' ' || timestamp FROM messages WHERE role='user' AND flags & 1 = 0 ORDER BY timestamp"))
        .containsExactly("8 2026-04-27T00:52:00.000Z", "0 2026-04-27T01:53:00.000Z");
  }
}
