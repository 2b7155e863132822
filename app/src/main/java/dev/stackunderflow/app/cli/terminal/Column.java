package dev.stackunderflow.app.cli.terminal;

import java.util.Locale;

/**
 * A column of a table.
 *
 * @param heading its heading
 * @param isRight whether it is aligned to the right
 * @param importance 0 if it is never left out; else the larger, the earlier it is left out where a
 *     terminal is too narrow
 * @param narrowest to how many columns of the terminal its cells may be cut; 0 for none
 * @param name its name in {@code --columns} and {@code --sort}: {@code cache_read}
 */
public record Column(String heading, boolean isRight, int importance, int narrowest, String name) {

  /** Text that is never left out or cut. */
  public static Column text(String heading) {
    return new Column(heading, false, 0, 0, nameOf(heading));
  }

  /** A number that is never left out. */
  public static Column number(String heading) {
    return new Column(heading, true, 0, 0, nameOf(heading));
  }

  /** The same column, left out at its turn. */
  public Column leftOut(int turn) {
    return new Column(heading, isRight, turn, narrowest, name);
  }

  /** The same column, cut down to so many columns of the terminal. */
  public Column cutTo(int columns) {
    return new Column(heading, isRight, importance, columns, name);
  }

  /** The same column with a name of its own, where another one has the same heading. */
  public Column called(String other) {
    return new Column(heading, isRight, importance, narrowest, other);
  }

  private static String nameOf(String heading) {
    // DAY (Europe/Berlin) is day.
    return heading.replaceAll(" \\(.*", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
