package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.FilterNotes;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.time.DateTimeParser;
import dev.stackunderflow.core.time.InvalidDateException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code --device}, {@code --project}, {@code --agent}, {@code --branch}, {@code --since} and
 * {@code --until}.
 */
public final class FilterOptions {

  @Mixin private final DeviceOption device = new DeviceOption();

  @Option(
      names = "--project",
      preprocessor = SlugValue.class,
      paramLabel = "P",
      description = "Only this project, by name, slug or folder, and projects linked with it.")
  private @Nullable String project;

  @Option(
      names = {"--agent", "--provider"},
      paramLabel = "A",
      completionCandidates = AgentNames.class,
      description = "Only this coding agent: claude, codex, opencode; see 'agents'.")
  private @Nullable String provider;

  @Option(
      names = "--branch",
      paramLabel = "B",
      description = "Only what was done on this Git branch, where the agent notes it.")
  private @Nullable String branch;

  @Option(
      names = "--since",
      paramLabel = "T",
      description = "From this time: 2026-11-01, 2026-11, yesterday, 7d, 2w, 3m, or a time.")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "T",
      description = "Until the end of this day or month, or until a time.")
  private @Nullable String until;

  /**
   * The filter, in days of this machine's time zone.
   *
   * @param clock for relative dates
   * @throws InvalidDateException if {@code --since} or {@code --until} is not a date or time
   */
  public ViewFilter filter(Clock clock) throws InvalidDateException {
    var times = new DateTimeParser(ZoneId.systemDefault(), clock);
    return new ViewFilter(device(), project, provider, times.window(since, until), branch);
  }

  public DeviceFilter device() {
    return device.filter();
  }

  public @Nullable String project() {
    return project;
  }

  public @Nullable String provider() {
    return provider;
  }

  /** The Git branch's name; null for all. */
  public @Nullable String branch() {
    return branch;
  }

  public @Nullable Instant since(DateTimeParser times) throws InvalidDateException {
    return since == null ? null : times.since(since);
  }

  public @Nullable Instant until(DateTimeParser times) throws InvalidDateException {
    return until == null ? null : times.until(until);
  }

  /** Says why nothing matches, where nothing has the name of the project or branch. */
  public void sayWhyNothing(Context context, FilterNotes notes) throws SQLException {
    notes.of(project, branch).forEach(context::say);
  }

  /** Whether anything but the device is restricted. */
  public boolean isNarrow() {
    return project != null || provider != null || branch != null || since != null || until != null;
  }
}
