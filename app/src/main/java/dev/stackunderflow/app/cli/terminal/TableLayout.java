package dev.stackunderflow.app.cli.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which columns of a table fit a terminal, and how wide they are there. */
final class TableLayout {

  private static final int GAP = 2;

  private final List<Column> columns;
  private final int[] natural;

  /**
   * A layout.
   *
   * @param natural the widths of the widest cells
   */
  TableLayout(List<Column> columns, int[] natural) {
    this.columns = columns;
    this.natural = natural.clone();
  }

  /** The numbers of the columns that stay: the least important ones go first. */
  List<Integer> fitting(int width) {
    List<Integer> stay = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      stay.add(i);
    }
    List<Integer> turns =
        stay.stream()
            .filter(i -> columns.get(i).importance() > 0)
            .sorted(Comparator.comparingInt((Integer i) -> columns.get(i).importance()).reversed())
            .toList();
    for (Integer next : turns) {
      if (narrowest(stay) <= width) {
        break;
      }
      stay.remove(/* element */ next);
    }
    return stay;
  }

  private int narrowest(List<Integer> stay) {
    return stay.stream().mapToInt(this::narrowest).sum() + GAP * (stay.size() - 1);
  }

  private int narrowest(int column) {
    int least = columns.get(column).narrowest();
    return least == 0 ? natural[column] : Math.min(least, natural[column]);
  }

  /** Their widths: texts are cut, the widest first, until all fit. */
  int[] widths(List<Integer> stay, int width) {
    int[] widths = stay.stream().mapToInt(i -> natural[i]).toArray();
    int over = GAP * (stay.size() - 1) - width;
    for (int w : widths) {
      over += w;
    }
    while (over > 0) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean canShrink = widths[i] > narrowest(stay.get(i));
        if (canShrink && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        break; // it does not fit: the terminal wraps or cuts it
      }
      widths[widest]--;
      over--;
    }
    return widths;
  }
}
