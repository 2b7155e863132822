package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.carry.CarryPlan.Mapping;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionFiles;
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
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Carries a session to this machine: writes its lines as the agent's own log files, byte for byte
 * except for the field that names the working directory. Existing lines are kept as they are; new
 * lines are only appended.
 */
public final class Carrier implements AutoCloseable {

  /**
   * What a part of a session's id may contain: it becomes a file name, and it comes from another
   * machine.
   */
  private static final Pattern SAFE_ID =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

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
    Agent agent = Agent.of(name.provider(), env, zone);
    List<SessionFile> files = new SessionFiles(view).of(name, OptionalLong.empty());
    List<String> ids = files.stream().map(SessionFile::sessionId).toList();
    for (String id : ids) {
      if (!SAFE_ID.matcher(id).matches()) {
        throw new CarryException(
            "The session's id is not a valid file name: " + id + ". Nothing was written.");
      }
    }
    var local = new LocalCopies(view);
    var destination =
        Destination.of(
            agent,
            to,
            Home.userHome(env),
            from(files),
            local.projects(name),
            LocalCopies.files(agent.logs(), ids));
    var lines = new CarriedLines(contents, agent, destination.folder(), Home.userHome(env));
    Found found = new Found();
    List<LogFile> planned = new ArrayList<>();
    for (SessionFile file : files) {
      planned.add(plan(name, agent, destination, file, lines, found));
    }
    return new CarryPlan(
        name,
        destination.folder(),
        List.copyOf(found.devices),
        planned,
        found.mapped,
        List.copyOf(found.rewritten),
        agent.resume(name.sessionId()),
        agent.ifNotListed(name.sessionId()));
  }

  /** What the plan collects while it reads the lines. */
  private static final class Found {
    final TreeSet<String> devices = new TreeSet<>();
    final TreeSet<String> rewritten = new TreeSet<>();
    final Map<Mapping, Long> mapped = new LinkedHashMap<>();
  }

  /** Where the session ran; another machine is preferred to this one. */
  private static SessionFile.Copy from(List<SessionFile> files) throws CarryException {
    List<SessionFile.Copy> copies =
        files.stream().flatMap(file -> file.lines().stream()).map(Line::copy).distinct().toList();
    return copies.stream()
        .filter(copy -> copy.source() != 0)
        .findFirst()
        .or(() -> copies.stream().findFirst())
        .orElseThrow(
            () -> new CarryException("No such session. List them: stackunderflow sessions"));
  }

  private LogFile plan(
      SessionName name,
      Agent agent,
      Destination destination,
      SessionFile file,
      CarriedLines lines,
      Found found)
      throws SQLException, IOException {
    Path there = destination.files().get(file.sessionId());
    LocalFile local = there == null ? null : LocalFile.read(there);
    List<Line> missing = new ArrayList<>();
    Map<SessionFile.Copy, Long> ends = new HashMap<>();
    for (Line line : file.lines()) {
      Event event = contents.read(line.copy().source(), line.eventId());
      agent.requireSelfContained(event.rawJson());
      if (event.seq() < ends.getOrDefault(line.copy(), 0L)) {
        found.rewritten.add(line.copy().device());
      }
      ends.put(line.copy(), event.seq() + bytes(event.rawJson()) + 1L);
      String text = lines.text(line, event.rawJson());
      if (local != null && local.claim(text)) {
        continue;
      }
      missing.add(line);
      found.devices.add(line.copy().device());
      Mapping mapping = lines.mapping(line, event.rawJson());
      if (mapping != null) {
        found.mapped.merge(mapping, 1L, Long::sum);
      }
    }
    if (local != null) {
      requireNothingElse(name, file, local);
      int present = file.lines().size() - missing.size();
      return new LogFile(local.path(), present, missing, local.before());
    }
    Line first = file.lines().getFirst();
    Event event = contents.read(first.copy().source(), first.eventId());
    Path path =
        agent.file(destination.slug(), file.sessionId(), event.rawJson(), event.timestamp());
    return new LogFile(path, 0, missing, null);
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
    Agent agent = Agent.of(plan.session().provider(), env, zone);
    var lines = new CarriedLines(contents, agent, plan.folder(), Home.userHome(env));
    // The session's own log comes last, because the agent lists sessions by it.
    for (LogFile file : plan.files().reversed()) {
      if (!file.missing().isEmpty()) {
        UnaryOperator<String> appending =
            agent.appending(file.before() == null ? null : file.path());
        LogWriter.write(
            file,
            out -> {
              for (Line line : file.missing()) {
                out.write(appending.apply(lines.text(line)).getBytes(StandardCharsets.UTF_8));
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
