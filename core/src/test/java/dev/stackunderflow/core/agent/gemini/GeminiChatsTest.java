package dev.stackunderflow.core.agent.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Gemini CLI's log of changes can do to what was said before. */
class GeminiChatsTest {

  @TempDir Path folder;

  private Path chat;
  private LogHome home;

  @BeforeEach
  void begin() throws Exception {
    home = new LogHome(folder);
    chat = folder.resolve(".gemini/tmp/pond/chats/session-2026-11-01T00-00-11112222.jsonl");
    Files.createDirectories(chat.getParent());
    append(
        """
        {"sessionId":"11112222","projectHash":"0","startTime":"2026-11-01T00:00:00.000Z"}
        """);
    say("m1", "user", "how deep");
    say("m2", "gemini", "two metres");
    say("m3", "user", "and how wide");
  }

  private void append(String text) throws Exception {
    Files.writeString(chat, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void say(String id, String type, String text) throws Exception {
    append(
        String.format(
            "{\"id\":\"%s\",\"timestamp\":\"2026-11-01T00:00:0%s.000Z\",\"type\":\"%s\",\"content\":\"%s\"}\n",
            id, id.substring(1), type, text));
  }

  private List<String> said() throws Exception {
    home.ingest();
    return home.rows(
        "SELECT flags || ' ' || content_text FROM messages WHERE role <> 'session' ORDER BY timestamp");
  }

  @Test
  void whatARewindTakesBackIsSuperseded() throws Exception {
    append("{\"$rewindTo\":\"m2\"}\n");
    say("m4", "user", "start again");
    assertThat(said())
        .containsExactly("0 how deep", "1 two metres", "1 and how wide", "0 start again");
  }

  @Test
  void aRewindToAnUnknownMessageTakesAllBack() throws Exception {
    append("{\"$rewindTo\":\"m9\"}\n");
    say("m4", "user", "start again");
    assertThat(said())
        .containsExactly("1 how deep", "1 two metres", "1 and how wide", "0 start again");
  }
}
