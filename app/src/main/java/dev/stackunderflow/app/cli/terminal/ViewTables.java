package dev.stackunderflow.app.cli.terminal;

import java.io.File;
import picocli.CommandLine.Model.CommandSpec;

/** What commands over the view have in common. */
public final class ViewTables {

  private static final int DEFAULT_WIDTH = 80;

  private ViewTables() {}

  /** The width of the terminal in columns; 80 if the output is not one. */
  public static int width(Context context) {
    String columns = context.env().getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(columns);
    }
    if (!context.terminal().interactive()) {
      return DEFAULT_WIDTH;
    }
    // Picocli takes no terminal for narrower than 55 columns; only it knows the size on Windows.
    return File.separatorChar == '/'
        ? LiveScreen.Size.now().columns()
        : CommandSpec.create().usageMessage().autoWidth(true).width();
  }

  /** Prints a table; says what to do if it is empty. */
  public static void print(Context context, Table table) {
    if (table.isEmpty()) {
      sayEmpty(context);
    } else {
      fit(context, table);
    }
  }

  /** Prints a table: so that it fits a terminal, and whole to a file or another program. */
  public static void fit(Context context, Table table) {
    if (context.terminal().interactive()) {
      table.print(context.out(), width(context));
    } else {
      table.print(context.out(), "");
    }
  }

  /** Says what to do while there are no events at all. */
  public static void sayEmpty(Context context) {
    context.say("Nothing here yet. To import this machine's logs: stackunderflow ingest");
  }
}
