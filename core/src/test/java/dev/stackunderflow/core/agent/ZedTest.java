package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zed's threads in several versions. */
class ZedTest {

  private static final String DATABASE = ".local/share/zed/threads/threads.db";
  private static final String OLD =
      "CREATE TABLE threads (id TEXT PRIMARY KEY, summary TEXT, updated_at TEXT, data_type TEXT, data BLOB)";
  private static final String NEW =
      "CREATE TABLE threads (id TEXT PRIMARY KEY, summary TEXT, updated_at TEXT, data_type TEXT, data BLOB,"
          + " parent_id TEXT, folder_paths TEXT, folder_paths_order TEXT, created_at TEXT)";

  @TempDir private Path folder;
  private Written written;

  @BeforeEach
  void home() {
    written = new Written(folder);
  }

  @Test
  void withoutASumTheTurnsCount() throws Exception {
    written.database(
        DATABASE,
        OLD,
        "INSERT INTO threads VALUES ('z1', '', '2026-05-01T12:30:00Z', 'json', '{\"title\":\"Depths\","
            + "\"initial_project_snapshot\":{\"worktree_snapshots\":[{\"worktree_path\":\"/home/me/pond\"}]},"
            + "\"messages\":[{\"User\":{\"content\":[]}}],\"request_token_usage\":{\"u1\":{\"input_tokens\":100,\"output_tokens\":20,"
            + "\"cache_creation_input_tokens\":5,\"cache_read_input_tokens\":10},\"u2\":{\"input_tokens\":50,"
            + "\"output_tokens\":7}},\"model\":{\"provider\":\"zed.dev\",\"model\":\"m\"}}')",
        "INSERT INTO threads VALUES ('z2', 'Older', '2026-05-01T12:30:00Z', 'json', '{\"messages\":[{\"User\":{}}],"
            + "\"cumulative_token_usage\":{},\"request_token_usage\":[{\"input_tokens\":1}]}')",
        "INSERT INTO threads VALUES ('z3', 'Shared', '2026-05-01T12:30:00Z', 'json', '{\"messages\":[{\"User\":{}}],"
            + "\"imported\":true,\"cumulative_token_usage\":{\"input_tokens\":1000}}')");
    assertThat(written.total()).isEqualTo("151 27 5 10");
    assertThat(written.sessions())
        .containsExactly("z1 pond: Depths", "z2 unknown: Older", "z3 unknown: Shared");
  }

  @Test
  void theFirstFolderInTheProjectsOrderIsTheProject() throws Exception {
    String thread =
        "INSERT INTO threads VALUES ('%s', 'Depths', '2026-05-01T12:30:00Z', 'json',"
            + " '{\"messages\":[\"Resume\",{\"User\":{}}]}', '%s', '/a/one' || char(10) || '/b/two' || char(10) || '/c/three',"
            + " '%s', '2026-05-01T12:00:00Z')";
    written.database(
        DATABASE,
        NEW,
        thread.formatted("z1", "", "1,2,0"),
        thread.formatted("z2", "z1", ""),
        thread.formatted("z3", "z2", "0,1,2"));
    assertThat(written.sessions()).containsExactly("z1 three: Depths");
    assertThat(written.home().rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("z1", "z1/z2", "z1/z3");
    assertThat(written.column("raw_json")).contains("{\"message\":\"Resume\"}");
  }

  @Test
  void aDamagedThreadHidesNoOther() throws Exception {
    written.database(
        DATABASE,
        OLD,
        "INSERT INTO threads VALUES ('z1', 'One', '2026-05-01T12:30:00Z', 'zstd', x'00112233')",
        "INSERT INTO threads VALUES ('z2', 'Two', '2026-05-01T12:30:01Z', 'json', '{\"messages\":[]}')");
    assertThat(written.home().ingest().warnings()).hasSize(1);
    assertThat(written.home().rows("SELECT session_id FROM sessions")).containsExactly("z2");
  }

  @Test
  void aTextThreadIsCutWhereItsMessagesBegin() throws Exception {
    String thread = ".local/share/zed/conversations/Depths - 1.zed.json";
    written.file(
        thread,
        "{'id':'t1','zed':'context','version':'0.4.0','text':'wie tief f\u00fcr uns\\nzwei Meter\\n',"
            + "'messages':[{'id':{'replica_id':0,'value':0},'start':0,'metadata':{'role':'user'}},"
            + "{'id':{'replica_id':0,'value':3},'start':18,'metadata':{'role':'assistant'}},"
            + "{'id':{'replica_id':0,'value':4},'start':29,'metadata':{'role':'user'}}],'summary':'Depths'}");
    written.file(
        ".local/share/zed/conversations/Old - 1.zed.json",
        "{'version':'0.1.0','text':'how wide\\nfive','messages':[{'id':0,'start':0},{'id':1,'start':9}],"
            + "'message_metadata':{'0':{'role':'user'},'1':{'role':'assistant'}},'summary':'Widths'}");
    assertThat(written.events())
        .containsExactly(
            "ai-title: Depths",
            "user: wie tief f\u00fcr uns",
            "assistant: zwei Meter",
            "ai-title: Widths",
            "user: how wide",
            "assistant: five");
    assertThat(written.sessions()).containsExactly("Old - 1 unknown: Widths", "t1 unknown: Depths");
  }
}
