package dev.stackunderflow.app.update;

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
    int numbers = Integer.compare(major, other.major);
    numbers = numbers != 0 ? numbers : Integer.compare(minor, other.minor);
    numbers = numbers != 0 ? numbers : Integer.compare(patch, other.patch);
    if (numbers != 0) {
      return numbers;
    }
    if (before.isEmpty() || other.before.isEmpty()) {
      return Boolean.compare(before.isEmpty(), other.before.isEmpty());
    }
    return before.compareTo(other.before);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch + (before.isEmpty() ? "" : "-" + before);
  }
}
