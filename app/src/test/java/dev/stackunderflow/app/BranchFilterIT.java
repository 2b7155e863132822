package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --branch} selects the same events in every view. */
class BranchFilterIT {

  private Machine laptop;

  @BeforeEach
  void twoBranchesInOneSession(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    laptop.append(
        "-home-me-src-app",
        "one",
        on("main", Lines.user("u1", Lines.at(1), "words on one")),
        on("main", Lines.assistant("a1", Lines.at(2), "x", 500)),
        on("fix", Lines.user("u2", Lines.at(3), "words on another")),
        on("fix", Lines.assistant("a2", Lines.at(4), "x", 50)));
    laptop.append("-p", "two", Lines.user("u3", Lines.at(5), "words on none"));
    laptop.ingest();
  }

  private static String on(String branch, String line) {
    return line.replace("\"cwd\"", "\"gitBranch\":\"" + branch + "\",\"cwd\"");
  }

  private String out(String... args) {
    Shell.Run run = Shell.run(laptop.env(), args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  @Test
  void anExportHasTheBranchesEventsAlone() {
    assertThat(out("export", "--format", "jsonl", "--branch", "fix").lines())
        .hasSize(2)
        .allMatch(line -> line.contains("\\\"gitBranch\\\":\\\"fix\\\""));
    assertThat(out("export", "--format", "jsonl", "--branch", "none")).isEmpty();
    assertThat(out("export", "--format", "jsonl").lines()).hasSize(5);
    assertThat(out("export", "--format", "otlp", "--branch", "main").lines()).hasSize(2);
  }

  @Test
  void theOtherViewsHaveTheSame() {
    assertThat(out("search", "words", "--branch", "fix", "--columns", "text"))
        .isEqualToNormalizingNewlines("TEXT\n[words] on another\n");
    assertThat(out("report", "--json", "--branch", "fix")).contains("\"output_tokens\" : 50");
    assertThat(out("sessions", "--branch", "fix", "--columns", "session"))
        .isEqualToNormalizingNewlines("SESSION\none\n");
    assertThat(Shell.run(laptop.env(), "sessions", "--branch", "none").err())
        .contains("No matching sessions");
  }
}
