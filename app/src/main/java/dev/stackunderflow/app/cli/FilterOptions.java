package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.TimeWindow;
import dev.stackunderflow.core.catalog.ViewFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --device}, {@code --project}, {@code --provider}, {@code --since} and {@code --until}. */
final class FilterOptions {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Mixin private final DeviceOption device = new DeviceOption();

  @Option(
      names = "--project",
      paramLabel = "P",
      description = "Only this project, by name, slug or folder, with those linked to it.")
  private @Nullable String project;

  @Option(names = "--provider", paramLabel = "A", description = "Only this agent: claude, codex.")
  private @Nullable String provider;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "From this day, or moment (2026-11-01T12:00:00Z), on.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "T", description = "Up to this day, or moment.")
  private @Nullable String until;

  ViewFilter filter() throws NotFoundException {
    return new ViewFilter(device.filter(), project, provider, window(ZoneId.systemDefault()));
  }

  private TimeWindow window(ZoneId zone) throws NotFoundException {
    return new TimeWindow(
        since == null ? null : SECONDS.format(moment("--since", since, 0, zone)),
        until == null ? null : SECONDS.format(moment("--until", until, 1, zone)));
  }

  /** A day begins and ends at this machine's midnights; the end is without itself. */
  private static Instant moment(String option, String text, int more, ZoneId zone)
      throws NotFoundException {
    try {
      return text.length() == "2026-11-01".length()
          ? LocalDate.parse(text).plusDays(more).atStartOfDay(zone).toInstant()
          : Instant.parse(text).plusSeconds(more);
    } catch (DateTimeException e) {
      throw new NotFoundException(
          option + " takes a day such as 2026-11-01 or a moment such as 2026-11-01T12:00:00Z.");
    }
  }
}
