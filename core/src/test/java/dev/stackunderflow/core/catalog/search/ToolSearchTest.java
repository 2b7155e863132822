package dev.stackunderflow.core.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.ingest.LogHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools were called with is found, by those who ask for it. */
class ToolSearchTest {

  @TempDir Path folder;

  private static String answer(int second, String block) {
    return """
    {"type":"assistant","uuid":"u%1$d","sessionId":"s","timestamp":"2026-11-20T12:00:0%1$d.000Z",\
    "requestId":"r%1$d","message":{"id":"m%1$d","content":[%2$s]}}\
    """
        .formatted(second, block);
  }

  @BeforeEach
  void aCommandAndAnAnswer() throws Exception {
    var home = new LogHome(folder);
    LogHome.write(
        home.claude("s"),
        answer(
            1,
            "{\"type\":\"tool_use\",\"name\":\"Bash\",\"input\":"
                + "{\"command\":\"git rebase origin\",\"n\":[7]}}"),
        answer(2, "{\"type\":\"text\",\"text\":\"I rebased the gauge.\"}"));
    LogHome.write(
        home.codex("a"),
        "{\"timestamp\":\"2026-11-20T12:00:00.000Z\",\"type\":\"session_meta\","
            + "\"payload\":{\"id\":\"c\"}}",
        "{\"timestamp\":\"2026-11-20T12:00:01.000Z\",\"type\":\"response_item\",\"payload\":"
            + "{\"type\":\"function_call\",\"name\":\"exec_command\",\"call_id\":\"1\","
            + "\"arguments\":\"{\\\"cmd\\\":\\\"mvn verify\\\"}\"}}");
    home.ingest();
  }

  private List<String> find(SearchScope scope, String... words) throws Exception {
    return new LogHome(folder)
        .catalog(
            catalog ->
                catalog
                    .search(
                        new SearchQuery(
                            List.of(words), ViewFilter.of(new DeviceFilter.All()), null, 9, scope))
                    .stream()
                    .map(SearchHit::text)
                    .toList());
  }

  @Test
  void aToolIsFoundByItsNameAndItsArguments() throws Exception {
    assertThat(find(SearchScope.TOOLS, "git rebase")).containsExactly("Bash git rebase origin 7");
    assertThat(find(SearchScope.TOOLS, "bash")).hasSize(1);
    assertThat(find(SearchScope.TOOLS, "verify")).containsExactly("exec_command mvn verify");
    assertThat(find(SearchScope.TOOLS, "command")).hasSize(1);
  }

  @Test
  void toolsAndTextAreSearchedApart() throws Exception {
    assertThat(find(SearchScope.TEXT, "rebase")).isEmpty();
    assertThat(find(SearchScope.TEXT, "gauge")).containsExactly("I rebased the gauge.");
    assertThat(find(SearchScope.TOOLS, "gauge")).isEmpty();
  }

  @Test
  void whatArrivesLaterIsFoundToo() throws Exception {
    assertThat(find(SearchScope.TOOLS, "rebase")).hasSize(1);
    Files.writeString(
        new LogHome(folder).claude("s"),
        answer(3, "{\"type\":\"tool_use\",\"name\":\"Bash\",\"input\":{\"command\":\"git log\"}}")
            + "\n",
        StandardOpenOption.APPEND);
    new LogHome(folder).ingest();
    assertThat(find(SearchScope.TOOLS, "git")).hasSize(2);
  }
}
