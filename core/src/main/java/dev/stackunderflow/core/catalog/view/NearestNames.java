package dev.stackunderflow.core.catalog.view;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Finds what a user may have meant. */
public final class NearestNames {

  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * The names that differ from a typed one in few letters, or of which one contains the other; the
   * nearest first, at most three.
   *
   * @param typed what was typed
   * @param names the possibilities
   */
  public static List<String> of(String typed, Collection<String> names) {
    String wanted = plain(typed);
    if (wanted.isEmpty()) {
      return List.of();
    }
    return names.stream()
        .distinct()
        .filter(name -> isNear(wanted, plain(name)))
        .sorted(
            Comparator.comparingInt((String name) -> distance(wanted, plain(name)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static boolean isNear(String wanted, String name) {
    int shorter = Math.min(wanted.length(), name.length());
    return distance(wanted, name) <= Math.max(1, Math.min(3, shorter / 3))
        || (shorter >= 3 && (wanted.contains(name) || name.contains(wanted)));
  }

  /** Only letters and digits, in lower case: Claude Code is claude-code. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** How many letters to insert, delete, replace, or swap with their neighbours (Damerau 1964). */
  private static int distance(String a, String b) {
    int[] twoAbove = new int[0];
    int[] above = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], 1 + twoAbove[j - 2]);
        }
      }
      twoAbove = above;
      above = row;
    }
    return above[b.length()];
  }
}
