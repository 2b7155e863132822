package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A home folder with logs in it, and the store that they are read into. */
public final class LogHome {

  private final Path folder;
  private final Map<String, String> env;

  public LogHome(Path folder) {
    this.folder = folder;
    this.env = Map.of("HOME", folder.toString());
  }

  /** A file below the home folder. */
  public Path file(String relative) {
    return folder.resolve(relative);
  }

  /** A Claude transcript of this session. */
  public Path claude(String session) {
    return file(".claude/projects/-home-me-app/" + session + ".jsonl");
  }

  /** A Codex rollout. */
  public Path codex(String name) {
    return file(".codex/sessions/2026/11/01/rollout-" + name + ".jsonl");
  }

  /** Replaces a file; each line ends with a newline. */
  public static Path write(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
  }

  /** Appends lines to a file. */
  public static void append(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(
        file,
        (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Reads what is new. */
  public IngestReport ingest() throws SQLException, IOException {
    try (Store store = Store.open(Home.of(env).store())) {
      return new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING)
          .run((done, files) -> {});
    }
  }

  /** Reads what is new and sums it up. */
  public Report.Counts total() throws SQLException, IOException {
    ingest();
    return catalog(catalog -> catalog.report(new DeviceFilter.All())).total();
  }

  /** The only session's title. */
  public @Nullable String title() throws SQLException, IOException {
    ingest();
    return catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 9)).getFirst().title();
  }

  /** How many messages are found. */
  public int found(String... words) throws SQLException, IOException {
    return catalog(
        catalog ->
            catalog
                .search(
                    new SearchQuery(
                        List.of(words), ViewFilter.of(new DeviceFilter.All()), null, 50))
                .size());
  }

  /** Asks the view. */
  public <T> T catalog(Question<T> question) throws SQLException, IOException {
    Home home = Home.of(env);
    try (Store store = Store.open(home.store());
        Catalog catalog = Catalog.open(home, store)) {
      return question.ask(catalog);
    }
  }

  /** All events, as they are stored, each session's in their order. */
  public List<Event> events() throws SQLException, IOException {
    List<Event> events = new ArrayList<>();
    try (var db = Sqlite.openAsIs(Home.of(env).store());
        ResultSet row =
            db.createStatement()
                .executeQuery(
                    "SELECT " + EventColumns.COLUMNS + " FROM messages ORDER BY session_fk, seq")) {
      while (row.next()) {
        events.add(EventColumns.event(row));
      }
    }
    return events;
  }

  /** A question to the view. */
  @FunctionalInterface
  public interface Question<T> {
    T ask(Catalog catalog) throws SQLException, IOException;
  }

  /** The first column of a query's rows. */
  public List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (var db = Sqlite.openAsIs(Home.of(env).store());
        var statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(String.valueOf(row.getString(1)));
      }
    }
    return rows;
  }

  /** Changes the store. */
  public void change(String sql) throws SQLException {
    try (var db = Sqlite.openAsIs(Home.of(env).store())) {
      Sqlite.execute(db, sql);
    }
  }
}
