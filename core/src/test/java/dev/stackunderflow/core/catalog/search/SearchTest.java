package dev.stackunderflow.core.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.claude.ClaudeCode;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.time.DateTimeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

  @TempDir Path home;

  private void write(String slug, int day, String role, String text) throws Exception {
    Path file = home.resolve(".claude/projects").resolve(slug).resolve("s" + slug + ".jsonl");
    Files.createDirectories(file.getParent());
    String line =
        """
        {"type":"%s","cwd":"/home/me/%s","message":{"role":"%s","content":"%s"},\
        "timestamp":"2026-11-%02dT10:00:00Z"}
        """
            .formatted(role, slug, role, text, day);
    Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    ingest();
  }

  private void ingest() throws SQLException, IOException {
    var env = Map.of("HOME", home.toString());
    try (Store store = Store.open(Home.of(env).store())) {
      new Ingest(store, List.of(new ClaudeCode(env)), Clock.systemUTC(), ForgetRules.NOTHING)
          .run((_, _) -> {});
    }
  }

  private List<String> find(String... words) throws Exception {
    return filtered(null, null, null, null, words);
  }

  private List<String> filtered(
      @Nullable String project,
      @Nullable String role,
      @Nullable String since,
      @Nullable String until,
      String... words)
      throws Exception {
    return hits(100, project, role, since, until, words).stream().map(SearchHit::text).toList();
  }

  private List<SearchHit> hits(
      int limit,
      @Nullable String project,
      @Nullable String role,
      @Nullable String since,
      @Nullable String until,
      String... words)
      throws Exception {
    Home folder = Home.of(Map.of("HOME", home.toString()));
    try (Store store = Store.open(folder.store());
        Catalog catalog = Catalog.open(folder, store)) {
      return catalog.search(
          new SearchQuery(
              List.of(words),
              new ViewFilter(
                  new DeviceFilter.All(),
                  project,
                  null,
                  new DateTimeParser(ZoneOffset.UTC, Clock.systemUTC()).window(since, until)),
              role,
              limit));
    }
  }

  @Test
  void wordsPhrasesAndBeginningsAreFound() throws Exception {
    write("p", 1, "user", "the rain gauge counts twice");
    write("p", 2, "user", "the gauge for rain is fine");
    assertThat(find("gauge", "RAIN")).hasSize(2);
    assertThat(find("rain gauge")).containsExactly("the rain gauge counts twice");
    assertThat(find("cou*")).containsExactly("the rain gauge counts twice");
    assertThat(find("cou")).isEmpty();
    assertThat(find("snow")).isEmpty();
  }

  @Test
  void theBestComeFirstAndOfEquallyGoodOnesTheLatest() throws Exception {
    for (int day : new int[] {3, 1, 5, 2, 4}) {
      write("p" + day, day, day % 2 == 0 ? "assistant" : "user", "a word");
      write("p" + day, day, "user", "a word and many others that make this text a worse match");
    }
    write("q", 9, "user", "word");
    List<SearchHit> all = hits(100, null, null, null, null, "word");
    assertThat(all)
        .extracting(hit -> hit.text().length() + " " + hit.timestamp().substring(8, 10))
        .containsExactly(
            "4 09", "6 05", "6 04", "6 03", "6 02", "6 01", "56 05", "56 04", "56 03", "56 02",
            "56 01");
    for (int limit = 1; limit < all.size(); limit++) {
      assertThat(hits(limit, null, null, null, null, "word")).isEqualTo(all.subList(0, limit));
    }
    assertThat(hits(2, null, "assistant", null, null, "word"))
        .extracting(SearchHit::timestamp)
        .containsExactly("2026-11-04T10:00:00Z", "2026-11-02T10:00:00Z");
  }

  @Test
  void whatComesAfterTheFirstSearchIsFoundToo() throws Exception {
    write("p", 1, "user", "first");
    assertThat(find("first")).hasSize(1);
    write("p", 2, "user", "second");
    assertThat(find("second")).hasSize(1);
    assertThat(find("first")).hasSize(1);
  }

  @Test
  void whatARewrittenLogHoldsNoLongerIsFoundAndMarked() throws Exception {
    write("p", 1, "user", "before");
    assertThat(find("before")).hasSize(1);
    Files.delete(home.resolve(".claude/projects/p/sp.jsonl"));
    write("p", 1, "user", "after");
    assertThat(find("before")).hasSize(1);
    assertThat(find("after")).hasSize(1);
  }

  @Test
  void identifiersAreFoundByTheirPartsAndWhole() throws Exception {
    write("p", 1, "user", "call parseHTTPRequest and max_open_files now, BarBar");
    for (String word :
        List.of("parse", "http", "request", "parsehttprequest", "bar", "open", "files")) {
      assertThat(find(word)).as(word).hasSize(1);
    }
    assertThat(find("max_open_files")).hasSize(1);
  }

  @Test
  void wordsOfAnyScriptAreFound() throws Exception {
    write("p", 1, "user", "Прогноз погоды; größer; 天気予報を見る; naïve");
    for (String word : List.of("погоды", "天気", "予報", "naive", "ПРОГНОЗ")) {
      assertThat(find(word)).as(word).hasSize(1);
    }
    assertThat(find("größer")).hasSize(1);
    assertThat(find("報気")).isEmpty();
  }

  @Test
  void theFiltersHold() throws Exception {
    write("p", 1, "user", "rain one");
    write("p", 2, "assistant", "rain two");
    write("q", 3, "user", "rain three");
    assertThat(filtered("q", null, null, null, "rain")).containsExactly("rain three");
    assertThat(filtered(null, "assistant", null, null, "rain")).containsExactly("rain two");
    assertThat(filtered(null, null, "2026-11-02", null, "rain")).hasSize(2);
    assertThat(filtered(null, null, null, "2026-11-02", "rain")).hasSize(2);
    assertThat(filtered(null, null, "2026-11-02", "2026-11-02", "rain"))
        .containsExactly("rain two");
  }

  @Test
  void nothingThatIsTypedIsTakenForSyntax() throws Exception {
    write("p", 1, "user", "rain AND snow");
    for (String word :
        List.of("\"rain", "rain\"", "AND", "rain)", "(rain", "rain:", "-rain", "^rain")) {
      assertThat(find(word)).as(word).hasSize(1);
    }
  }
}
