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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report",
        "report --by tool",
        "report --by day",
        "report --compare --since 7d",
        "sessions",
        "projects",
        "agents",
        "search rain",
        "sync devices"
      })
  void anUnknownColumnIsRefusedBeforeAnythingIsRead(String command, @TempDir Path empty) {
    var nobody = new Machine(empty.resolve("home"), Map.of(), new TestClock());
    for (String option : List.of("--columns=nosuch", "--sort=nosuch:desc")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.add(option);
      Shell.Run run = Shell.run(nobody.env(), words.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("No column nosuch. Columns: ");
    }
  }

  @Test
  void severalTablesAreCheckedBeforeTheFirstIsPrinted() {
    Shell.Run run = Shell.run(laptop.env(), "report", "--sort", "device");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("No column device. Columns: name, events,");
    assertThat(out(Terminal.NONE, "report", "--sort", "name")).contains("PROJECT", "MODEL");
  }

  @Test
  void aPeriodsColumnIsCalledByItsWordWithoutTheTimeZone() {
    assertThat(out(Terminal.NONE, "report", "--by", "Day", "--columns", "day,events"))
        .startsWith("DAY (")
        .contains("EVENTS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "99999999999"})
  void aListIsOfAtLeastOne(String limit) {
    for (String command : List.of("sessions", "search")) {
      List<String> words = new ArrayList<>(List.of(command, "--limit=" + limit));
      if (command.equals("search")) {
        words.add("title");
      }
      Shell.Run run = Shell.run(laptop.env(), words.toArray(String[]::new));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("Not a whole number above 0: " + limit);
    }
  }

  @Test
  void aColumnWithoutANameIsRefused() {
    for (String option : List.of("--columns=", "--columns=,", "--sort=", "--columns=title,,last")) {
      Shell.Run run = Shell.run(laptop.env(), "sessions", option);
      assertThat(run.exitCode()).as(option).isEqualTo(2);
      assertThat(run.err()).contains("The name of a column is missing. Columns: session,");
    }
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

  @Test
  void aProjectCanBeNamedByItsWholeNameThoughAnotherOneEndsLikeIt() throws Exception {
    String home = String.valueOf(laptop.env().get("HOME"));
    String here = Lines.user("p1", Lines.at(6), "how deep?");
    String line = here.replaceFirst("\"cwd\":\"[^\"]*\",?", "");
    laptop.append("pond", "p-1", line);
    laptop.append(
        "-src-pond",
        "p-2",
        line.replace("\"p1\"", "\"p2\"")
            .replaceFirst("\\{", "{\"cwd\":\"" + home + "/src/pond\","));
    laptop.ingest();
    assertThat(out(Terminal.NONE, "projects", "--columns", "project"))
        .contains("\npond\n", "\n~/src/pond\n");
    assertThat(Shell.run(laptop.env(), "projects", "link", "pond", "~/src/pond").exitCode())
        .isZero();
  }
}
