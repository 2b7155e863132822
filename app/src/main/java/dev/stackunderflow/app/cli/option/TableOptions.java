package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Column;
import dev.stackunderflow.app.cli.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --columns} and {@code --sort}. */
public final class TableOptions {

  private static final String DESCENDING = ":desc";
  private static final String ASCENDING = ":asc";

  @Option(
      names = "--columns",
      paramLabel = "NAMES",
      split = ",",
      description = "Only these columns, in this order: the headings, in lower case.")
  private List<String> columns = List.of();

  @Option(names = "--sort", paramLabel = "NAME[:desc]", description = "Sort the table by a column.")
  private @Nullable String sort;

  /** Whether one of them was given. */
  public boolean isGiven() {
    return !columns.isEmpty() || sort != null;
  }

  /**
   * For a command that prints one table, or a document instead.
   *
   * @throws UsageException if a document and one of these options is wanted
   */
  public void refuseWith(JsonOption json) throws UsageException {
    if (isGiven() && json.isOn()) {
      throw new UsageException(
          "--columns and --sort are for the table: they cannot be combined with --json.");
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
      boolean descending = sort.endsWith(DESCENDING);
      String name =
          descending
              ? sort.substring(0, sort.length() - DESCENDING.length())
              : sort.endsWith(ASCENDING)
                  ? sort.substring(0, sort.length() - ASCENDING.length())
                  : sort;
      table.sort(column(table, name, first), descending);
    }
    if (!columns.isEmpty()) {
      List<Integer> picked = new ArrayList<>();
      for (String name : columns) {
        picked.add(column(table, name, first));
      }
      table.pick(picked);
    }
  }

  private static int column(Table table, String name, @Nullable String first)
      throws UsageException {
    String wanted = name.strip().toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(wanted) || (i == 0 && wanted.equals(first))) {
        return i;
      }
    }
    throw new UsageException(
        "No column "
            + name
            + ". Columns: "
            + columns.stream()
                .map(Column::name)
                .filter(n -> !n.isEmpty())
                .collect(Collectors.joining(", "))
            + ".");
  }
}
