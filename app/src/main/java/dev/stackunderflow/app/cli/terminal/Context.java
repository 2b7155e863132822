package dev.stackunderflow.app.cli.terminal;

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
 * @param out takes the data
 * @param err takes the words
 * @param terminal who looks at it
 * @param clock the time
 */
public record Context(
    Map<String, String> env, PrintStream out, PrintStream err, Terminal terminal, Clock clock) {

  public Home home() {
    return Home.of(env);
  }

  public Store openStore() throws IOException, SQLException {
    return Store.open(home().store());
  }

  /** The merged view; while it is brought up to date, a bar says how far that is. */
  public Catalog openCatalog(Store store) throws IOException, SQLException {
    try (var bar = new ProgressBar(this, false)) {
      return Catalog.open(home(), store, (done, total) -> bar.at("indexing", done, total));
    }
  }

  public Sync sync() {
    return new Sync(home(), env, clock, new SecureRandom());
  }

  /** Says something to the person. */
  public void say(String words) {
    err.println(words);
  }

  @Override
  public String toString() {
    return "Context[" + home().folder() + "]"; // the environment holds secrets
  }
}
