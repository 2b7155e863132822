package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session's folder can become known after its first lines: then it leaves "unknown". */
class LateFolderTest {

  @TempDir private Path folder;
  private LogHome home;

  @BeforeEach
  void begin() {
    home = new LogHome(folder);
  }

  private Path session(String id) {
    return folder.resolve(".kimi-code/sessions/wd/" + id);
  }

  private Path log(String id, String agent) {
    return session(id).resolve("agents/" + agent + "/wire.jsonl");
  }

  private static String line(int second) {
    return "{\"type\":\"context.append_message\",\"time\":%d,\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"how deep\"}]}}"
        .formatted(1795000000000L + second * 1000L);
  }

  private List<String> projects() throws Exception {
    return home.rows(
        """
        SELECT s.session_id || ' ' || p.slug || ' ' || coalesce(p.path, '')
        FROM sessions s JOIN projects p ON p.id = s.project_id ORDER BY 1
        """);
  }

  @Test
  void aSessionMovesToTheProjectOfItsFolderWithItsSubagentsAndNoOtherSession() throws Exception {
    LogHome.write(log("a", "main"), line(1));
    LogHome.write(log("a", "sub"), line(2));
    LogHome.write(log("ab", "main"), line(3));
    home.ingest();
    assertThat(projects()).containsExactly("a unknown ", "a/sub unknown ", "ab unknown ");

    LogHome.write(session("a").resolve("state.json"), "{\"cwd\":\"/home/me/pond\"}");
    LogHome.append(log("a", "main"), line(4));
    home.ingest();

    assertThat(projects())
        .containsExactly(
            "a -home-me-pond /home/me/pond", "a/sub -home-me-pond /home/me/pond", "ab unknown ");
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.found("deep")).isEqualTo(4);
  }

  /** The project is part of the name under which a session is published. */
  @Test
  void inASyncedStoreItStaysWhereItIsAndGivesNoOtherSessionItsFolder() throws Exception {
    LogHome.write(log("a", "main"), line(1));
    LogHome.write(log("b", "main"), line(2));
    home.ingest();
    home.change(
        "INSERT INTO sync_state (id, device_id, bucket_url, encryption_key_fingerprint)"
            + " VALUES (1, 'd', 'file:///b', 'f')");
    LogHome.write(session("a").resolve("state.json"), "{\"cwd\":\"/home/me/pond\"}");
    LogHome.append(log("a", "main"), line(3));
    home.ingest();
    assertThat(projects()).containsExactly("a unknown ", "b unknown ");
  }
}
