package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
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

  @Test
  void whatASessionCostsIsKnownWhereItStatesItThoughItsTokensAreNot() throws Exception {
    var written = new Written(folder);
    written.file(
        ".local/share/crush/projects.json",
        "{'projects':[{'path':'/home/me/pond','data_dir':'" + folder.resolve("data") + "'}]}");
    written.database(
        "data/crush.db",
        "CREATE TABLE sessions (id TEXT, parent_session_id TEXT, title TEXT, created_at INTEGER, updated_at"
            + " INTEGER, cost REAL)",
        "CREATE TABLE messages (id TEXT, session_id TEXT, role TEXT, parts TEXT, created_at INTEGER,"
            + " updated_at INTEGER)");
    session(written, "s1", "0.5");
    assertThat(report(written).incompleteAgents()).containsExactly("crush");
    assertThat(report(written).agentsWithoutCost()).isEmpty();
    session(written, "s2", "0");
    assertThat(report(written).agentsWithoutCost()).containsExactly("crush");
  }

  private static void session(Written written, String id, String cost) throws Exception {
    written.database(
        "data/crush.db",
        "INSERT INTO sessions VALUES ('%s', '', 'T', 1750000000, 1750000001, %s)"
            .formatted(id, cost),
        "INSERT INTO messages VALUES ('m%s', '%s', 'user', '[{\"type\":\"text\",\"data\":{\"text\":\"a\"}}]', 1750000000, 1750000000)"
            .formatted(id, id));
  }

  private static Report report(Written written) throws Exception {
    written.ingest();
    return written.home().catalog(catalog -> catalog.report(new DeviceFilter.All()));
  }
}
