package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.TableOptions;
import dev.stackunderflow.app.text.TextWidth;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Tables that fit a terminal, sorted, with the columns that are asked for. */
class TableTest {

  private static Table table() {
    var table =
        new Table(
            List.of(
                Column.text("ID"),
                Column.number("EVENTS").leftOut(2),
                Column.number("COST USD").leftOut(1),
                Column.text("TITLE").cutTo(6)));
    table.row(List.of("a1", 5, 1.5, "rain gauge"), "a1", "5", "1.50", "rain gauge");
    table.row(List.of("b2", 10, 0.5, "Über"), "b2", "10", "0.50", "Über");
    table.row(List.of("c3", 7, "", "日本語の雨量計"), "c3", "7", "no price", "日本語の雨量計");
    table.total("all", "22", "2.00", "");
    return table;
  }

  private static List<String> lines(Table table, int width) {
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, StandardCharsets.UTF_8);
    if (width == 0) {
      table.print(print, "");
    } else {
      table.print(print, width);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static TableOptions options(String... args) {
    var options = new TableOptions();
    new CommandLine(options).parseArgs(args);
    return options;
  }

  private static List<String> shaped(@Nullable String first, String... args) throws Exception {
    Table table = table();
    options(args).apply(table, first);
    return lines(table, 0);
  }

  @Test
  void aWideTerminalAndAPipeHaveTheWholeTable() {
    assertThat(lines(table(), 0))
        .containsExactly(
            "ID   EVENTS  COST USD  TITLE",
            "a1        5      1.50  rain gauge",
            "b2       10      0.50  Über",
            "c3        7  no price  日本語の雨量計",
            "all      22      2.00")
        .isEqualTo(lines(table(), 200))
        .isEqualTo(lines(table(), 37));
  }

  @Test
  void textIsCutFirstThenTheLeastImportantColumnsGo() {
    assertThat(lines(table(), 33))
        .contains("c3        7  no price  日本語の…", "a1        5      1.50  rain gauge");
    assertThat(lines(table(), 29))
        .contains("ID   EVENTS  COST USD  TITLE", "c3        7  no price  日本…");
    assertThat(lines(table(), 28)).contains("ID   COST USD  TITLE", "c3   no price  日本語の雨量…");
    assertThat(lines(table(), 20)).contains("ID   TITLE", "c3   日本語の雨量計");
    assertThat(lines(table(), 11)).contains("ID   TITLE", "a1   rain …", "all");
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 20, 21, 22, 28, 29, 30, 33, 36, 37, 80})
  void noLineIsWiderThanTheTerminal(int width) {
    assertThat(lines(table(), width)).allMatch(line -> TextWidth.of(line) <= width);
  }

  @Test
  void aTerminalThatIsTooNarrowForAllGetsWhatIsNeverLeftOut() {
    assertThat(lines(table(), 3)).contains("ID   TITLE", "b2   Über");
  }

  @Test
  void textFromRightToLeftIsIsolatedOnATerminalOnly() {
    var table = new Table("NAME", ">N");
    table.row("שלום", "12");
    assertThat(lines(table, 80)).contains("שלום\u200e  12");
    assertThat(lines(table, 0)).contains("שלום  12");
  }

  @Test
  void columnsArePickedInTheOrderThatIsAskedForAndNoneIsLeftOut() throws Exception {
    assertThat(shaped(null, "--columns", "title,cost_usd"))
        .contains("TITLE           COST USD", "Über                0.50");
    assertThat(shaped("name", "--columns", "name,Cost-USD"))
        .contains("ID   COST USD", "all      2.00");
    Table table = table();
    options("--columns", "events,cost_usd").apply(table, null);
    assertThat(lines(table, 5)).contains("EVENTS  COST USD");
  }

  @Test
  void rowsAreSortedByValueAndTheTotalStaysLast() throws Exception {
    assertThat(shaped(null, "--sort", "events", "--columns", "events"))
        .containsExactly("EVENTS", "     5", "     7", "    10", "    22");
    assertThat(shaped(null, "--sort", "events:desc", "--columns", "id"))
        .containsExactly("ID", "b2", "c3", "a1", "all");
    assertThat(shaped(null, "--sort", "cost_usd:asc", "--columns", "id"))
        .containsExactly("ID", "c3", "b2", "a1", "all");
    assertThat(shaped(null, "--sort", "title", "--columns", "id"))
        .containsExactly("ID", "a1", "b2", "c3", "all");
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNamesOfAll() {
    assertThatThrownBy(() -> shaped(null, "--columns", "id,price"))
        .isInstanceOf(UsageException.class)
        .hasMessage("No column price. Columns: id, events, cost_usd, title.");
    assertThatThrownBy(() -> shaped(null, "--sort", "name"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("No column name.");
  }
}
