package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.json.JsonText;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.WrappedText;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.UncountedEvents;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.SetupCheck;
import dev.stackunderflow.sync.Sync;
import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;

/**
 * What a command works with.
 *
 * @param env the environment
 * @param out for data
 * @param err for messages to the user
 * @param terminal whether a person watches, and in colour
 * @param clock the time
 * @param verbosity how much is said
 */
public record Context(
    Map<String, String> env,
    TerminalStream out,
    TerminalStream err,
    Terminal terminal,
    Clock clock,
    Verbosity verbosity) {

  /** The size of a terminal is asked for only where a line may not fit. */
  private static final int SURELY_FITS = 40;

  /** One that says as much as usual. */
  public Context(
      Map<String, String> env,
      TerminalStream out,
      TerminalStream err,
      Terminal terminal,
      Clock clock) {
    this(env, out, err, terminal, clock, Verbosity.NORMAL);
  }

  /** The same with another verbosity. */
  public Context with(Verbosity other) {
    return new Context(env, out, err, terminal, clock, other);
  }

  /** The program's folder and its files. */
  public Home home() {
    return Home.of(env);
  }

  /**
   * Opens this machine's store, and creates it if it does not exist.
   *
   * @return the store, the caller's to close
   */
  public Store openStore() throws IOException, SQLException {
    return Store.open(home().store());
  }

  /**
   * Opens the merged view and brings it up to date, with a progress bar. Says where events are not
   * counted or not shown.
   *
   * @param store this machine's store
   * @return the view, the caller's to close
   */
  public Catalog openCatalog(Store store) throws IOException, SQLException {
    Catalog catalog;
    try (var bar = progress(ProgressBar.Unit.ITEMS)) {
      catalog = Catalog.open(home(), store, (done, total) -> bar.at("indexing", done, total));
    }
    try {
      catalog.uncounted().forEach(this::warn);
      return catalog;
    } catch (SQLException | RuntimeException e) {
      catalog.close();
      throw e;
    }
  }

  private void warn(UncountedEvents events) {
    if (events.impossible() > 0) {
      say(
          "Warning: %s of %s state token counts that cannot be true (below 0, or above %s). Their tokens are not counted; nothing is deleted."
              .formatted(
                  CountFormat.of(events.impossible(), "event"),
                  TerminalText.oneLine(events.label(), 40),
                  CountFormat.of(Event.MAX_TOKENS)));
    }
    if (events.setAside() > 0) {
      say(
          "Warning: %s of %s cannot be shown, because they are damaged or belong to no session. Nothing is deleted."
              .formatted(
                  CountFormat.of(events.setAside(), "event"),
                  TerminalText.oneLine(events.label(), 40)));
    }
  }

  /** This home's sync. */
  public Sync sync() {
    return new Sync(home(), env, clock, new SecureRandom());
  }

  /** Tests of the parts of this home's setup. */
  public SetupCheck setupCheck() {
    return new SetupCheck(env, new SecureRandom());
  }

  /** Shows progress on the terminal or in the log, the caller's to close. */
  public ProgressBar progress(ProgressBar.Unit unit) {
    ProgressBar.Style style =
        verbosity.quiet()
            ? ProgressBar.Style.NONE
            : canRedraw() ? ProgressBar.Style.BAR : ProgressBar.Style.LINES;
    return new ProgressBar(err.unfiltered(), style, unit);
  }

  /** Whether messages go to a terminal that can redraw a line. */
  private boolean canRedraw() {
    return terminal.interactive()
        && !"dumb".equals(env.get("TERM"))
        && ErrorStream.mayBeTerminal(ErrorStream.SELF);
  }

  /**
   * The stream for data in a format of its own, such as CSV: as it is to a file or another program,
   * and safe to look at on a terminal.
   */
  public PrintStream data() {
    return terminal.interactive() ? out : out.unfiltered();
  }

  /** Prints a message to the user. */
  public void say(String message) {
    boolean isSeen = terminal.interactive() && ErrorStream.mayBeTerminal(ErrorStream.SELF);
    err.println(isSeen ? wrapped(message) : message);
    err.flush();
  }

  /** Prints what was asked for, in sentences: to a terminal, lines end between words. */
  public void tell(String text) {
    out.println(terminal.interactive() ? wrapped(text) : text);
  }

  private String wrapped(String text) {
    boolean mayBeLong = text.lines().anyMatch(line -> line.length() > SURELY_FITS);
    return mayBeLong ? WrappedText.of(text, ViewTables.width(this)) : text;
  }

  /** Prints a JSON document of maps, lists, texts, numbers and booleans. */
  public void print(Object document) {
    out.println(JsonText.pretty(document));
  }

  @Override
  public String toString() {
    return "Context[" + home().folder() + "]"; // the environment holds secrets
  }
}
