package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.ingest.LogHome;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A home folder into which a test writes what agents write, and what is read of it. */
public final class Written {

  private final Path folder;
  private final LogHome home;

  public Written(Path folder) {
    this.folder = folder;
    this.home = new LogHome(folder);
  }

  public LogHome home() {
    return home;
  }

  /** Writes lines; a quote is written as an apostrophe. */
  public void file(String path, String... lines) throws Exception {
    LogHome.write(folder.resolve(path), String.join("\n", lines).replace('\'', '"'));
  }

  /** Executes statements in a database. */
  public void database(String path, String... statements) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    try (var db = Sqlite.openAsIs(file)) {
      for (String statement : statements) {
        Sqlite.execute(db, statement);
      }
    }
  }

  /** Reads what is new. */
  public void ingest() throws Exception {
    assertThat(home.ingest().warnings()).isEmpty();
  }

  /** Input, output, written to the cache, read from it. */
  public String total() throws Exception {
    ingest();
    var tokens = home.total().tokens();
    return "%d %d %d %d"
        .formatted(tokens.input(), tokens.output(), tokens.cacheCreation(), tokens.cacheRead());
  }

  /** Each session with its project and title. */
  public List<String> sessions() throws Exception {
    ingest();
    return home.catalog(catalog -> catalog.sessions(new DeviceFilter.All(), 99)).stream()
        .map(s -> s.sessionId() + " " + s.projectName() + ": " + s.title())
        .sorted()
        .toList();
  }

  /**
   * Each event with its text and tools, in order; those that the agent no longer shows are last.
   */
  public List<String> events() throws Exception {
    ingest();
    return home.rows(
        "SELECT trim(role || ': ' || content_text || CASE tools_json WHEN '[]' THEN '' ELSE ' ' ||"
            + " tools_json END) FROM messages ORDER BY session_fk, seq");
  }

  /** A column of the events, in order. */
  public List<String> column(String expression) throws Exception {
    ingest();
    return home.rows("SELECT " + expression + " FROM messages ORDER BY session_fk, seq");
  }
}
