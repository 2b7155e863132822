package dev.stackunderflow.app.update;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version such as {@code 1.2.3} or {@code 1.2.3-rc.1}; what comes before a release of its number
 * is older than it.
 *
 * @param major the first number
 * @param minor the second
 * @param patch the third
 * @param before what follows the hyphen; empty for a release
 */
record ReleaseVersion(int major, int minor, int patch, String before)
    implements Comparable<ReleaseVersion> {

  private static final Pattern FORM =
      Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:-([0-9A-Za-z.-]{1,40}))?");

  private static final Comparator<ReleaseVersion> ORDER =
      Comparator.comparingInt(ReleaseVersion::major)
          .thenComparingInt(ReleaseVersion::minor)
          .thenComparingInt(ReleaseVersion::patch)
          .thenComparing(version -> version.before().isEmpty())
          .thenComparing(ReleaseVersion::before, ReleaseVersion::compareParts);

  /**
   * Semantic Versioning 2.0.0, section 11: numbers by value, and before words; fewer parts first.
   */
  private static int compareParts(String a, String b) {
    String[] left = a.split("\\.");
    String[] right = b.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean isNumber = left[i].matches("\\d+");
      int order = Boolean.compare(right[i].matches("\\d+"), isNumber); // numbers first
      if (order == 0) {
        order =
            isNumber
                ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                : left[i].compareTo(right[i]);
      }
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  /** Reads a version, with or without a {@code v} before it; empty where it is none. */
  static Optional<ReleaseVersion> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(
            new ReleaseVersion(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                form.group(4) == null ? "" : form.group(4)))
        : Optional.empty();
  }

  @Override
  public int compareTo(ReleaseVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch + (before.isEmpty() ? "" : "-" + before);
  }
}
