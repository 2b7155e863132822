package dev.stackunderflow.core.agent.cursor;

import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.time.Timestamps;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A user's message as Cursor sends it: what was typed stands in {@code <user_query>}, behind the
 * time in {@code <timestamp>} and what Cursor adds.
 */
final class CursorPrompt {

  private static final Pattern QUERY =
      Pattern.compile("<user_query>\\s*(.*?)\\s*</user_query>", Pattern.DOTALL);

  private static final Pattern TIME =
      Pattern.compile("\\s*<timestamp>(.*?)\\s*\\(UTC(.*?)\\)\\s*</timestamp>\\s*", Pattern.DOTALL);

  /** What Cursor says in the user's name. */
  private static final Pattern ADDED =
      Pattern.compile("<(system_notification|system_reminder|user_info)>");

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEEE, MMM d, yyyy, h:mm a", Locale.ENGLISH);

  private final String text;
  private final @Nullable Instant time;

  private CursorPrompt(String text, @Nullable Instant time) {
    this.text = text;
    this.time = time;
  }

  static CursorPrompt of(String message) {
    Matcher stamp = TIME.matcher(message);
    return stamp.lookingAt()
        ? new CursorPrompt(
            message.substring(stamp.end()), instant(stamp.group(1), stamp.group(2).strip()))
        : new CursorPrompt(message, null);
  }

  /** Adds what was typed and when, where it says so, to an event. */
  void fill(DraftBuilder event) {
    event.text(typed());
    if (time != null) {
      event.at(Timestamps.text(time));
    }
    if (!isTyped()) {
      event.notTyped();
    }
  }

  /** What was typed; all of it where Cursor put nothing around it. */
  String typed() {
    Matcher query = QUERY.matcher(text);
    return query.find() ? query.group(1) : text;
  }

  /** Whether a person typed it. */
  private boolean isTyped() {
    Matcher added = ADDED.matcher(text);
    return !added.lookingAt() || (added.group(1).equals("user_info") && QUERY.matcher(text).find());
  }

  /** Such as {@code Sunday, Apr 26, 2026, 9:53 PM} and {@code -4}, {@code +5:30} or nothing. */
  private static @Nullable Instant instant(String local, String offset) {
    try {
      String plain = local.strip().replaceAll("[\\s\\u00a0\\u202f]+", " ");
      ZoneOffset zone =
          offset.isEmpty()
              ? ZoneOffset.UTC
              : ZoneOffset.of(offset.replaceFirst("^([+-])(\\d)(?!\\d)", "$10$2"));
      return LocalDateTime.parse(plain, FORM).toInstant(zone);
    } catch (DateTimeException e) {
      return null; // another form: the file's time is used
    }
  }
}
