package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.auto.LiveImport;
import dev.stackunderflow.app.auto.StopSignal;
import dev.stackunderflow.app.cli.ExitCode;
import dev.stackunderflow.app.cli.Failures;
import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.app.cli.terminal.LiveScreen;
import dev.stackunderflow.app.cli.terminal.LiveScreen.Size;
import dev.stackunderflow.app.cli.terminal.TerminalStream;
import dev.stackunderflow.app.cli.terminal.Verbosity;
import dev.stackunderflow.core.file.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code --watch}: a view that is shown again when events arrive, from this machine or another. */
final class LiveView {

  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often the terminal's size is asked for, in ticks. */
  private static final int SIZE_TICKS = 5;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final Context context;
  private Size size = new Size(80, 24);

  LiveView(Context context) {
    this.context = context;
  }

  /** What is shown. */
  @FunctionalInterface
  interface View {
    /** Prints it. */
    void print(Context to) throws IOException, SQLException, UsageException;
  }

  /**
   * Shows a view until the process is told to end.
   *
   * @return the exit code
   * @throws UsageException if the output is not a terminal, or the view refuses its options
   */
  int run(View view) throws IOException, SQLException, UsageException {
    if (!context.terminal().interactive()) {
      throw new UsageException(
          "--watch needs a terminal. A program can read changes from the API: /api/events.");
    }
    frame(view); // a mistake in the options is said before the screen changes
    try (var stop = new StopSignal();
        var live = new LiveImport(context.home(), context.env(), context.clock());
        var screen = new LiveScreen(context)) {
      live.start();
      String shown = "";
      for (int tick = 0; ; tick++) {
        live.run();
        if (tick % SIZE_TICKS == 0) {
          size = Size.now();
        }
        if (!state().equals(shown)) {
          List<String> lines = lines(view);
          screen.show(lines, footer(), size);
          shown = state(); // showing it may have written the catalog
        }
        if (stop.await(TICK)) {
          return ExitCode.DONE;
        }
      }
    }
  }

  private List<String> lines(View view) throws IOException, UsageException {
    try {
      return frame(view);
    } catch (SQLException e) {
      // A sync can delete what is being read: the next change shows it again.
      return List.of(Failures.message(e, context.home().folder()));
    }
  }

  private List<String> frame(View view) throws IOException, SQLException, UsageException {
    var bytes = new ByteArrayOutputStream();
    Map<String, String> env = new HashMap<>(context.env());
    env.put("COLUMNS", Integer.toString(size.columns()));
    try (var stream = new TerminalStream(new PrintStream(bytes, false, StandardCharsets.UTF_8))) {
      view.print(
          new Context(
              env,
              stream,
              stream,
              context.terminal(),
              context.clock(),
              new Verbosity(true, context.verbosity().debug())));
      stream.flush();
      stream.checkError();
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String footer() {
    Instant now = context.clock().instant();
    return "as of " + TIME.format(now.atZone(ZoneId.systemDefault())) + "; to end, press Ctrl-C";
  }

  /** What the view depends on: the stores' files, the terminal's size, and the minute. */
  private String state() throws IOException {
    var state = new StringBuilder();
    Home home = context.home();
    for (Path file : List.of(home.store(), home.replica(), home.prices())) {
      note(file, state);
      note(file.resolveSibling(file.getFileName() + "-wal"), state);
    }
    return state
        .append(size)
        .append(context.clock().instant().truncatedTo(ChronoUnit.MINUTES))
        .toString();
  }

  private static void note(Path file, StringBuilder state) throws IOException {
    if (Files.exists(file)) {
      state
          .append(Files.getLastModifiedTime(file).toMillis())
          .append('/')
          .append(Files.size(file))
          .append(' ');
    }
  }
}
