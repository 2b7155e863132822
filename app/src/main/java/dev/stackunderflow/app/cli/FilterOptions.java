package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.BadTimeException;
import dev.stackunderflow.core.catalog.DeviceFilter;
import dev.stackunderflow.core.catalog.ViewFilter;
import dev.stackunderflow.core.catalog.WrittenTimes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --device}, {@code --project}, {@code --provider}, {@code --since} and {@code --until}. */
final class FilterOptions {

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
      description = "From then on: 2026-11-01, 2026-11, yesterday, 7d, 2w, 3m, or a time.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Up to the end of this day or month, or up to a time.")
  private @Nullable String until;

  /**
   * What was asked for, in days of this machine.
   *
   * @param clock says what day it is
   * @throws BadTimeException if an end of the span is no day and no time
   */
  ViewFilter filter(Clock clock) throws BadTimeException {
    var times = new WrittenTimes(ZoneId.systemDefault(), clock);
    return new ViewFilter(device(), project, provider, times.window(since, until));
  }

  DeviceFilter device() {
    return device.filter();
  }

  @Nullable String project() {
    return project;
  }

  @Nullable String provider() {
    return provider;
  }

  @Nullable Instant since(WrittenTimes times) throws BadTimeException {
    return since == null ? null : times.since(since);
  }

  @Nullable Instant until(WrittenTimes times) throws BadTimeException {
    return until == null ? null : times.until(until);
  }

  /** Whether anything is left out, but by device. */
  boolean isNarrow() {
    return project != null || provider != null || since != null || until != null;
  }
}
