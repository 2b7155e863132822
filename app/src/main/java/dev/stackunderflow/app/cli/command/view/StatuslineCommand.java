package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.StatusText;
import dev.stackunderflow.core.catalog.CatalogGlance;
import dev.stackunderflow.core.price.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code statusline}. */
@Command(
    name = "statusline",
    description = {
      "Print one line with the cost of a session and of today over all devices.",
      "For Claude Code's status line: reads its JSON from the input. Shows what was",
      "imported last and imports nothing itself; says so where the session's log is",
      "newer. Never fails: without data the line says so."
    },
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  echo '{}' | stackunderflow statusline")
public final class StatuslineCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How much newer a log may be: it is written all the time. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Without a log to compare with. */
  private static final Duration OLD = Duration.ofMinutes(15);

  private final Context context;
  private final InputStream in;

  public StatuslineCommand(Context context) {
    this(context, System.in);
  }

  StatuslineCommand(Context context, InputStream in) {
    this.context = context;
    this.in = in;
  }

  @Override
  public Integer call() {
    // A person at a terminal writes nothing.
    StatusInput input =
        context.terminal().interactive() ? StatusInput.NONE : StatusInput.read(in, PATIENCE);
    Instant now = context.clock().instant();
    ZoneId zone = ZoneId.systemDefault();
    var line = new StatusText(now, zone);
    CatalogGlance glance = glance(input, now, zone, line);
    line.session(glance == null ? null : glance.session(), input.cost());
    if (glance != null) {
      line.day(glance);
    }
    windows(input, glance, line);
    if (glance != null && isStale(input, glance.asOf(), now)) {
      line.asOf(glance.asOf());
    }
    context.out().println(line);
    return ExitCode.DONE;
  }

  private @Nullable CatalogGlance glance(
      StatusInput input, Instant now, ZoneId zone, StatusText line) {
    try {
      PriceTable prices = PriceTable.withOwn(context.home().prices());
      CatalogGlance glance =
          CatalogGlance.read(context.home(), input.sessionId(), now, zone, prices);
      if (glance == null) {
        line.say("nothing imported yet: stackunderflow ingest && stackunderflow report");
      }
      return glance;
    } catch (SQLException | IOException | RuntimeException e) {
      // A status line must not fail; what is wrong, the other commands say.
      line.say("costs cannot be read now: stackunderflow report");
      return null;
    }
  }

  private static void windows(StatusInput input, @Nullable CatalogGlance glance, StatusText line) {
    if (input.fiveHours() != null) {
      line.window("5h", input.fiveHours().usedPercent(), input.fiveHours().reset());
    } else if (glance != null) {
      line.block(glance.block());
    }
    if (input.week() != null) {
      line.window("7d", input.week().usedPercent(), null);
    }
  }

  private static boolean isStale(StatusInput input, Instant asOf, Instant now) {
    String transcript = input.transcript();
    if (transcript != null) {
      try {
        Instant written = Files.getLastModifiedTime(Path.of(transcript)).toInstant();
        return written.isAfter(asOf.plus(LATE));
      } catch (IOException | InvalidPathException e) {
        return now.isAfter(asOf.plus(OLD)); // a log elsewhere, or not yet written
      }
    }
    return now.isAfter(asOf.plus(OLD));
  }
}
