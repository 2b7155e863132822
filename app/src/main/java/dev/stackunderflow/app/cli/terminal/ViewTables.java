package dev.stackunderflow.app.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;

/** What the tables of the views have in common. */
public final class ViewTables {

  private static final int DEFAULT_WIDTH = 80;

  private ViewTables() {}

  /** How many columns there are to write in: those of the terminal, 80 for anything else. */
  public static int width(Context context) {
    String columns = context.env().getOrDefault("COLUMNS", "");
    if (columns.matches("[1-9]\\d{0,4}")) {
      return Integer.parseInt(columns);
    }
    return context.terminal().interactive()
        ? CommandSpec.create().usageMessage().autoWidth(true).width()
        : DEFAULT_WIDTH;
  }

  /** Prints a table of all that there is. */
  public static void print(Context context, Table table) {
    if (table.isEmpty()) {
      sayEmpty(context);
    } else {
      table.print(context.out(), "");
    }
  }

  /** Says what to do where nothing was ever logged. */
  public static void sayEmpty(Context context) {
    context.say("Nothing here yet. Take in this machine's logs with: stackunderflow ingest");
  }
}
