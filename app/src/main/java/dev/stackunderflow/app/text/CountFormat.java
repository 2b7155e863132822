package dev.stackunderflow.app.text;

/** Counts with separators between thousands. */
public final class CountFormat {

  private CountFormat() {}

  /** {@code 548,313}. */
  public static String of(long n) {
    String digits = Long.toString(n);
    var grouped = new StringBuilder(digits);
    int first = digits.startsWith("-") ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString();
  }

  /** {@code 1 event}, {@code 2 events}. */
  public static String of(long n, String singular) {
    return of(n) + " " + singular + (n == 1 ? "" : "s");
  }
}
