package dev.stackunderflow.core.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Codex' first versions, which were written in TypeScript, wrote. */
class SavedConversationsTest {

  private static final List<String> PROMPTS =
      List.of(
          "Typed words of the teal #s:sh#",
          "Cancelled words of the wren #s:slow#",
          "Refused words of the rook #s:err#",
          "Last words of the lark");

  @TempDir private Path folder;

  private static List<Path> samples(String version) throws Exception {
    Path samples = Path.of("src/test/resources/older/codex-" + version + "/home/.codex/sessions");
    try (Stream<Path> files = Files.list(samples)) {
      return files.sorted().toList();
    }
  }

  private LogHome put(List<Path> files) throws Exception {
    Path sessions = Files.createDirectories(folder.resolve(".codex/sessions"));
    for (Path file : files) {
      Files.copy(file, sessions.resolve(file.getFileName().toString()));
    }
    return new LogHome(folder);
  }

  private static List<String> prompts(LogHome home) throws Exception {
    return home.rows("SELECT content_text FROM messages WHERE role = 'user' ORDER BY seq");
  }

  /** 0.1.2504 saves the conversation under another name each time, 0.1.2505 under the same. */
  @ParameterizedTest
  @ValueSource(strings = {"0.1.2504", "0.1.2505"})
  void theFilesOfAConversationAreOneSession(String version) throws Exception {
    LogHome home = put(samples(version));
    assertThat(home.ingest().warnings()).isEmpty();
    assertThat(prompts(home)).isEqualTo(PROMPTS);
    assertThat(home.rows("SELECT tools_json FROM messages WHERE tools_json <> '[]'"))
        .containsExactly("[\"shell\"]");
    assertThat(home.rows("SELECT count(*) FROM sessions")).containsExactly("1");
    assertThat(home.found("lark")).isEqualTo(2);
    var session = home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).getFirst();
    assertThat(session.title()).isEqualTo(PROMPTS.getFirst());
    assertThat(session.tokens().areNone()).isTrue();
  }

  @Test
  void theFilesMayAppearInAnyOrder() throws Exception {
    List<Path> files = new ArrayList<>(samples("0.1.2504"));
    Collections.shuffle(files, new Random(7));
    for (Path file : files) {
      put(List.of(file)).ingest();
    }
    LogHome home = new LogHome(folder);
    assertThat(home.rows("SELECT content_text FROM messages WHERE role = 'user'"))
        .containsExactlyInAnyOrderElementsOf(PROMPTS);
    assertThat(home.rows("SELECT count(*) FROM sessions")).containsExactly("1");
  }

  /** The prompt is saved before the model answers. */
  @Test
  void aPromptThatWasAnsweredLaterIsNoSessionOfItsOwn() throws Exception {
    String prompt =
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"text\":\"how deep\"}]}";
    String answer = "{\"type\":\"message\",\"id\":\"m1\",\"role\":\"assistant\",\"content\":[]}";
    save("a", prompt);
    save("b", prompt + "," + answer);
    save("c", prompt.replace("deep", "wide"));
    LogHome home = new LogHome(folder);
    home.ingest();
    assertThat(prompts(home)).containsExactlyInAnyOrder("how deep", "how wide");
    assertThat(home.rows("SELECT session_id FROM sessions")).containsExactlyInAnyOrder("m1", "c");
  }

  private void save(String id, String items) throws Exception {
    LogHome.write(
        folder.resolve(".codex/sessions/rollout-2025-04-20-" + id + ".json"),
        "{\"session\":{\"timestamp\":\"2025-04-20T10:00:00Z\",\"id\":\""
            + id
            + "\"},\"items\":["
            + items
            + "]}");
  }
}
