package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.core.time.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers, sizes and times as people read them. */
public final class HumanFormat {

  private static final int MINUTES = "2026-11-01T09:30".length();
  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f-\\x9f]");

  private HumanFormat() {}

  /** {@code 548,313}. */
  public static String count(long n) {
    String digits = Long.toString(n);
    var grouped = new StringBuilder(digits);
    int first = digits.startsWith("-") ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      grouped.insert(i, ',');
    }
    return grouped.toString();
  }

  /** {@code 1 event}, {@code 2 events}. */
  public static String count(long n, String one) {
    return count(n) + " " + one + (n == 1 ? "" : "s");
  }

  /** {@code 640 B}, {@code 1.4 MB}; powers of 1000. */
  public static String bytes(long n) {
    if (n < 1000) {
      return n + " B";
    }
    double value = n;
    int unit = -1;
    while (value >= 999.5 && unit < 4) {
      value /= 1000;
      unit++;
    }
    String digits = value < 9.95 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, digits, value) + " " + "kMGTP".charAt(unit) + "B";
  }

  /** A time in this machine's zone, to the minute; what is no time stays as it is. */
  public static String time(@Nullable String iso) {
    if (iso == null) {
      return "never";
    }
    Instant time = Timestamps.instant(iso);
    if (time == null) {
      return iso; // a foreign store may write times in another way
    }
    String local = LocalDateTime.ofInstant(time, ZoneId.systemDefault()).toString();
    return local.substring(0, MINUTES).replace('T', ' ');
  }

  /** How long it was between two times: {@code 5 min}, {@code 2 h 10 min}, {@code 3 days}. */
  public static String duration(@Nullable String from, @Nullable String to) {
    Instant first = from == null ? null : Timestamps.instant(from);
    Instant last = to == null ? null : Timestamps.instant(to);
    if (first == null || last == null) {
      return ""; // a foreign store may write times in another way
    }
    Duration time = Duration.between(first, last);
    if (time.toMinutes() < 60) {
      return time.toMinutes() + " min";
    }
    if (time.toDays() < 2) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toDays() + " days";
  }

  /** {@code just now}, {@code 5 min ago}, {@code 3 h ago}, {@code 12 days ago}. */
  public static String ago(@Nullable String iso, Instant now) {
    if (iso == null) {
      return "never";
    }
    Duration age = Duration.between(Instant.parse(iso), now);
    if (age.toMinutes() < 1) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    if (age.toDays() < 2) {
      return age.toHours() + " h ago";
    }
    return age.toDays() + " days ago";
  }

  /** Without what could steer a terminal: a log, or another device, may say anything. */
  public static String plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return CONTROL.matcher(text).replaceAll("?");
      }
    }
    return text;
  }

  /** Lines without what could steer a terminal. */
  public static String printable(String text) {
    return text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f&&[^\n\t]]", "");
  }

  /** On one line, of at most so many columns. */
  public static String line(@Nullable String text, int columns) {
    if (text == null) {
      return "";
    }
    var oneLine = new StringBuilder();
    for (int i = 0; i < text.length() && oneLine.length() <= 2 * columns + 1; i++) {
      char c = text.charAt(i);
      boolean isSpace = Character.isISOControl(c) || Character.isWhitespace(c);
      if (!isSpace) {
        oneLine.append(c);
      } else if (!oneLine.isEmpty() && oneLine.charAt(oneLine.length() - 1) != ' ') {
        oneLine.append(' ');
      }
    }
    String line = oneLine.toString().stripTrailing();
    String beginning = TextWidth.cut(line, columns);
    return beginning.equals(line) ? line : TextWidth.cut(line, columns - 1) + "…";
  }
}
