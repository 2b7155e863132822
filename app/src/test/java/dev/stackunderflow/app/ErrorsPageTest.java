package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.Failures;
import dev.stackunderflow.sync.api.SyncException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The index of errors has every kind, and its words are those of the program. */
class ErrorsPageTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/errors.md"));
  }

  @Test
  void itHasASectionForEveryExitCodeOfAFailure() throws Exception {
    for (Field code : ExitCode.class.getFields()) {
      if (code.getInt(null) != ExitCode.DONE) {
        assertThat(page()).contains("\n## " + code.getInt(null) + ": ");
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

  @Test
  void itsWordsAreInTheProgram() throws Exception {
    var sources = new StringBuilder();
    for (String module : List.of("core", "sync", "app")) {
      try (var files = Files.walk(ROOT.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          sources.append(Files.readString(file));
        }
      }
    }
    String words = sources.toString().replaceAll("\"\\s*\\+\\s*\"", "");
    List<String> quoted =
        Pattern.compile("(?m)^\\| `([^`]+)` \\|")
            .matcher(page())
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();
    assertThat(quoted).hasSizeGreaterThan(40).allSatisfy(q -> assertThat(words).contains(q));
  }
}
