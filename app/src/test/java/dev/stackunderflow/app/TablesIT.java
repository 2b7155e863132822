package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.app.cli.terminal.Terminal;
import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of {@code sessions} and {@code report} on a terminal and in a pipe. */
class TablesIT {

  private Machine laptop;

  @BeforeEach
  void machine(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    laptop.append(
        "-p",
        "one",
        Lines.user("u1", Lines.at(1), "日本語の雨量計が二度数える、どうして"),
        Lines.assistant("a1", Lines.at(2), "x", 500));
    laptop.append(
        "-p",
        "two",
        Lines.user("u2", Lines.at(3), "שלום 👩\u200d💻 and a title that is long enough to be cut"),
        Lines.assistant("a2", Lines.at(4), "x", 50));
    laptop.ingest();
  }

  private String out(Terminal terminal, String... args) {
    Shell.Run run = Shell.run(terminal, laptop.env(), args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"50", "60", "79", "100", "200"})
  void noLineIsWiderThanTheTerminal(String columns) {
    laptop.env().put("COLUMNS", columns);
    var terminal = new Terminal(true, false);
    for (String[] command :
        new String[][] {{"sessions"}, {"report"}, {"report", "--by", "model"}}) {
      assertThat(out(terminal, command).lines())
          .allMatch(line -> TextWidth.of(line) <= Integer.parseInt(columns));
    }
  }

  @Test
  void aPipeHasAllColumnsWhateverTheTerminal() {
    String whole = out(Terminal.NONE, "sessions");
    laptop.env().put("COLUMNS", "40");
    assertThat(out(Terminal.NONE, "sessions"))
        .isEqualTo(whole)
        .startsWith("SESSION  LAST              DURATION  EVENTS  OUTPUT  AGENT   DEVICE");
  }

  @Test
  void theFirstOfSortedSessionsAreTheFirstOfAll() {
    assertThat(out(Terminal.NONE, "sessions", "--limit", "1")).contains("two ");
    assertThat(
            out(
                Terminal.NONE,
                "sessions",
                "--limit",
                "1",
                "--sort",
                "output:desc",
                "--columns",
                "session,output"))
        .isEqualToNormalizingNewlines("SESSION  OUTPUT\none         500\n");
  }

  @ParameterizedTest
  @CsvSource({
    "projects,'project,output','project, devices, agents, sessions, events, last'",
    "agents,'agent,output','agent, here, elsewhere, last_seen, carry, read, where'",
    "search title,'text,output','time, device, project, agent, role, session, text'",
    "sessions,'title,output2','session, last, duration, events,'"
  })
  void anUnknownColumnIsNamedWithTheColumnsThatThereAre(
      String command, String columns, String expected) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.addAll(List.of("--columns", columns));
    Shell.Run run = Shell.run(laptop.env(), words.toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("No column output").contains(expected);
    words.set(words.size() - 2, "--sort");
    words.set(words.size() - 1, "nowhere:desc");
    assertThat(Shell.run(laptop.env(), words.toArray(String[]::new)).err())
        .contains("No column nowhere. Columns: ");
  }

  @Test
  void everyListCanBeSortedAndCutToColumns() throws Exception {
    laptop.append("-q", "three", Lines.user("u5", Lines.at(5), "a third title"));
    laptop.ingest();
    assertThat(out(Terminal.NONE, "projects", "--columns", "events", "--sort", "events:desc"))
        .isEqualToNormalizingNewlines("EVENTS\n     5\n");
    assertThat(out(Terminal.NONE, "agents", "--columns", "agent,here"))
        .isEqualToNormalizingNewlines("AGENT   HERE\nclaude     3\n");
    assertThat(
            out(Terminal.NONE, "search", "title", "--columns", "session,text", "--sort", "session"))
        .isEqualToNormalizingNewlines(
            """
            SESSION  TEXT
            three    a third [title]
            two      שלום 👩💻 and a [title] that is long enough to be cut
            """);
    for (String command : List.of("projects", "agents", "sessions", "search")) {
      String[] words =
          command.equals("search")
              ? new String[] {command, "title", "--json", "--sort", "session"}
              : new String[] {command, "--json", "--sort", "events"};
      Shell.Run run = Shell.run(laptop.env(), words);
      assertThat(run.exitCode()).as(command).isEqualTo(2);
      assertThat(run.err()).contains("cannot be combined with --json");
    }
  }

  @Test
  void columnsAreForTables() {
    Shell.Run run = Shell.run(laptop.env(), "report", "--csv", "--columns", "day");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--columns and --sort are for the tables")
        .contains("not with --limits");
    run = Shell.run(laptop.env(), "sessions", "--columns", "size");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("No column size. Columns: session, last, duration, events,");
  }
}
