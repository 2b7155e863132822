package dev.stackunderflow.core.agent.cursor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cursor's older transcripts, and the folders of its conversations. */
class CursorTextsTest {

  private static final String TEXT =
      """
      user:
      <external_links>none</external_links>
      <user_query>
      how deep is the pond?
      </user_query>

      assistant:
      [Thinking] I could measure.
      It is near.
      [Tool call] Shell
        command: ls -l
        description: Look

      [Tool result] Shell
        notes.txt
      Two metres: not deep.

      user:
      thanks
      """;

  @TempDir private Path folder;

  private List<String> sessions() throws Exception {
    var home = new LogHome(folder);
    assertThat(home.ingest().warnings()).isEmpty();
    return home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).stream()
        .map(s -> s.sessionId() + " " + s.projectName() + ": " + s.title() + ", " + s.events())
        .sorted()
        .toList();
  }

  private Path project() {
    return folder.resolve(".cursor/projects/home-me-src-pond");
  }

  private Path transcript(String name) {
    return project().resolve("agent-transcripts").resolve(name);
  }

  @Test
  void aTranscriptOfPlainTextIsASessionOfItsProjectsFolder() throws Exception {
    LogHome.write(transcript("t1.txt"), TEXT);
    LogHome.write(
        project().resolve(".workspace-trusted"), "{\"workspacePath\":\"/home/me/src/pond\"}");
    assertThat(sessions()).containsExactly("t1 pond: how deep is the pond?, 3");
    var home = new LogHome(folder);
    assertThat(home.rows("SELECT content_text FROM messages ORDER BY seq"))
        .containsExactly("how deep is the pond?", "It is near.\nTwo metres: not deep.", "thanks");
    assertThat(home.rows("SELECT tools_json FROM messages WHERE role = 'assistant'"))
        .containsExactly("[\"Shell\"]");
    assertThat(home.rows("SELECT raw_json FROM messages WHERE role = 'assistant'").getFirst())
        .contains("\"command\":\"ls -l\"", "\"thinking\":\"I could measure.\"", "notes.txt");
    assertThat(home.ingest().eventsAdded()).isZero();
    LogHome.append(transcript("t1.txt"), "assistant:", "You are welcome.");
    assertThat(sessions()).containsExactly("t1 pond: how deep is the pond?, 4");
  }

  @Test
  void aTranscriptThatIsThereInBothFormsIsOneSession() throws Exception {
    LogHome.write(transcript("t1/t1.txt"), TEXT);
    LogHome.write(
        transcript("t1/t1.jsonl"),
        "{\"role\":\"user\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"how deep\"}]}}");
    assertThat(sessions()).containsExactly("t1 home-me-src-pond: how deep, 1");
  }

  @Test
  void aConversationOfTheEditorIsInTheFolderWhoseDatabaseListsIt() throws Exception {
    Path user = folder.resolve(".config/Cursor/User");
    database(
        user.resolve("globalStorage/state.vscdb"),
        "CREATE TABLE cursorDiskKV (key TEXT UNIQUE, value BLOB)",
        "INSERT INTO cursorDiskKV VALUES ('composerData:c1',"
            + " '{\"createdAt\":1793491200000,\"fullConversationHeadersOnly\":[{\"bubbleId\":\"b1\"}]}')",
        "INSERT INTO cursorDiskKV VALUES ('bubbleId:c1:b1',"
            + " '{\"bubbleId\":\"b1\",\"type\":1,\"text\":\"how deep\"}')");
    database(
        user.resolve("workspaceStorage/abc/state.vscdb"),
        "CREATE TABLE ItemTable (key TEXT UNIQUE, value BLOB)",
        "INSERT INTO ItemTable VALUES ('composer.composerData',"
            + " '{\"allComposers\":[{\"composerId\":\"c1\"}]}')");
    LogHome.write(
        user.resolve("workspaceStorage/abc/workspace.json"),
        "{\"folder\":\"file:///home/me/src/the%20pond\"}");
    assertThat(sessions()).containsExactly("c1 the pond: how deep, 1");
  }

  private static void database(Path file, String... statements) throws Exception {
    Files.createDirectories(file.getParent());
    try (var db = Sqlite.openAsIs(file)) {
      for (String statement : statements) {
        Sqlite.execute(db, statement);
      }
    }
  }
}
