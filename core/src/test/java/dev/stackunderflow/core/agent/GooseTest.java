package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goose's database in several versions of its schema, and the files before it. */
class GooseTest {

  private static final String DATABASE = ".local/share/goose/sessions/sessions.db";
  private static final String FILE = ".local/share/goose/sessions/20250901_1.jsonl";

  private static final String SESSIONS =
      "CREATE TABLE sessions (id TEXT PRIMARY KEY, description TEXT, working_dir TEXT, created_at TIMESTAMP,"
          + " updated_at TIMESTAMP, accumulated_total_tokens INTEGER, accumulated_input_tokens INTEGER,"
          + " accumulated_output_tokens INTEGER, accumulated_cost REAL, model_config_json TEXT)";
  private static final String MESSAGES =
      "CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, session_id TEXT, role TEXT, content_json"
          + " TEXT, created_timestamp INTEGER, timestamp TIMESTAMP, metadata_json TEXT)";
  private static final String SESSION =
      "INSERT INTO sessions VALUES ('20250901_1', 'Depths', '/home/me/pond', '2025-09-01 10:00:00',"
          + " '2025-09-01 10:00:09', 180, 120, 60, 0.5, '{\"model_name\":\"m\"}')";
  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  private static String said(boolean forAgent) {
    return """
        INSERT INTO messages (session_id, role, content_json, created_timestamp, metadata_json) VALUES
        ('20250901_1', 'user', '[{"type":"text","text":"how deep"}]', 1756720800, '{"agentVisible":FOR}'),
        ('20250901_1', 'assistant', '[{"type":"text","text":"two metres"}]', 1756720801,
          '{"userVisible":true,"agentVisible":FOR}')
        """
        .replace("FOR", String.valueOf(forAgent));
  }

  @Test
  void eachCallOfTheLedgerCountsAndOfTheSumsWhatIsNotInIt() throws Exception {
    written.database(DATABASE, SESSIONS, MESSAGES, SESSION, said(true));
    assertThat(written.total()).isEqualTo("120 60 0 0");
    written.database(
        DATABASE,
        "CREATE TABLE usage_ledger (id INTEGER PRIMARY KEY, session_id TEXT, created_timestamp INTEGER, model"
            + " TEXT, input_tokens INTEGER, output_tokens INTEGER, total_tokens INTEGER, cache_read_tokens"
            + " INTEGER, cache_write_tokens INTEGER, cost REAL, cost_source TEXT, is_compaction INTEGER)",
        "INSERT INTO usage_ledger VALUES (1, '20250901_1', 1756720801, 'n', 100, 20, 120, 30, 10, 0.1,"
            + " 'provider_reported', 0), (2, '20250901_1', 1756720802, NULL, 10, 5, NULL, NULL, NULL, NULL,"
            + " NULL, 1)");
    assertThat(written.total()).isEqualTo("80 60 10 30");
    assertThat(
            written.column(
                "model || ' ' || input_tokens || ' ' || output_tokens || ' ' || timestamp"))
        .contains("n 60 20 2025-09-01T10:00:01.000Z", "m 10 5 2025-09-01T10:00:02.000Z")
        .contains("m 10 35 2025-09-01T10:00:01.000Z");
    written.database(
        DATABASE,
        "INSERT INTO usage_ledger VALUES (3, '20250901_1', 1756720803, 'n', 10, 35, 45, 0, 0, 0.2, '', 0)");
    assertThat(written.total()).isEqualTo("80 60 10 30");
  }

  @Test
  void aSummaryIsNotTypedAndWhatWasSaidStaysOnce() throws Exception {
    written.database(DATABASE, SESSIONS, MESSAGES, SESSION, said(true));
    written.ingest();
    written.database(
        DATABASE,
        "DELETE FROM messages",
        said(false),
        "INSERT INTO messages (session_id, role, content_json, created_timestamp, metadata_json) VALUES"
            + " ('20250901_1', 'assistant', '[{\"type\":\"systemNotification\",\"notificationType\":"
            + "\"inlineMessage\",\"msg\":\"Compacted\"}]', 1756720802, NULL), ('20250901_1', 'user',"
            + " '[{\"type\":\"text\",\"text\":\"We spoke of depths\"}]', 1756720803,"
            + " '{\"userVisible\":false,\"agentVisible\":true}')");
    assertThat(written.events())
        .containsExactly(
            "ai-title: Depths",
            "user: how deep",
            "assistant: two metres",
            "assistant: Compacted",
            "user: We spoke of depths",
            "session.usage:");
    assertThat(written.column("flags")).containsExactly("0", "0", "0", "0", "8", "0");
  }

  @Test
  void aFileThatWasMovedIntoTheDatabaseIsReadOnce() throws Exception {
    written.file(
        FILE,
        "{'working_dir':'/home/me/pond','description':'Depths','accumulated_total_tokens':180,"
            + "'accumulated_input_tokens':120,'accumulated_output_tokens':60}",
        "{'role':'user','created':1756720800,'content':[{'type':'text','text':'how deep'}]}",
        "{'role':'assistant','created':1756720801,'content':[{'type':'text','text':'two metres'}]}");
    assertThat(written.total()).isEqualTo("120 60 0 0");
    written.database(DATABASE, SESSIONS, MESSAGES, SESSION, said(true));
    assertThat(written.total()).isEqualTo("120 60 0 0");
    assertThat(written.events().stream().filter(e -> !e.startsWith("session.usage")))
        .containsExactly("ai-title: Depths", "user: how deep", "assistant: two metres");
  }

  @Test
  void theFirstFilesBeginWithAMessage() throws Exception {
    written.file(
        FILE,
        "{'role':'user','created':1756720800,'content':[{'type':'text','text':'how deep'}]}",
        "{'role':'assistant','created':1756720801,'content':[{'type':'toolRequest','id':'c','toolCall':"
            + "{'status':'success','value':{'name':'dive','arguments':{}}}}]}");
    assertThat(written.events()).containsExactly("user: how deep", "assistant:  [\"dive\"]");
  }

  @Test
  void messagesThatOnlyTheThreadHasAreItsSessions() throws Exception {
    written.database(
        DATABASE,
        SESSIONS.replace("model_config_json TEXT)", "model_config_json TEXT, thread_id TEXT)"),
        MESSAGES,
        SESSION.replace("}')", "}', 't1')"),
        "CREATE TABLE thread_messages (id INTEGER PRIMARY KEY, thread_id TEXT, session_id TEXT, message_id"
            + " TEXT, role TEXT, content_json TEXT, created_timestamp INTEGER, metadata_json TEXT)",
        "INSERT INTO thread_messages VALUES (1, 't1', '20250901_1', 'm1', 'user',"
            + " '[{\"type\":\"text\",\"text\":\"how deep\"}]', 1756720800, '{}'), (2, 't1', '20250901_1', 'm2',"
            + " 'assistant', '[{\"type\":\"text\",\"text\":\"two\"}]', 1756720801, '{}'), (3, 'fork',"
            + " '20250901_1', 'm3', 'user', '[{\"type\":\"text\",\"text\":\"how deep\"}]', 1756720800, '{}')");
    assertThat(written.events())
        .containsExactly("ai-title: Depths", "user: how deep", "assistant: two", "session.usage:");
    written.database(
        DATABASE,
        "UPDATE thread_messages SET content_json = '[{\"type\":\"text\",\"text\":\"two metres\"}]'"
            + " WHERE id = 2");
    assertThat(written.column("content_text")).contains("two metres");
    assertThat(written.total()).isEqualTo("120 60 0 0");
  }
}
