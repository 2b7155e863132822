package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CellText;
import dev.stackunderflow.app.text.TextWidth;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table whose columns are as wide as their widest cell. Cells are made safe for a terminal. */
public final class Table {

  private List<Column> columns;
  private List<Row> rows = new ArrayList<>();
  private @Nullable Row total;

  /** Creates a table; a heading that begins with {@code >} aligns its column to the right. */
  public Table(String... header) {
    this.columns =
        Stream.of(header)
            .map(h -> h.startsWith(">") ? Column.number(h.substring(1)) : Column.text(h))
            .toList();
  }

  /** Creates a table of these columns. */
  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * A row.
   *
   * @param cells safe text
   * @param keys what the cells are sorted by; as many, or none
   */
  private record Row(List<String> cells, List<? extends Comparable<?>> keys) {

    Row with(List<Integer> picked) {
      return new Row(
          picked.stream().map(cells::get).toList(),
          keys.isEmpty() ? keys : picked.stream().map(keys::get).toList());
    }
  }

  public void row(String... cells) {
    rows.add(new Row(safe(cells), List.of()));
  }

  /** Adds a row with what its cells are sorted by: for each a text, or a number. */
  public void row(List<? extends Comparable<?>> keys, String... cells) {
    rows.add(new Row(safe(cells), keys));
  }

  /** Sets the last row, which stays the last. */
  public void total(String... cells) {
    total = new Row(safe(cells), List.of());
  }

  private static List<String> safe(String... cells) {
    return Stream.of(cells).map(CellText::of).toList();
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The columns, of which some may have been picked. */
  public List<Column> columns() {
    return columns;
  }

  /** Keeps only these columns, by their numbers, in this order; none of them is left out later. */
  public void pick(List<Integer> picked) {
    columns = picked.stream().map(i -> columns.get(i).leftOut(0)).toList();
    rows = new ArrayList<>(rows.stream().map(row -> row.with(picked)).toList());
    total = total == null ? null : total.with(picked);
  }

  /** Sorts the rows by a column's number; rows with equal keys stay in their order. */
  public void sort(int column, boolean descending) {
    Comparator<Row> order = (a, b) -> compare(a.keys().get(column), b.keys().get(column));
    rows.sort(descending ? order.reversed() : order);
  }

  /** Keeps only the first rows. */
  public void limit(int most) {
    rows = new ArrayList<>(rows.subList(0, Math.min(most, rows.size())));
  }

  private static int compare(Comparable<?> one, Comparable<?> other) {
    if (one instanceof String a && other instanceof String b) {
      return a.compareToIgnoreCase(b);
    }
    return one instanceof Number a && other instanceof Number b
        ? Double.compare(a.doubleValue(), b.doubleValue())
        : Boolean.compare(one instanceof Number, other instanceof Number);
  }

  /** Prints the whole table. */
  public void print(PrintStream out, String indent) {
    print(out, indent, false);
  }

  /**
   * Prints the table to a terminal: the least important columns are left out, and texts are cut,
   * until it fits.
   *
   * @param width the terminal's columns
   */
  public void print(PrintStream out, int width) {
    var layout = new TableLayout(columns, widths());
    List<Integer> fitting = layout.fitting(width);
    int[] narrow = layout.widths(fitting, width);
    var fitted = new Table(fitting.stream().map(columns::get).toList());
    rows.forEach(row -> fitted.rows.add(cut(row.with(fitting), narrow)));
    fitted.total = total == null ? null : cut(total.with(fitting), narrow);
    fitted.print(out, "", true);
  }

  private static Row cut(Row row, int[] widths) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.cells().get(i);
      cells.add(
          TextWidth.of(cell) <= widths[i]
              ? cell
              : TextWidth.cut(cell, Math.max(0, widths[i] - 1)) + "…");
    }
    return new Row(cells, row.keys());
  }

  private int[] widths() {
    int[] widths = columns.stream().mapToInt(c -> TextWidth.of(c.heading())).toArray();
    for (Row row : lines()) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], TextWidth.of(row.cells().get(i)));
      }
    }
    return widths;
  }

  private List<Row> lines() {
    List<Row> lines = new ArrayList<>(rows);
    if (total != null) {
      lines.add(total);
    }
    return lines;
  }

  private void print(PrintStream out, String indent, boolean isTerminal) {
    int[] widths = widths();
    // Written at once: printing line by line takes as long as everything else.
    var text = new StringBuilder();
    line(text, indent, columns.stream().map(Column::heading).toList(), widths, false);
    lines().forEach(row -> line(text, indent, row.cells(), widths, isTerminal));
    out.print(text);
  }

  private void line(
      StringBuilder text, String indent, List<String> cells, int[] widths, boolean isTerminal) {
    var line = new StringBuilder(indent);
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      int gap = widths[i] - TextWidth.of(cell);
      boolean right = columns.get(i).isRight();
      line.repeat(' ', right ? gap : 0)
          .append(isTerminal ? CellText.isolated(cell) : cell)
          .repeat(' ', right ? 2 : gap + 2);
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }
}
