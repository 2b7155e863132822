package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.Failures;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The index of errors has every kind, and its words are those of the program. */
class ErrorsPageTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** Words of picocli, and a command line that it answers with them. */
  private static final Map<String, String> PICOCLI =
      Map.of(
          "Unknown option", "sessions --nosuch",
          "Missing required parameter", "show",
          "Missing required option", "export",
          "are mutually exclusive", "show x --json --raw",
          "Invalid value for option", "report --by nothing");

  private static final Pattern MADE =
      Pattern.compile(
          "new (UsageException|SyncException\\.\\w+|CarryException|QueryRejectedException"
              + "|InvalidDateException|UnknownDeviceException|UnknownAgentException|PriceFileException"
              + "|TypeConversionException)\\(");

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/errors.md"));
  }

  @Test
  void itHasASectionForEveryExitCodeOfAFailure() throws Exception {
    for (int code : ExitCode.MEANINGS.keySet()) {
      if (code != ExitCode.DONE) {
        assertThat(page()).contains("\n## " + code + ": ");
      }
    }
  }

  @Test
  void everyKindOfSyncFailureHasASection() throws Exception {
    List<SyncException> kinds =
        List.of(
            new SyncException.Usage("x"),
            new SyncException.NotConfigured("x"),
            new SyncException.WrongKey("x"),
            new SyncException.Unreachable("x", null),
            new SyncException.Denied("x", null),
            new SyncException.Tampered("x"),
            new SyncException.Busy("x"),
            new SyncException.NewerFormat("x"),
            new SyncException.Unexpected("x", null));
    assertThat(kinds).hasSize(SyncException.class.getPermittedSubclasses().length);
    for (SyncException kind : kinds) {
      assertThat(page()).contains("\n## " + Failures.exitCode(kind) + ": ");
    }
  }

  /** The code of all modules by its files; texts that are joined with + are one text. */
  private static Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new TreeMap<>();
    for (String module : List.of("core", "sync", "app")) {
      try (var files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.put(file, Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
        }
      }
    }
    Path launcher = ROOT.resolve("packaging/launch");
    sources.put(launcher, Files.readString(launcher));
    return sources;
  }

  private static List<String> words() throws IOException {
    return Pattern.compile("(?m)^\\| `([^`]+)` \\|")
        .matcher(page())
        .results()
        .map((MatchResult row) -> row.group(1))
        .toList();
  }

  @Test
  void itsWordsAreInTheProgram() throws Exception {
    String program = String.join("\n", sources().values());
    assertThat(words())
        .hasSizeGreaterThan(100)
        .filteredOn(words -> !PICOCLI.containsKey(words))
        .allSatisfy(words -> assertThat(program).contains(words));
  }

  @Test
  void itHasTheWordsOfTheCommandLinesOwnErrors() throws Exception {
    assertThat(words()).containsAll(PICOCLI.keySet());
    for (var example : PICOCLI.entrySet()) {
      Shell.Run run = Shell.run(Map.of("HOME", "/nowhere"), example.getValue().split(" "));
      assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err()).contains(example.getKey());
    }
  }

  /** A message that only passes on another one, with a word on what is safe, needs no row. */
  @Test
  void everyMessageOfAnExceptionForTheUserIsOnIt() throws Exception {
    List<String> words = words();
    List<String> missing = new ArrayList<>();
    for (var source : sources().entrySet()) {
      Matcher made = MADE.matcher(source.getValue());
      while (made.find()) {
        String text = texts(source.getValue(), made.end());
        if (!text.matches("\\s*(Nothing was (changed|deleted|written)\\. ?)?")
            && words.stream().noneMatch(text::contains)) {
          missing.add(source.getKey().getFileName() + ": " + text);
        }
      }
    }
    assertThat(missing).as("messages without a row in docs/errors.md").isEmpty();
  }

  /** The texts in quotes from here to the bracket that closes. */
  private static String texts(String code, int from) {
    var texts = new StringBuilder();
    boolean isText = false;
    int open = 1;
    for (int i = from; open > 0; i++) {
      char c = code.charAt(i);
      if (isText && c == '\\') {
        i++;
      } else if (c == '"') {
        isText = !isText;
      } else if (isText) {
        texts.append(c);
      } else {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    return texts.toString();
  }
}
