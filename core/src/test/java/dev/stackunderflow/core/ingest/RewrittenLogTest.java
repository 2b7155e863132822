package dev.stackunderflow.core.ingest;

import static dev.stackunderflow.core.ingest.ClaudeLines.answer;
import static dev.stackunderflow.core.ingest.ClaudeLines.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.TranscriptSlice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that was ever logged is lost, and a log that is only encoded differently loses nothing.
 */
class RewrittenLogTest {

  private static final String SUPERSEDED =
      "SELECT content_text FROM messages WHERE flags & 1 = 1 ORDER BY timestamp";

  @TempDir Path folder;
  private LogHome home;
  private Path log;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
    log = home.claude("s");
  }

  private List<String> shown(boolean all) throws Exception {
    return home
        .catalog(
            catalog -> catalog.show("s", new DeviceFilter.All(), new TranscriptSlice(!all, 0, 100)))
        .getFirst()
        .events()
        .stream()
        .map(EventView::contentText)
        .toList();
  }

  @Test
  void aTurnThatWasTakenBackCountsAndIsFoundAndIsNotShown() throws Exception {
    LogHome.write(log, user(1, "one"), answer(2, "m", 5), user(3, "two"), answer(4, "n", 7));
    home.ingest();
    LogHome.write(log, user(1, "one"), answer(2, "m", 5), user(5, "three"), answer(6, "o", 9));
    assertThat(home.total().tokens().output()).isEqualTo(5 + 7 + 9);
    assertThat(home.total().events()).isEqualTo(6);
    assertThat(home.rows(SUPERSEDED)).containsExactly("two", "answer 4");
    assertThat(home.found("two")).isEqualTo(1);
    assertThat(shown(false)).containsExactly("one", "answer 2", "three", "answer 6");
    assertThat(shown(true)).contains("two", "answer 4");
  }

  @Test
  void anotherConversationUnderTheSameNameLeavesTheFirstOne() throws Exception {
    LogHome.write(log, user(1, "one"), answer(2, "m", 5));
    home.ingest();
    Files.delete(log);
    home.ingest();
    LogHome.write(log, user(7, "other"), answer(8, "n", 7));
    assertThat(home.total().events()).isEqualTo(4);
    assertThat(home.total().tokens().output()).isEqualTo(12);
  }

  @Test
  void anEmptiedLogLeavesItsEvents() throws Exception {
    LogHome.write(log, user(1, "one"), answer(2, "m", 5));
    home.ingest();
    LogHome.write(log);
    assertThat(home.total().events()).isEqualTo(2);
    assertThat(home.rows(SUPERSEDED)).containsExactly("one", "answer 2");
  }

  @Test
  void aLineThatComesBackIsNotSupersededAnyMore() throws Exception {
    LogHome.write(log, user(1, "one"), user(2, "two"));
    home.ingest();
    LogHome.write(log, user(1, "one"));
    home.ingest();
    LogHome.write(log, user(1, "one"), user(2, "two"), user(3, "three"));
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(shown(true)).containsExactly("one", "two", "three");
    assertThat(shown(false)).containsExactly("one", "two", "three");
  }

  @Test
  void aLogThatIsEncodedAnewSupersedesNothing() throws Exception {
    LogHome.write(log, user(1, "one"), answer(2, "m", 5));
    home.ingest();
    LogHome.write(
        log,
        user(1, "one").replace("{\"type\"", "{\"ordinal\":0,\"type\""),
        answer(2, "m", 5)
            .replace("{\"type\":\"assistant\"", "{\"ordinal\":1,\"type\":\"assistant\"")
            .replace("\"input_tokens\":1,", "\"input_tokens\": 1.0,"),
        user(3, "two"));
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(home.total().tokens().output()).isEqualTo(5);
    assertThat(home.rows(SUPERSEDED)).isEmpty();
    assertThat(home.rows("SELECT count(*) FROM messages")).containsExactly("3");
  }

  @Test
  void aStoreThatIsReadAgainHasTheSameSeqs() throws Exception {
    LogHome.write(log, user(1, "one"), user(2, "two"), user(3, "three"));
    home.ingest();
    LogHome.write(log, user(1, "one"), user(3, "three"), user(4, "four"));
    home.ingest();
    String current = "SELECT seq || ' ' || uuid FROM messages WHERE flags & 1 = 0 ORDER BY seq";
    List<String> before = home.rows(current);
    Files.delete(home.file(".stackunderflow/store.db"));
    home.ingest();
    assertThat(home.rows(current)).isEqualTo(before);
  }
}
