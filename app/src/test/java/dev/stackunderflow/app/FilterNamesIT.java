package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name in a filter that nothing has is said, and not answered as if it had no sessions. */
class FilterNamesIT {

  private Machine laptop;

  @BeforeEach
  void aSession(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    laptop.append(
        "-home-me-src-gauge",
        "one",
        Lines.user("u1", Lines.at(1), "hello there")
            .replace("\"cwd\"", "\"gitBranch\":\"main\",\"cwd\""));
    laptop.ingest();
  }

  private Shell.Run run(String view, String... more) {
    String[] first = view.split(" ");
    var all = new String[first.length + more.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return Shell.run(laptop.env(), all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions",
        "sessions --json",
        "search hello",
        "search hello --in tools --json",
        "report",
        "report --json",
        "report --by tool --csv",
        "report --limits",
        "report --since 7d --compare",
        "export --format jsonl",
        "export --format otlp"
      })
  void anUnknownAgentIsAnErrorInEachView(String view) {
    CliFixture.check(run(view, "--agent", "Claud"), 2, "Did you mean claude? The agents: aider, ");
    assertThat(run(view, "--agent", "codex").exitCode()).isZero();
  }

  @Test
  void anAgentIsSuggestedByItsTitleToo() {
    assertThat(run("sessions --agent", "gemini-cli").err()).contains("Did you mean gemini?");
    assertThat(run("sessions --agent", "nothing at all").err()).doesNotContain("Did you mean");
  }

  @Test
  void anAgentThatOnlyTheDataHasIsKnown() throws Exception {
    try (Store store = Store.open(laptop.home().store());
        var statement = store.connection().createStatement()) {
      statement.executeUpdate("UPDATE projects SET provider = 'futura'");
    }
    java.nio.file.Files.deleteIfExists(laptop.home().catalog());
    for (String view : new String[] {"sessions", "search hello", "export --format jsonl"}) {
      Shell.Run run = run(view, "--agent", "futura");
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("hello there".split(" ")[0]);
    }
    assertThat(run("sessions --agent futur").err()).contains("Did you mean futura?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sessions",
        "sessions --json",
        "search hello",
        "search hello --json",
        "report",
        "report --json",
        "report --by day --csv",
        "export --format csv"
      })
  void anUnknownProjectOrBranchIsSaid(String view) {
    Shell.Run project = run(view, "--project", "nosuch");
    assertThat(project.exitCode()).isZero();
    assertThat(project.err()).contains("No project is called nosuch.");
    Shell.Run branch = run(view, "--branch", "mian");
    assertThat(branch.exitCode()).isZero();
    assertThat(branch.err()).contains("No session notes the branch mian. Did you mean main?");
  }

  @Test
  void aProjectThatIsNearIsSuggestedAndAKnownOneIsNotDoubted() {
    assertThat(run("sessions --project apq").err())
        .contains("No project is called apq. Did you mean app?");
    assertThat(run("sessions --project app").err()).doesNotContain("No project is called");
  }

  @Test
  void withoutAnySessionNoNameIsDoubted(@TempDir Path other) {
    Shell.Run run = Shell.run(Map.of("HOME", other.toString()), "sessions", "--project", "x");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).doesNotContain("No project is called");
  }
}
