package dev.stackunderflow.app.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers, sizes and times as people read them. */
final class Human {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private Human() {}

  /** {@code 548,313}. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** {@code 1 event}, {@code 2 events}. */
  static String count(long n, String one) {
    return count(n) + " " + one + (n == 1 ? "" : "s");
  }

  /** {@code 640 B}, {@code 1.4 MB}; powers of 1000. */
  static String bytes(long n) {
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
  static String time(@Nullable String iso) {
    if (iso == null) {
      return "never";
    }
    try {
      return MINUTES.withZone(ZoneId.systemDefault()).format(Instant.parse(iso));
    } catch (DateTimeParseException e) {
      return iso; // a foreign store may write times in another way
    }
  }

  /** How long it was between two times: {@code 5 min}, {@code 2 h 10 min}, {@code 3 days}. */
  static String duration(@Nullable String from, @Nullable String to) {
    if (from == null || to == null) {
      return "";
    }
    try {
      Duration time = Duration.between(Instant.parse(from), Instant.parse(to));
      if (time.toMinutes() < 60) {
        return time.toMinutes() + " min";
      }
      if (time.toDays() < 2) {
        return time.toHours() + " h " + time.toMinutesPart() + " min";
      }
      return time.toDays() + " days";
    } catch (DateTimeParseException e) {
      return ""; // a foreign store may write times in another way
    }
  }

  /** {@code just now}, {@code 5 min ago}, {@code 3 h ago}, {@code 12 days ago}. */
  static String ago(@Nullable String iso, Instant now) {
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
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Lines without what could steer a terminal. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "");
  }

  /** At most so many characters, on one line. */
  static String line(@Nullable String text, int length) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= length ? line : line.substring(0, length - 1) + "…";
  }
}
