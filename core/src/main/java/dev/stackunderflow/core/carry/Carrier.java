package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.carry.CarryPlan.Mapping;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries a session to this machine: writes its lines as the agent's own log files, byte for byte
 * except for the field that names the working directory. Existing lines are kept as they are; new
 * lines are only appended. Sessions whose logs have earlier lines of it are carried along.
 */
public final class Carrier implements AutoCloseable {

  private final UnionView view;
  private final EventReader contents;
  private final Map<String, String> env;
  private final ZoneId zone;

  /**
   * Carries sessions of the merged view.
   *
   * @param view the open view
   * @param env the environment, which says where the agents' logs are
   * @param zone this machine's time zone, in which Codex names its files
   */
  public Carrier(UnionView view, Map<String, String> env, ZoneId zone) {
    this.view = view;
    this.contents = view.events();
    this.env = env;
    this.zone = zone;
  }

  /**
   * Plans what would be written. Writes nothing.
   *
   * @param name which session
   * @param to the project's folder on this machine; null for the same path relative to the home
   *     folder, or the same absolute path
   * @return the plan
   * @throws CarryException if the session cannot be carried, or something on this machine would be
   *     lost
   * @throws SQLException if the view cannot be read
   * @throws IOException if the logs on this machine cannot be read
   */
  public CarryPlan plan(SessionName name, @Nullable Path to) throws SQLException, IOException {
    DocumentAgent documents = DocumentAgent.of(name.provider(), env);
    if (documents != null) {
      return new DocumentPlans(view, contents, env).plan(documents, name, to);
    }
    Agent agent = Agent.of(name.provider(), env, zone);
    var threads = new CarriedThreads(view, contents, agent, env);
    Found found = new Found();
    List<LogFile> planned = new ArrayList<>();
    List<CarriedThread> all = threads.read(name, to);
    for (CarriedThread thread : all) {
      for (SessionFile file : thread.files()) {
        planned.add(plan(agent, threads, thread, file, found));
      }
    }
    return new CarryPlan(
        name,
        all.getFirst().destination().folder(),
        List.copyOf(found.devices),
        planned,
        found.mapped,
        List.copyOf(found.rewritten),
        agent.resume(name.sessionId()),
        notes(agent, all.getFirst()),
        agent.beside(all.getFirst()));
  }

  /** What the plan collects while it reads the lines. */
  private static final class Found {
    final TreeSet<String> devices = new TreeSet<>();
    final TreeSet<String> rewritten = new TreeSet<>();
    final Map<Mapping, Long> mapped = new LinkedHashMap<>();
  }

  private static List<String> notes(Agent agent, CarriedThread thread) {
    String id = thread.name().sessionId();
    TreeSet<String> existing = new TreeSet<>();
    for (Path file : thread.destination().files().values()) {
      existing.add(agent.aboutExisting(file, id));
    }
    List<String> notes = new ArrayList<>(existing);
    notes.add(agent.ifNotListed(id));
    notes.removeIf(String::isEmpty);
    return List.copyOf(notes);
  }

  private LogFile plan(
      Agent agent, CarriedThreads threads, CarriedThread thread, SessionFile file, Found found)
      throws SQLException, IOException {
    Path there = thread.here(file);
    LocalFile local = there == null ? null : LocalFile.read(agent, there);
    List<Line> missing = new ArrayList<>();
    Map<SessionFile.Copy, Long> ends = new HashMap<>();
    for (Line line : file.lines()) {
      Event event = contents.read(line.copy().source(), line.eventId());
      if (event.seq() < ends.getOrDefault(line.copy(), 0L)) {
        found.rewritten.add(line.copy().device());
      }
      ends.put(line.copy(), event.seq() + bytes(event.rawJson()) + 1L);
      String text = thread.lines().text(line, event.rawJson());
      if (local != null && local.claim(text)) {
        continue;
      }
      missing.add(line);
      found.devices.add(line.copy().device());
      Mapping mapping = thread.lines().mapping(line, event.rawJson());
      if (mapping != null) {
        found.mapped.merge(mapping, 1L, Long::sum);
      }
    }
    if (local != null) {
      requireNothingElse(thread.name(), file, local);
      int present = file.lines().size() - missing.size();
      return new LogFile(
          thread.name(),
          agent.toWrite(local.path()),
          thread.destination().folder(),
          present,
          missing,
          null,
          local.before());
    }
    Line first = file.lines().getFirst();
    Event event = contents.read(first.copy().source(), first.eventId());
    Path usual =
        agent.file(
            thread.destination().folder(),
            thread.destination().slug(),
            file.name(),
            event.rawJson(),
            event.timestamp());
    return new LogFile(
        thread.name(),
        agent.beside(usual, thread.destination().files().values()),
        thread.destination().folder(),
        0,
        missing,
        threads.base(file) == null
            ? null
            : new BaseOffset(contents, agent, threads).firstLine(thread, file),
        null);
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Refuses unless every line of the local log that is not among the carried ones is in this
   * machine's store.
   */
  private void requireNothingElse(SessionName name, SessionFile file, LocalFile local)
      throws SQLException, IOException {
    if (local.unclaimed() == 0) {
      return;
    }
    for (long id : new LocalCopies(view).events(name, file.sessionId())) {
      local.claim(contents.read(0, id).rawJson());
    }
    if (local.unclaimed() > 0) {
      throw new CarryException(
          local.path()
              + " has "
              + local.unclaimed()
              + " lines that were not ingested yet. Nothing was written. Run stackunderflow ingest, then carry again.");
    }
  }

  /**
   * Carries out the plan. Each file is written completely or not at all, and only its owner can
   * read it.
   *
   * @param plan the plan
   * @throws CarryException if a log file on this machine has changed since the plan was made
   * @throws SQLException if the view cannot be read
   * @throws IOException if a file cannot be written
   */
  public void write(CarryPlan plan) throws SQLException, IOException {
    for (NewFile document : plan.documents()) {
      LogWriter.write(document);
    }
    if (DocumentAgent.of(plan.session().provider(), env) != null) {
      return;
    }
    Agent agent = Agent.of(plan.session().provider(), env, zone);
    // The session's own log comes last, because the agent lists sessions by it.
    for (LogFile file : plan.files().reversed()) {
      if (!file.missing().isEmpty()) {
        var lines = new CarriedLines(contents, agent, file.folder(), Home.userHome(env));
        UnaryOperator<String> appending =
            agent.appending(file.before() == null ? null : file.before().file());
        LogWriter.write(
            agent.logs(),
            file,
            out -> {
              String first = file.firstLine();
              for (Line line : file.missing()) {
                String text = first == null ? lines.text(line) : first;
                first = null;
                out.write(appending.apply(text).getBytes(StandardCharsets.UTF_8));
                out.write('\n');
              }
            });
      }
    }
  }

  @Override
  public void close() throws SQLException {
    contents.close();
  }
}
