package dev.stackunderflow.app.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows as an aligned table while they come. */
class StreamingTableTest {

  private static List<String> table(List<String> columns, List<List<Object>> rows)
      throws Exception {
    var lines = new ArrayList<String>();
    var table = new StreamingTable(lines::add);
    table.columns(columns);
    for (List<Object> row : rows) {
      table.row(new ArrayList<>(row));
    }
    table.end();
    return lines;
  }

  @Test
  void numbersAreAlignedToTheRightAndTextToTheLeft() throws Exception {
    assertThat(table(List.of("name", "n"), List.of(List.of("long name", 5L), List.of("x", 1234L))))
        .containsExactly("NAME       N", "long name     5", "x          1234");
  }

  @Test
  void aTableWithoutRowsHasItsHeader() throws Exception {
    assertThat(table(List.of("a", "b"), List.of())).containsExactly("A  B");
  }

  @Test
  void widthsComeFromTheFirstRowsAndLaterRowsAreWrittenAtOnce() throws Exception {
    var lines = new ArrayList<String>();
    var table = new StreamingTable(lines::add);
    table.columns(List.of("c", "d"));
    for (int i = 0; i < 200; i++) {
      table.row(new ArrayList<>(List.of("x", "y")));
    }
    assertThat(lines).hasSize(201);
    table.row(new ArrayList<>(List.of("a wide cell", "y")));
    assertThat(lines).last().isEqualTo("a wide cell  y");
  }

  @Test
  void nullIsEmptyBytesAreHexAndAnythingIsSafe() throws Exception {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(null);
    row.add(new byte[] {1, (byte) 0xff});
    row.add("\033[2J\u202e");
    var lines = new ArrayList<String>();
    var table = new StreamingTable(lines::add);
    table.columns(List.of("a", "b\033", "c"));
    table.row(row);
    table.end();
    assertThat(lines).containsExactly("A  B?    C", "   01ff  [2J");
  }
}
