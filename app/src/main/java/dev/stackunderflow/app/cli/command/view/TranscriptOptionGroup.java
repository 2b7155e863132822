package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.option.CountValue;
import dev.stackunderflow.app.cli.transcript.TranscriptOptions;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which parts of a session {@code show} shows. */
final class TranscriptOptionGroup {

  private static final Pattern SPACES = Pattern.compile("\\s+");

  @Option(
      names = "--all",
      description =
          "Include lines that are not messages (summaries, settings, …) and lines that are no longer"
              + " in the log.")
  private boolean all;

  @Option(names = "--thinking", description = "Include what the model thought.")
  private boolean thinking;

  @Option(names = "--full", description = "Show long results and changes whole.")
  private boolean full;

  @Option(
      names = "--usage",
      description =
          "End each turn with its tokens and cost; a turn begins with a person's message.")
  private boolean usage;

  @Option(
      names = "--last",
      paramLabel = "N",
      converter = CountValue.class,
      description = "Only the last N messages.")
  private int last;

  @Option(
      names = "--around",
      paramLabel = "WORDS",
      description = "Only messages that contain all of these words, with two before and after.")
  private @Nullable String around;

  @Option(
      names = "--no-pager",
      description = "Do not page the output on a terminal ($PAGER; default: less -R).")
  private boolean noPager;

  /**
   * The options.
   *
   * @param withUsage whether the form always has the usage
   * @throws UsageException if they contradict each other
   */
  TranscriptOptions options(boolean withUsage) throws UsageException {
    if (last > 0 && around != null) {
      throw new UsageException("--last and --around exclude each other.");
    }
    List<String> words =
        around == null || around.isBlank() ? List.of() : List.of(SPACES.split(around.strip()));
    return new TranscriptOptions(all, thinking, full, usage || withUsage, last, words);
  }

  /**
   * Refuses what has no effect on a form that is always whole.
   *
   * @param form its option
   */
  void refuseWith(String form) throws UsageException {
    if (last > 0 || around != null || usage) {
      throw new UsageException(
          form + " is the whole session: it cannot be combined with --last, --around or --usage.");
    }
  }

  boolean isAll() {
    return all;
  }

  boolean isPaged() {
    return !noPager;
  }
}
