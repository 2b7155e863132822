package dev.stackunderflow.app.text;

import java.util.Locale;

/** Sizes in bytes, in powers of 1000. */
public final class SizeFormat {

  private SizeFormat() {}

  /** {@code 640 B}, {@code 1.4 MB}, {@code 12 GB}. */
  public static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < 4) {
      value /= 1000;
      unit++;
    }
    String digits = value < 9.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, value) + " " + "kMGTP".charAt(unit) + "B";
  }
}
