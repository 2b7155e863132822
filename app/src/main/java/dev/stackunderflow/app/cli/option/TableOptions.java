package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --columns} and {@code --sort}. */
public final class TableOptions {

  private static final String DESCENDING = ":desc";
  private static final String ASCENDING = ":asc";

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      description =
          "Only these columns, in this order, separated by commas: the headings, in lower case.")
  private List<String> columns = List.of();

  @Option(names = "--sort", paramLabel = "NAME[:desc]", description = "Sort the table by a column.")
  private @Nullable String sort;

  /** Whether one of them was given. */
  public boolean isGiven() {
    return !columns.isEmpty() || sort != null;
  }

  /**
   * Checks the options of a command that prints one table, or a document instead, before it reads
   * anything.
   *
   * @param table the table's columns
   * @throws UsageException if the table has no such column, or a document is wanted
   */
  public void check(JsonOption json, List<Column> table) throws UsageException {
    if (isGiven() && json.isOn()) {
      throw new UsageException(
          "--columns and --sort are for the table: they cannot be combined with --json.");
    }
    check(table, null);
  }

  /**
   * Checks the options before anything is read.
   *
   * @param table the table's columns
   * @param first how the first column may also be called; null for only by its heading
   * @throws UsageException if the table has no such column
   */
  public void check(List<Column> table, @Nullable String first) throws UsageException {
    if (sort != null) {
      column(table, sortedBy(sort), first);
    }
    for (String name : names()) {
      column(table, name, first);
    }
  }

  /** Whether rows are sorted, so that the first ones are not known before. */
  public boolean isSorted() {
    return sort != null;
  }

  /**
   * Sorts a table and picks its columns.
   *
   * @param first how the first column may also be called; null for only by its heading
   * @throws UsageException if it has no such column
   */
  public void apply(Table table, @Nullable String first) throws UsageException {
    if (sort != null) {
      table.sort(column(table.columns(), sortedBy(sort), first), sort.endsWith(DESCENDING));
    }
    if (!columns.isEmpty()) {
      List<Integer> picked = new ArrayList<>();
      for (String name : names()) {
        picked.add(column(table.columns(), name, first));
      }
      table.pick(picked);
    }
  }

  private List<String> names() {
    return columns.stream().flatMap(names -> Stream.of(names.split(",", -1))).toList();
  }

  private static String sortedBy(String sort) {
    String order =
        sort.endsWith(DESCENDING) ? DESCENDING : sort.endsWith(ASCENDING) ? ASCENDING : "";
    return sort.substring(0, sort.length() - order.length());
  }

  private static int column(List<Column> columns, String name, @Nullable String first)
      throws UsageException {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
    for (int i = 0; i < columns.size() && !wanted.isEmpty(); i++) {
      if (columns.get(i).name().equals(wanted) || (i == 0 && wanted.equals(first))) {
        return i;
      }
    }
    throw new UsageException(
        (wanted.isEmpty() ? "The name of a column is missing" : "No column " + name)
            + ". Columns: "
            + columns.stream()
                .map(Column::name)
                .filter(n -> !n.isEmpty())
                .collect(Collectors.joining(", "))
            + ".");
  }
}
