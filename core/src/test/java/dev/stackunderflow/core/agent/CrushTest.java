package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Crush's databases outside their usual place. */
class CrushTest {

  @TempDir private Path folder;

  @Test
  void aProjectWhoseDataIsElsewhereKeepsItsFolder() throws Exception {
    var written = new Written(folder);
    written.file(
        ".local/share/crush/projects.json",
        "{'projects':[{'path':'/home/me/pond','data_dir':'" + folder.resolve("data") + "'}]}");
    written.database(
        "data/crush.db",
        "CREATE TABLE sessions (id TEXT, parent_session_id TEXT, title TEXT, created_at INTEGER, updated_at"
            + " INTEGER)",
        "CREATE TABLE messages (id TEXT, session_id TEXT, role TEXT, parts TEXT, created_at INTEGER,"
            + " updated_at INTEGER)",
        "INSERT INTO sessions VALUES ('s1', '', ' ', 1750000000, 1750000001), ('s2', 's1', 'T', 1750000000,"
            + " 1750000001), ('s3', 's2', 'T', 1750000000, 1750000001)",
        "INSERT INTO messages VALUES ('m1', 's1', 'user', '[{\"type\":\"text\",\"data\":{\"text\":\"how"
            + " deep\"}}]', 1750000000, 1750000000)");
    assertThat(written.sessions()).containsExactly("s1 pond: how deep");
    assertThat(written.home().rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("s1", "s1/s2", "s1/s3");
  }
}
