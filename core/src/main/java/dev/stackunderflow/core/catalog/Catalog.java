package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.catalog.index.CatalogFile;
import dev.stackunderflow.core.catalog.index.CatalogIndex;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.index.PublishStamps;
import dev.stackunderflow.core.catalog.index.StateFingerprint;
import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.report.Reports;
import dev.stackunderflow.core.catalog.search.SearchHit;
import dev.stackunderflow.core.catalog.search.SearchIndex;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.view.AffectedDevice;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.ForgetScope;
import dev.stackunderflow.core.catalog.view.Listings;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.catalog.view.SessionParts;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.catalog.view.TranscriptSlice;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.ForgetProject;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.time.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The merged view: every event of the store and the replica once, without the losers of conflicts.
 *
 * <p>It is an index of narrow rows in a file of its own, derived from the two and brought up to
 * date by {@link #open}; deleting the file loses nothing.
 */
public final class Catalog implements AutoCloseable {

  private static final String FROM =
      """
      FROM entry e
      JOIN session s ON s.id = e.session
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = e.source
      """;

  private final Connection db;
  private final Store store;
  private final @Nullable Replica replica;

  private Catalog(Connection db, Store store, @Nullable Replica replica) {
    this.db = db;
    this.store = store;
    this.replica = replica;
  }

  /**
   * Opens the view and brings it up to date with the store and, where sync is set up, the replica.
   *
   * @param home where the files are
   * @param store the open store; the caller closes it after the catalog
   * @return the view
   * @throws SQLException if a file can't be read or written
   * @throws IOException if a file can't be made
   */
  public static Catalog open(Home home, Store store) throws SQLException, IOException {
    return open(home, store, IndexProgress.NONE);
  }

  /**
   * Opens the view as {@link #open(Home, Store)} does, and says how far it is.
   *
   * @param home where the files are
   * @param store the open store; the caller closes it after the catalog
   * @param progress is told how far bringing it up to date has come; the first time takes long
   * @return the view
   * @throws SQLException if a file can't be read or written
   * @throws IOException if a file can't be made
   */
  public static Catalog open(Home home, Store store, IndexProgress progress)
      throws SQLException, IOException {
    Replica replica = Files.exists(home.replica()) ? Replica.open(home.replica()) : null;
    Connection db = null;
    try {
      db = CatalogFile.open(home.catalog());
      new CatalogIndex(db, store, replica, progress).refresh();
      return new Catalog(db, store, replica);
    } catch (SQLException | IOException | RuntimeException e) {
      if (db != null) {
        db.close();
      }
      if (replica != null) {
        replica.close();
      }
      throw e;
    }
  }

  /** The projects with at least one visible event, the latest first. */
  public List<ProjectView> projects(DeviceFilter filter) throws SQLException, IOException {
    return new Listings(db).projects(ofDevice(filter, "s"), projectIndex());
  }

  private ProjectIndex projectIndex() throws SQLException {
    return new ProjectIndex(db, replica == null ? List.of() : new Decisions(replica).all());
  }

  /** The projects over all devices and agents, the latest first. */
  public List<ProjectGroupView> projectGroups(DeviceFilter filter)
      throws SQLException, IOException {
    Map<String, List<ProjectView>> members = new HashMap<>();
    for (ProjectView project : projects(filter)) {
      members.computeIfAbsent(project.project(), _ -> new ArrayList<>()).add(project);
    }
    projectIndex().fill(db);
    return new Listings(db).projectGroups(ofDevice(filter, "s"), members);
  }

  /**
   * The names, without any links, of what is called this: by slug, short name, path, or that name.
   *
   * @return no name, or one, or more
   */
  public Set<String> projectsNamed(String name) throws SQLException {
    return projectIndex().ownNames(name);
  }

  /**
   * The sessions with at least one visible message, the latest first. A subagent's transcript is
   * part of its session.
   *
   * @param filter whose sessions
   * @param limit at most so many
   */
  public List<SessionView> sessions(DeviceFilter filter, int limit)
      throws SQLException, IOException {
    return sessions(ViewFilter.of(filter), limit);
  }

  /**
   * The sessions with at least one visible message that were active in the filter's time, the
   * latest first. A subagent's transcript is part of its session, and so is what other devices
   * added to it.
   *
   * @param filter which sessions
   * @param limit at most so many
   */
  public List<SessionView> sessions(ViewFilter filter, int limit) throws SQLException, IOException {
    List<SessionView> parts =
        new Listings(db)
            .sessions(
                ofDevice(filter.device(), "s")
                    + projectCondition(filter)
                    + " AND p.provider = coalesce(?, p.provider)",
                " AND" + TimeWindow.condition("min(s.first_ts)", "max(s.last_ts)"),
                filter.provider(),
                filter.window().since(),
                filter.window().until());
    return SessionParts.together(parts).stream().limit(limit).toList();
  }

  /**
   * A condition for the filter's project.
   *
   * @return SQL that begins with AND and takes the row's id from {@code p.id}; empty for all
   */
  public String projectCondition(ViewFilter filter) throws SQLException {
    String project = filter.project();
    return project == null ? "" : projectIndex().condition(project);
  }

  /**
   * The sessions whose id is, or begins with, the given text, the exact one alone where there is
   * one; the same session on several devices is one transcript.
   */
  public List<SessionTranscript> show(String idOrPrefix, DeviceFilter filter)
      throws SQLException, IOException {
    return show(idOrPrefix, filter, TranscriptSlice.ALL);
  }

  /** The same with only a part of each transcript's events, which alone is read. */
  public List<SessionTranscript> show(String idOrPrefix, DeviceFilter filter, TranscriptSlice slice)
      throws SQLException, IOException {
    var listings = new Listings(db);
    String and = ofDevice(filter, "s");
    List<SessionView> found = listings.sessions(and + " AND s.thread = ?", "", idOrPrefix);
    if (found.isEmpty()) {
      found =
          listings.sessions(
              and + " AND substr(s.thread, 1, length(?)) = ?", "", idOrPrefix, idOrPrefix);
    }
    String where = where(filter);
    var transcripts = new ArrayList<SessionTranscript>();
    for (SessionView session : SessionParts.together(found)) {
      transcripts.add(
          new SessionTranscript(
              session, events(where, session.provider(), session.sessionId(), slice)));
    }
    return transcripts;
  }

  private List<EventView> events(
      String where, String provider, String thread, TranscriptSlice slice) throws SQLException {
    String sql =
        "SELECT e.source, e.event_id, d.device_id, d.label, e.counted "
            + FROM
            + where
            + (slice.messagesOnly() ? " AND e.message = 1" : "")
            + " AND s.thread = ? AND p.provider = ? ORDER BY e.ts, s.session_id, e.seq, e.id"
            + (" LIMIT " + slice.count() + " OFFSET " + slice.from());
    List<EventView> events = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql)) {
      Sqlite.bind(select, thread, provider);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Event event = content(row.getLong(1), row.getLong(2));
          boolean counted = row.getInt(5) == 1;
          events.add(
              new EventView(
                  row.getString(3),
                  row.getString(4),
                  event.seq(),
                  event.timestamp(),
                  event.role(),
                  event.model(),
                  counted
                      ? new Tokens(
                          event.inputTokens(),
                          event.outputTokens(),
                          event.cacheCreateTokens(),
                          event.cacheReadTokens())
                      : new Tokens(0, 0, 0, 0),
                  event.contentText(),
                  event.toolsJson(),
                  event.rawJson(),
                  event.isSidechain() != 0,
                  event.uuid(),
                  event.parentUuid()));
        }
      }
    }
    return events;
  }

  private Event content(long source, long id) throws SQLException {
    if (source == 0 && id < 0) {
      return content(CatalogIndex.REPLICA, -id); // what the store lost is in the replica
    }
    List<String> tables = source == 0 ? store.messageTables() : List.of("event");
    Connection from = source == 0 || replica == null ? store.connection() : replica.connection();
    for (String table : tables) {
      try (PreparedStatement select =
          from.prepareStatement(
              "SELECT " + StoreReader.COLUMNS + " FROM " + table + " WHERE id = ?")) {
        select.setLong(1, id);
        try (ResultSet row = select.executeQuery()) {
          if (row.next()) {
            return StoreReader.event(row);
          }
        }
      }
    }
    throw new SQLException("event " + id + " went away while it was read; run the command again");
  }

  /** Everything of a device, or of all, summed up. */
  public Report report(DeviceFilter filter) throws SQLException, IOException {
    return report(ReportQuery.totalOf(filter));
  }

  /** Totals and their rows. */
  public Report report(ReportQuery query) throws SQLException, IOException {
    OptionalLong source = DeviceResolver.source(db, "device", query.device());
    return new Reports(db, query, projectIndex()).report(source);
  }

  /**
   * Searches the messages of all devices, best hits first. The first search after something new
   * came in takes that into the index.
   *
   * @param query what is looked for, with at least one word
   * @return the hits
   */
  public List<SearchHit> search(SearchQuery query) throws SQLException, IOException {
    return search(query, IndexProgress.NONE);
  }

  /** Searches as {@link #search(SearchQuery)} does, and says how far taking in what is new is. */
  public List<SearchHit> search(SearchQuery query, IndexProgress progress)
      throws SQLException, IOException {
    var index = new SearchIndex(db, this::content);
    index.refresh(progress);
    return index.search(query, where(query.filter().device()) + projectCondition(query.filter()));
  }

  /** The sessions whose id is, or begins with, this; the exact one alone where there is one. */
  public List<Forget> sessionsToForget(String idOrPrefix, Instant before) throws SQLException {
    return new ForgetScope(db).sessions(idOrPrefix, before);
  }

  /** The project with this name, under all of its slugs on all devices. */
  public List<Forget> projectsToForget(String name, Instant before) throws SQLException {
    return projectIndex().named(name).stream()
        .map(row -> (Forget) new ForgetProject(row.provider(), row.slug(), before))
        .distinct()
        .toList();
  }

  /** What would go of each device. */
  public List<AffectedDevice> affectedBy(ForgetRules forgotten) throws SQLException {
    return new ForgetScope(db).affected(forgotten);
  }

  /** A hash of the whole merged state: two devices that see the same have the same one. */
  public byte[] fingerprint() throws SQLException {
    return StateFingerprint.of(db);
  }

  /** How many events lost a conflict. */
  public long conflictCount() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM entry WHERE hidden <> 0 AND hidden = 2");
  }

  /** Every conflict that the view resolved, the latest first. */
  public List<ConflictView> conflicts() throws SQLException {
    List<ConflictView> conflicts = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT p.provider, p.slug, s.session_id, e.ts,
                       w.source, w.event_id, wd.device_id, wd.label, w.stamp,
                       e.source, e.event_id, d.device_id, d.label, e.stamp, e.digest
                FROM entry e
                JOIN session s ON s.id = e.session
                JOIN project p ON p.id = s.project
                JOIN device d ON d.source = e.source
                JOIN entry w ON w.id = e.winner
                JOIN device wd ON wd.source = w.source
                WHERE e.hidden <> 0 AND e.hidden = 2 ORDER BY e.ts DESC, e.id
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        conflicts.add(
            new ConflictView(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                HexFormat.of().formatHex(row.getBytes(15)),
                side(row, 5),
                side(row, 10)));
      }
    }
    return conflicts;
  }

  private ConflictView.Side side(ResultSet row, int first) throws SQLException {
    Event event = content(row.getLong(first), row.getLong(first + 1));
    long stamp = row.getLong(first + 4);
    return new ConflictView.Side(
        row.getString(first + 2),
        row.getString(first + 3),
        stamp == PublishStamps.NOT_YET ? 0 : stamp,
        event.seq(),
        event.role(),
        event.contentText());
  }

  /** A WHERE clause for what is visible of the filter's device. */
  private String where(DeviceFilter filter) throws SQLException, IOException {
    return " WHERE e.hidden = 0" + ofDevice(filter, "e");
  }

  /** A condition on the table that goes by this name, or nothing. */
  private String ofDevice(DeviceFilter filter, String table) throws SQLException, IOException {
    OptionalLong source = DeviceResolver.source(db, "device", filter);
    return source.isPresent() ? " AND " + table + ".source = " + source.getAsLong() : "";
  }

  @Override
  public void close() throws SQLException {
    try (replica) {
      db.close();
    }
  }
}
