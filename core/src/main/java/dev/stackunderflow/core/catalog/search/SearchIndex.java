package dev.stackunderflow.core.catalog.search;

import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.NewEvents;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.time.TimeWindow;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The full-text index over messages. Each search first indexes what is new. */
public final class SearchIndex {

  private final Connection db;
  private final EventReader events;
  private final SearchScope scope;
  private final ToolInputs tools = new ToolInputs();

  /** Indexes what the catalog lists; the texts come through the reader. */
  public SearchIndex(Connection db, EventReader events, SearchScope scope) {
    this.db = db;
    this.events = events;
    this.scope = scope;
  }

  /** What the index has of a message; no text where it has none. */
  private record Message(long entry, String text) {}

  /** Indexes what arrived since the last search. */
  public void refresh(IndexProgress progress) throws SQLException, IOException {
    try (PreparedStatement insert =
        db.prepareStatement("INSERT INTO " + scope.table() + " (rowid, text) VALUES (?, ?)")) {
      new NewEvents(db, events, scope.mark(), "e.message = 1")
          .index(
              this::message,
              message -> message.text().length(),
              message -> {
                if (!message.text().isEmpty()) {
                  insert.setLong(1, message.entry());
                  insert.setString(2, message.text());
                  insert.executeUpdate();
                }
              },
              progress);
    }
  }

  private Message message(NewEvents.Listed listed) {
    String text = text(listed.agent(), listed.event());
    return new Message(listed.entry(), text.isBlank() ? "" : SearchText.indexed(text));
  }

  private String text(String provider, Event event) {
    return scope == SearchScope.TOOLS ? tools.of(provider, event) : event.contentText();
  }

  /**
   * Searches, best first.
   *
   * @param query the query, with at least one word
   * @param where the condition for the query's device and project
   * @return the hits
   */
  public List<SearchHit> search(SearchQuery query, String where) throws SQLException {
    var sql =
        new StringBuilder(
            """
            SELECT d.device_id, d.label, p.provider, p.slug, p.display_name, s.thread, e.ts,
                   e.source, e.event_id, %1$s.rank AS rank
            FROM %1$s CROSS JOIN entry e ON e.id = %1$s.rowid
            JOIN session s ON s.id = e.session
            JOIN project p ON p.id = s.project
            JOIN device d ON d.source = e.source
            """
                .formatted(scope.table()));
    List<@Nullable Object> args = new ArrayList<>();
    sql.append(where).append(" AND ").append(scope.table()).append(" MATCH ?");
    args.add(match(query.words()));
    ViewFilter filter = query.filter();
    if (filter.provider() != null) {
      sql.append(" AND p.provider = ?");
      args.add(filter.provider());
    }
    if (filter.branch() != null) {
      sql.append(" AND e.branch = (SELECT id FROM branch WHERE name = ?)");
      args.add(filter.branch());
    }
    if (!filter.window().isAllTime()) {
      sql.append(" AND").append(TimeWindow.condition("e.ts", "e.ts"));
      args.add(filter.window().since());
      args.add(filter.window().until());
    }
    // By nothing else: FTS5 then gives them in order, and only those that are read are looked up.
    sql.append(" ORDER BY ").append(scope.table()).append(".rank");
    return hits(sql.toString(), args, query);
  }

  private List<SearchHit> hits(String sql, List<@Nullable Object> args, SearchQuery query)
      throws SQLException {
    List<SearchHit> hits = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, args.toArray());
      try (ResultSet row = select.executeQuery()) {
        boolean hasRow = row.next();
        while (hasRow && hits.size() < query.limit()) {
          List<Match> equal = new ArrayList<>();
          double rank = row.getDouble("rank");
          while (hasRow && Double.compare(row.getDouble("rank"), rank) == 0) {
            equal.add(Match.of(row));
            hasRow = row.next();
          }
          equal.sort(Match.LATEST_FIRST);
          for (Match match : equal) {
            add(match, query, hits);
          }
        }
      }
    }
    return hits;
  }

  private void add(Match match, SearchQuery query, List<SearchHit> hits) throws SQLException {
    if (hits.size() == query.limit()) {
      return;
    }
    Event event = events.read(match.source(), match.event());
    if (query.role() == null || query.role().equals(event.role())) {
      hits.add(match.hit(event, text(match.provider(), event)));
    }
  }

  /** A row that matches. */
  private record Match(
      String deviceId,
      String label,
      String provider,
      String slug,
      String project,
      String thread,
      String timestamp,
      long source,
      long event) {

    static final Comparator<Match> LATEST_FIRST =
        Comparator.comparing(Match::timestamp, Comparator.reverseOrder());

    static Match of(ResultSet row) throws SQLException {
      return new Match(
          row.getString("device_id"),
          row.getString("label"),
          row.getString("provider"),
          row.getString("slug"),
          row.getString("display_name"),
          row.getString("thread"),
          row.getString("ts"),
          row.getLong("source"),
          row.getLong("event_id"));
    }

    SearchHit hit(Event read, String text) {
      return new SearchHit(
          deviceId,
          label,
          provider,
          slug,
          project,
          thread,
          timestamp,
          read.role(),
          text,
          read.is(Event.SUPERSEDED));
    }
  }

  /** Quotes every word, so that nothing a user types is read as FTS5 query syntax. */
  private static String match(List<String> words) {
    var match = new StringBuilder();
    for (String word : words) {
      boolean isPrefix = word.length() > 1 && word.endsWith("*");
      String plain = isPrefix ? word.substring(0, word.length() - 1) : word;
      match
          .append(match.isEmpty() ? "" : " ")
          .append('"')
          .append(SearchText.spaced(plain).replace("\"", " ").strip())
          .append('"')
          .append(isPrefix ? " *" : "");
    }
    return match.toString();
  }
}
