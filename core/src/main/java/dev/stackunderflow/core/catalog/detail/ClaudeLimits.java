package dev.stackunderflow.core.catalog.detail;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Claude Code writes in the model's place once a limit is reached: {@code Claude AI usage
 * limit reached|1760000000}, {@code 5-hour limit reached ∙ resets 3pm (Europe/Berlin)}, {@code
 * You've hit your weekly limit · resets Oct 6, 7pm (UTC)}. It states no percentage. A time without
 * a time zone is the machine's, which the log does not state: then the reset is not known.
 */
final class ClaudeLimits {

  private static final List<String> BEGINNINGS =
      List.of(
          "claude ai usage limit reached",
          "claude usage limit reached",
          "5-hour limit reached",
          "session limit reached",
          "weekly limit reached",
          "opus weekly limit reached",
          "sonnet weekly limit reached",
          "you've hit your",
          "you've reached your");

  private static final Pattern EPOCH = Pattern.compile("\\|(\\d{9,11})\\b");

  private static final Pattern RESET =
      Pattern.compile(
          "(?i)\\bresets?(?: at)? (?:([a-z]{3}) (\\d{1,2}),?(?: at)? )?"
              + "(\\d{1,2})(?::(\\d{2}))? ?(am|pm)? ?\\(([A-Za-z0-9_+:/-]{1,40})\\)");

  private static final DateTimeFormatter DAY =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendPattern("MMM d")
          .toFormatter(Locale.ENGLISH);

  private ClaudeLimits() {}

  /**
   * Reads a message that Claude Code marks as an error of the API.
   *
   * @param text the message
   * @param time when it was written
   * @return the statement; null where the message is not of a usage limit
   */
  static @Nullable LimitStatement read(String text, Instant time) {
    String line =
        text.strip().lines().findFirst().orElse("").replace('’', '\'').toLowerCase(Locale.ROOT);
    if (line.length() > 300
        || !line.contains("limit")
        || BEGINNINGS.stream().noneMatch(line::startsWith)) {
      return null;
    }
    boolean isWeekly = line.contains("weekly");
    boolean isFiveHours = line.contains("5-hour") || line.contains("session limit");
    Long minutes =
        isWeekly
            ? Long.valueOf(LimitStatement.WEEK)
            : isFiveHours ? Long.valueOf(LimitStatement.FIVE_HOURS) : null;
    String name = line.contains("opus") ? "opus" : line.contains("sonnet") ? "sonnet" : "";
    long longest = minutes == null ? LimitStatement.WEEK : minutes;
    return new LimitStatement(name, minutes, null, reset(text, time, longest), true);
  }

  private static @Nullable Instant reset(String text, Instant time, long longestMinutes) {
    Instant reset = stated(text, time);
    boolean isPossible =
        reset != null
            && reset.isAfter(time)
            && reset.getEpochSecond() - time.getEpochSecond() <= longestMinutes * 60;
    return isPossible ? reset : null;
  }

  private static @Nullable Instant stated(String text, Instant time) {
    Matcher epoch = EPOCH.matcher(text);
    if (epoch.find()) {
      return Instant.ofEpochSecond(Long.parseLong(epoch.group(1)));
    }
    Matcher words = RESET.matcher(text);
    try {
      return words.find() ? next(words, time) : null;
    } catch (DateTimeException e) {
      return null; // not a time, or not a zone: what it means is not known
    }
  }

  /** The next time of that day, or of any day, after the message. */
  private static Instant next(Matcher words, Instant time) {
    ZonedDateTime now = time.atZone(ZoneId.of(words.group(6)));
    int hour = Integer.parseInt(words.group(3));
    int minute = words.group(4) == null ? 0 : Integer.parseInt(words.group(4));
    LocalTime at = LocalTime.of(words.group(5) == null ? hour : of12(hour, words.group(5)), minute);
    if (words.group(1) != null) {
      MonthDay day = MonthDay.parse(words.group(1) + " " + words.group(2), DAY);
      ZonedDateTime reset = day.atYear(now.getYear()).atTime(at).atZone(now.getZone());
      return (reset.isAfter(now)
              ? reset
              : day.atYear(now.getYear() + 1).atTime(at).atZone(now.getZone()))
          .toInstant();
    }
    ZonedDateTime reset = now.toLocalDate().atTime(at).atZone(now.getZone());
    return (reset.isAfter(now)
            ? reset
            : now.toLocalDate().plusDays(1).atTime(at).atZone(now.getZone()))
        .toInstant();
  }

  private static int of12(int hour, String half) {
    if (hour < 1 || hour > 12) {
      throw new DateTimeException("not an hour of twelve: " + hour);
    }
    return hour % 12 + (half.equalsIgnoreCase("pm") ? 12 : 0);
  }
}
