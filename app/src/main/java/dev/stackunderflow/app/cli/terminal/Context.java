package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.json.JsonText;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
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
 */
public record Context(
    Map<String, String> env, PrintStream out, PrintStream err, Terminal terminal, Clock clock) {

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
   * Opens the merged view and brings it up to date, with a progress bar.
   *
   * @param store this machine's store
   * @return the view, the caller's to close
   */
  public Catalog openCatalog(Store store) throws IOException, SQLException {
    try (var bar = progress(ProgressBar.Unit.ITEMS)) {
      return Catalog.open(home(), store, (done, total) -> bar.at("indexing", done, total));
    }
  }

  /** This home's sync. */
  public Sync sync() {
    return new Sync(home(), env, clock, new SecureRandom());
  }

  /** A progress bar on the terminal, the caller's to close. */
  public ProgressBar progress(ProgressBar.Unit unit) {
    return new ProgressBar(err, terminal.interactive(), unit);
  }

  /** Prints a message to the user. */
  public void say(String message) {
    err.println(message);
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
