package dev.stackunderflow.core.agent.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.search.SearchHit;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread whose turns were taken back continues in another rollout. */
class CodexRevertTest {

  @TempDir Path folder;
  private LogHome home;

  @BeforeEach
  void home() {
    home = new LogHome(folder);
  }

  private static String line(int n, String type, String payload) {
    return "{\"timestamp\":\"2026-11-01T00:00:%02d.000Z\",\"ordinal\":%d,\"type\":\"%s\",\"payload\":%s}"
        .formatted(n, n, type, payload);
  }

  private static String meta(int n, String id, String more) {
    return line(
        n,
        "session_meta",
        "{\"id\":\"%s\",\"timestamp\":\"2026-11-01T00:00:%02d.000Z\",\"cwd\":\"/home/me/app\"%s}"
            .formatted(id, n, more));
  }

  /** A rollout whose history is these lines of another one. */
  private static String metaBehind(int n, String rollout, String... history) {
    int bytes = List.of(history).stream().mapToInt(line -> line.length() + 1).sum();
    return meta(
        n,
        "a",
        ",\"history_base\":{\"thread_id\":\"%s\",\"end_ordinal_exclusive\":%d,\"end_byte_offset\":%d}"
            .formatted(rollout, n, bytes));
  }

  private static String says(int n, String text) {
    return line(
        n,
        "response_item",
        "{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}]}"
            .formatted(text));
  }

  private static String spent(int n, int input) {
    return line(
        n,
        "token_usage_record",
        "{\"response_id\":\"r%d\",\"usage\":{\"input_tokens\":%d,\"output_tokens\":1}}"
            .formatted(n, input));
  }

  private List<String> shown() throws Exception {
    home.ingest();
    return home.catalog(
        catalog ->
            catalog.show("a", new DeviceFilter.All()).getFirst().events().stream()
                .filter(event -> event.role().equals("user") && !event.superseded())
                .map(EventView::contentText)
                .toList());
  }

  private List<SearchHit> found(String word) throws Exception {
    return home.catalog(
        catalog ->
            catalog.search(
                new SearchQuery(List.of(word), ViewFilter.of(new DeviceFilter.All()), null, 50)));
  }

  private final String[] history = {meta(0, "a", ""), says(1, "kettle"), spent(2, 100)};

  private void writeRevert() throws Exception {
    LogHome.write(
        home.codex("00-a"), history[0], history[1], history[2], says(3, "June"), spent(4, 200));
    LogHome.write(
        home.codex("00-a_b"), metaBehind(10, "a", history), says(11, "July"), spent(12, 400));
  }

  @Test
  void turnsThatWereTakenBackCountAndAreFoundMarkedAndAreNotShown() throws Exception {
    writeRevert();
    assertThat(shown()).containsExactly("kettle", "July");
    assertThat(home.total().tokens().input()).isEqualTo(700);
    assertThat(home.total().events()).isEqualTo(3);
    assertThat(found("June")).singleElement().matches(SearchHit::superseded);
    assertThat(found("kettle")).singleElement().matches(hit -> !hit.superseded());
    assertThat(found("July")).singleElement().matches(hit -> !hit.superseded());
  }

  @Test
  void aRevertAfterTheIngestMarksTheLinesThatWereReadBefore() throws Exception {
    writeRevert();
    Path second = home.codex("00-a_b");
    byte[] revert = Files.readAllBytes(second);
    Files.delete(second);
    assertThat(shown()).containsExactly("kettle", "June");
    Files.write(second, revert);
    assertThat(shown()).containsExactly("kettle", "July");
    assertThat(home.total().tokens().input()).isEqualTo(700);
    LogHome.append(home.codex("00-a"), says(5, "written behind the revert"));
    assertThat(shown()).containsExactly("kettle", "July");
  }

  @Test
  void aSecondRevertHidesTheRolloutBetween() throws Exception {
    writeRevert();
    LogHome.write(home.codex("00-a_c"), metaBehind(20, "a", history), says(21, "August"));
    assertThat(shown()).containsExactly("kettle", "August");
    assertThat(home.total().events()).isEqualTo(4);
  }

  @Test
  void aSecondRevertWithinTheNewRolloutKeepsItsBeginning() throws Exception {
    writeRevert();
    LogHome.write(
        home.codex("00-a_c"),
        metaBehind(20, "b", metaBehind(10, "a", history), says(11, "July")),
        says(21, "August"));
    assertThat(shown()).containsExactly("kettle", "July", "August");
    assertThat(home.total().tokens().input()).isEqualTo(700);
  }

  @Test
  void aRolloutThatOnlyContinuesHidesNothing() throws Exception {
    LogHome.write(home.codex("00-a"), history[0], says(1, "kettle"));
    LogHome.write(home.codex("00-a_b"), meta(10, "a", ""), says(11, "July"));
    assertThat(shown()).containsExactly("kettle", "July");
  }

  @Test
  void aRewrittenRolloutKeepsItsRevertedLinesMarked() throws Exception {
    writeRevert();
    assertThat(shown()).containsExactly("kettle", "July");
    Path first = home.codex("00-a");
    Files.writeString(
        first, Files.readString(first).replace("\"cwd\"", "\"model_provider\":\"x\",\"cwd\""));
    Path second = home.codex("00-a_b");
    Files.writeString(
        second,
        Files.readString(second)
            .replace(
                "\"end_byte_offset\":" + bytes(history),
                "\"end_byte_offset\":" + (bytes(history) + 21)));
    assertThat(shown()).containsExactly("kettle", "July");
    assertThat(home.total().tokens().input()).isEqualTo(700);
    assertThat(home.rows("SELECT count(*) FROM messages")).containsExactly("8");
  }

  private static int bytes(String... lines) {
    return List.of(lines).stream().mapToInt(line -> line.length() + 1).sum();
  }
}
