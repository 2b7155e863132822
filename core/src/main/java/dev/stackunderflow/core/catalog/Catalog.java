package dev.stackunderflow.core.catalog;

import dev.stackunderflow.core.catalog.index.CatalogFile;
import dev.stackunderflow.core.catalog.index.CatalogIndex;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.index.StateFingerprint;
import dev.stackunderflow.core.catalog.project.Places;
import dev.stackunderflow.core.catalog.project.ProjectIndex;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.search.SearchHit;
import dev.stackunderflow.core.catalog.search.SearchIndex;
import dev.stackunderflow.core.catalog.search.SearchQuery;
import dev.stackunderflow.core.catalog.transcript.Transcripts;
import dev.stackunderflow.core.catalog.view.AffectedDevice;
import dev.stackunderflow.core.catalog.view.AgentNames;
import dev.stackunderflow.core.catalog.view.ConflictListing;
import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.DeviceResolver;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.catalog.view.FilterNotes;
import dev.stackunderflow.core.catalog.view.ForgetScope;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.catalog.view.ProjectListing;
import dev.stackunderflow.core.catalog.view.ProjectView;
import dev.stackunderflow.core.catalog.view.SessionListing;
import dev.stackunderflow.core.catalog.view.SessionParts;
import dev.stackunderflow.core.catalog.view.SessionTranscript;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.TranscriptSlice;
import dev.stackunderflow.core.catalog.view.UncountedEvents;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.ForgetProject;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.QueryStopper;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.core.time.TimeWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The merged view: every event of the store and the replica once, without the losers of conflicts.
 *
 * <p>The catalog is an index of narrow rows in its own file. It is derived from store and replica
 * and brought up to date by {@link #open}; deleting the file loses nothing.
 */
public final class Catalog implements AutoCloseable {

  private final Home home;
  private final Store store;
  private final Connection db;
  private final @Nullable Replica replica;
  private final EventReader events;

  private Catalog(
      Home home, Store store, Connection db, @Nullable Replica replica, EventReader events) {
    this.home = home;
    this.store = store;
    this.db = db;
    this.replica = replica;
    this.events = events;
  }

  /**
   * Opens the view and brings it up to date with the store and, where sync is set up, the replica.
   *
   * @param home where the files are
   * @param store the open store; the caller closes it after the catalog
   * @return the view
   * @throws SQLException if a file cannot be read or written
   * @throws IOException if a file cannot be created
   */
  public static Catalog open(Home home, Store store) throws SQLException, IOException {
    return open(home, store, IndexProgress.NONE);
  }

  /**
   * Opens the view as {@link #open(Home, Store)} does, and reports progress.
   *
   * @param home where the files are
   * @param store the open store; the caller closes it after the catalog
   * @param progress receives the progress of the update; the first one takes long
   * @return the view
   * @throws SQLException if a file cannot be read or written
   * @throws IOException if a file cannot be created
   */
  public static Catalog open(Home home, Store store, IndexProgress progress)
      throws SQLException, IOException {
    return open(home, store, () -> CatalogFile.open(home.catalog()), progress);
  }

  /**
   * Opens the view without its file: indexes the store and the replica in memory. For what must
   * work also where the file cannot be used.
   *
   * @param home where the store and the replica are
   * @param store the open store; the caller closes it after the catalog
   * @return the view
   */
  public static Catalog openInMemory(Home home, Store store) throws SQLException, IOException {
    return open(home, store, CatalogFile::temporary, IndexProgress.NONE);
  }

  @FunctionalInterface
  private interface Opener {
    Connection open() throws SQLException, IOException;
  }

  private static Catalog open(Home home, Store store, Opener file, IndexProgress progress)
      throws SQLException, IOException {
    Replica replica = Files.exists(home.replica()) ? Replica.open(home.replica()) : null;
    Connection db = null;
    try {
      db = file.open();
      new CatalogIndex(db, store, replica, progress).refresh();
      return new Catalog(home, store, db, replica, EventReader.of(store, replica));
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

  /** The devices with events that the view cannot count or show as they are. */
  public List<UncountedEvents> uncounted() throws SQLException {
    return UncountedEvents.list(db);
  }

  /** The projects with at least one visible event, the latest first. */
  public List<ProjectView> projects(DeviceFilter filter) throws SQLException, IOException {
    return new ProjectListing(db, projectIndex()).projects(ofDevice(filter, "s"));
  }

  private ProjectIndex projectIndex() throws SQLException {
    List<Decision> decisions = replica == null ? List.of() : new Decisions(replica).all();
    return new ProjectIndex(db, decisions, places());
  }

  /** Says why a filter matches nothing. */
  public FilterNotes filterNotes() throws SQLException {
    return new FilterNotes(db, projectIndex());
  }

  /** The home folders and repositories of all devices. */
  public Places places() throws SQLException {
    return Places.read(home, store, replica, db);
  }

  /** The projects over all devices and agents, the latest first. */
  public List<ProjectGroupView> projectGroups(DeviceFilter filter)
      throws SQLException, IOException {
    return new ProjectListing(db, projectIndex()).groups(ofDevice(filter, "s"));
  }

  /**
   * The own names, links not applied, of the projects with this slug, short name, path or name.
   *
   * @param name what the user typed
   * @param isOneEnough whether one name is enough for folders that are one project already
   * @return the names; several where the name is ambiguous
   */
  public Set<String> projectsNamed(String name, boolean isOneEnough) throws SQLException {
    ProjectIndex index = projectIndex();
    return isOneEnough ? index.names(name) : index.ownNames(name);
  }

  /** The repositories that a folder of this own name is in, and was not unlinked from. */
  public Set<String> repositoriesOf(String name) throws SQLException {
    return projectIndex().remotesOf(name);
  }

  /**
   * The sessions with at least one visible message, the latest first. A subagent's transcript is
   * part of its session.
   *
   * @param filter which device's sessions
   * @param limit the maximum number of sessions
   */
  public List<SessionView> sessions(DeviceFilter filter, int limit)
      throws SQLException, IOException {
    return sessions(ViewFilter.of(filter), limit);
  }

  /** Whether no session has a visible message. */
  public boolean isEmpty() throws SQLException {
    return new SessionListing(db).isEmpty();
  }

  /**
   * The sessions with at least one visible message that were active in the filter's time, the
   * latest first. A subagent's transcript is part of its session, and so are the parts on other
   * devices.
   *
   * @param filter which sessions
   * @param limit the maximum number of sessions
   */
  public List<SessionView> sessions(ViewFilter filter, int limit) throws SQLException, IOException {
    AgentNames.require(db, "project", filter.provider());
    List<SessionView> parts =
        new SessionListing(db)
            .parts(
                ofDevice(filter.device(), "s")
                    + projectCondition(filter)
                    + " AND p.provider = coalesce(?, p.provider)"
                    + " AND (? IS NULL OR EXISTS (SELECT 1 FROM total t JOIN branch b"
                    + " ON b.id = t.branch WHERE t.session = s.id AND b.name = ?))",
                " AND" + TimeWindow.condition("min(s.first_ts)", "max(s.last_ts)"),
                filter.provider(),
                filter.branch(),
                filter.branch(),
                filter.window().since(),
                filter.window().until());
    return SessionParts.together(parts).stream().limit(limit).toList();
  }

  /**
   * A condition for the filter's project.
   *
   * @return SQL that begins with AND and tests {@code p.id}; empty for all projects
   */
  public String projectCondition(ViewFilter filter) throws SQLException {
    String project = filter.project();
    return project == null ? "" : projectIndex().condition(project);
  }

  /**
   * The sessions with this id, or where there is none, those whose id begins with it. The same
   * session on several devices is one transcript.
   */
  public List<SessionTranscript> show(String idOrPrefix, DeviceFilter filter)
      throws SQLException, IOException {
    return show(idOrPrefix, filter, TranscriptSlice.ALL);
  }

  /** The same with a part of each transcript; only that part is read. */
  public List<SessionTranscript> show(String idOrPrefix, DeviceFilter filter, TranscriptSlice slice)
      throws SQLException, IOException {
    return transcripts().events(idOrPrefix, filter, slice);
  }

  /** Sessions to read, one message after the other. */
  public Transcripts transcripts() {
    return new Transcripts(db, events);
  }

  /** The totals of a device, or of all devices. */
  public Report report(DeviceFilter filter) throws SQLException, IOException {
    return report(ReportQuery.totalOf(filter));
  }

  /** The totals and rows that the query asks for. */
  public Report report(ReportQuery query) throws SQLException, IOException {
    return reports().report(query, IndexProgress.NONE);
  }

  /** What was spent, with what, and how much of the limits is left. */
  public CatalogReports reports() throws SQLException {
    return new CatalogReports(db, events, projectIndex());
  }

  /**
   * Searches the messages of all devices, best hits first. First indexes what is new since the last
   * search.
   *
   * @param query the query, with at least one word
   * @return the hits
   */
  public List<SearchHit> search(SearchQuery query) throws SQLException, IOException {
    return search(query, IndexProgress.NONE);
  }

  /** Searches as {@link #search(SearchQuery)} does, and reports the progress of indexing. */
  public List<SearchHit> search(SearchQuery query, IndexProgress progress)
      throws SQLException, IOException {
    AgentNames.require(db, "project", query.filter().provider());
    var index = new SearchIndex(db, events, query.scope());
    index.refresh(progress);
    return index.search(query, where(query.filter().device()) + projectCondition(query.filter()));
  }

  /** The sessions with this id, or where there is none, those whose id begins with it. */
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

  /** What each device would lose. */
  public List<AffectedDevice> affectedBy(ForgetRules forgotten) throws SQLException {
    return new ForgetScope(db).affected(forgotten);
  }

  /** A hash of the whole merged state; equal on two devices that see the same events. */
  public byte[] fingerprint() throws SQLException {
    return StateFingerprint.of(db);
  }

  /** The number of events that lost a conflict. */
  public long conflictCount() throws SQLException {
    return ConflictListing.count(db);
  }

  /**
   * Every conflict that the view resolved, and every event for which a write-only device sent
   * another raw line than a full one has; the latest first.
   */
  public List<ConflictView> conflicts() throws SQLException {
    return new ConflictListing(db, events).all();
  }

  /** A WHERE clause for the visible events of the filter's devices. */
  private String where(DeviceFilter filter) throws SQLException, IOException {
    return " WHERE e.hidden = 0" + ofDevice(filter, "e");
  }

  /** A condition on the table with this alias; empty for all devices. */
  private String ofDevice(DeviceFilter filter, String table) throws SQLException, IOException {
    OptionalLong source = DeviceResolver.source(db, "device", filter);
    return source.isPresent() ? " AND " + table + ".source = " + source.getAsLong() : "";
  }

  /** Makes queries of this view fail once a condition holds: see {@link QueryStopper}. */
  public void stopWhen(BooleanSupplier cancelled) throws SQLException {
    QueryStopper.install(db, cancelled);
  }

  @Override
  public void close() throws SQLException {
    try (replica;
        db;
        events) {
      // Closed in this order: the reader's statements, the catalog, the replica.
    }
  }
}
