package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point to exists. */
class PagesTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern PLACE = Pattern.compile("`((?:core|sync|app)/[A-Za-z/.]+)`");

  private static List<Path> pages() throws IOException {
    try (var docs = Files.walk(ROOT.resolve("docs"));
        var root = Files.list(ROOT)) {
      return Stream.concat(docs, root).filter(f -> f.toString().endsWith(".md")).toList();
    }
  }

  private static String text(Path page) throws IOException {
    return Files.readString(page).replaceAll("(?s)```.*?```", "");
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult m) -> m.group(1)).toList();
  }

  /** The anchors that GitHub gives to a page's headings. */
  private static List<String> anchors(Path page) throws IOException {
    return found(HEADING, text(page)).stream()
        .map(heading -> heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1"))
        .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", ""))
        .map(heading -> heading.strip().replace(' ', '-'))
        .toList();
  }

  @Test
  void everyLinkLeadsToAFileAndItsHeading() throws Exception {
    int links = 0;
    for (Path page : pages()) {
      for (String link : found(LINK, text(page))) {
        if (!link.contains(":")) {
          String[] parts = link.split("#", 2);
          Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
          assertThat(file).as(page + ": " + link).exists();
          if (parts.length == 2) {
            assertThat(anchors(file)).as(page + ": " + link).contains(parts[1]);
          }
          links++;
        }
      }
    }
    assertThat(links).isGreaterThan(80);
  }

  /** zsh does not run a command with a pattern that no file matches, and & ends one. */
  @Test
  void addressesInCommandsAreQuoted() throws Exception {
    for (Path page : pages()) {
      assertThat(Files.readAllLines(page))
          .as(page.toString())
          .filteredOn(line -> line.matches(" {4}[a-z./].*"))
          .noneMatch(line -> line.replaceAll("'[^']*'|\"[^\"]*\"", "").matches(".*://\\S*[?&*].*"));
    }
  }

  @Test
  void theIndexHasEveryPage() throws Exception {
    Path index = ROOT.resolve("docs/README.md");
    List<String> links = found(LINK, text(index));
    for (Path page : pages()) {
      String name = ROOT.resolve("docs").relativize(page).toString();
      if (!name.startsWith("..") && !page.equals(index)) {
        assertThat(links).contains(name);
      }
    }
  }

  @Test
  void thePlacesThatContributorsAreToldExist() throws Exception {
    List<String> places = found(PLACE, text(ROOT.resolve("CONTRIBUTING.md")));
    assertThat(places).hasSizeGreaterThan(20);
    for (String place : places) {
      String module = place.substring(0, place.indexOf('/'));
      Path code = ROOT.resolve(module + "/src/main/java/dev/stackunderflow/" + place);
      Path resources = ROOT.resolve(module + "/src/main/resources/dev/stackunderflow/" + place);
      assertThat(
              List.of(
                  code,
                  code.resolveSibling(code.getFileName() + ".java"),
                  resources,
                  ROOT.resolve(place)))
          .as(place)
          .anyMatch(file -> Files.exists(file) || place.contains("NAME"));
    }
  }
}
