package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.codex.HistoryBase;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.file.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session with all others that are carried along, because their logs have earlier lines of it.
 */
final class CarriedThreads {

  private final UnionView view;
  private final EventReader contents;
  private final Agent agent;
  private final Map<String, String> env;
  private final List<CarriedThread> threads = new ArrayList<>();
  private final Map<SessionFile.Name, Base> bases = new HashMap<>();

  CarriedThreads(UnionView view, EventReader contents, Agent agent, Map<String, String> env) {
    this.view = view;
    this.contents = contents;
    this.agent = agent;
    this.env = env;
  }

  /**
   * Where the history of a log file begins.
   *
   * @param thread the session that has it
   * @param file the log file of that session
   * @param end where it ends there, in the copy of the device
   * @param source the catalog's number of the device
   */
  record Base(CarriedThread thread, SessionFile file, HistoryBase end, long source) {}

  /** Reads a session and, after it, the others that are carried along. */
  List<CarriedThread> read(SessionName name, @Nullable Path to) throws SQLException, IOException {
    add(load(name, to));
    return threads;
  }

  /** Where the history of a new log file begins; null where the file has all of it. */
  @Nullable Base base(SessionFile file) {
    return bases.get(file.name());
  }

  private void add(CarriedThread thread) throws SQLException, IOException {
    threads.add(thread);
    for (SessionFile file : thread.files()) {
      if (thread.here(file) == null) {
        Line first = file.lines().getFirst();
        boolean isOwn = first.ownEventId() != 0;
        String raw = isOwn ? contents.read(0, first.ownEventId()).rawJson() : raw(first);
        HistoryBase end = agent.base(raw).orElse(null);
        if (end != null) {
          CarriedThread holder = holder(end.rolloutId(), raw, thread);
          SessionFile base = holder.file(end.rolloutId());
          if (base != null) {
            long source = isOwn ? 0 : first.copy().source();
            bases.put(file.name(), new Base(holder, base, end, source));
          }
        }
      }
    }
  }

  /** The session that has a log file, itself or one that it was forked from. */
  private CarriedThread holder(String id, String firstLine, CarriedThread child)
      throws SQLException, IOException {
    for (CarriedThread thread : threads) {
      if (thread.file(id) != null) {
        return thread;
      }
    }
    List<String> next = new ArrayList<>(List.of(id));
    addParent(next, firstLine);
    Set<String> asked = new HashSet<>();
    while (!next.isEmpty()) {
      String session = next.removeFirst();
      var name = new SessionName(child.name().provider(), session);
      if (asked.add(session) && !files(name).isEmpty()) {
        CarriedThread found = loadAlong(name, child);
        if (found.file(id) != null) {
          add(found);
          return found;
        }
        addParent(next, raw(found.files().getFirst().lines().getFirst()));
      }
    }
    throw new CarryException(
        "The earlier lines of session "
            + child.name().sessionId()
            + " are in another log, "
            + id
            + ", and no device of the vault has it. Without it the agent cannot open the session."
            + " Nothing was written. Run stackunderflow ingest and sync on the machine that has it,"
            + " or show the session: stackunderflow show "
            + child.name().sessionId());
  }

  private void addParent(List<String> next, String firstLine) {
    String parent = agent.forkedFrom(firstLine);
    if (parent != null) {
      next.add(parent);
    }
  }

  /** A session that is carried along goes where it is, or where the carried one goes. */
  private CarriedThread loadAlong(SessionName name, CarriedThread child)
      throws SQLException, IOException {
    boolean isHere = !new LocalCopies(view).projects(name).isEmpty();
    return load(name, isHere ? null : child.destination().folder());
  }

  private CarriedThread load(SessionName name, @Nullable Path to) throws SQLException, IOException {
    List<SessionFile> files = files(name);
    List<String> ids = files.stream().map(SessionFile::sessionId).distinct().toList();
    for (SessionFile file : files) {
      SafeIds.require(List.of(file.sessionId(), file.sessionId() + file.part()));
    }
    Path home = Home.userHome(env);
    var destination =
        Destination.of(
            agent::slug,
            to,
            new ProjectHere(home, view.places(), from(files)),
            new LocalCopies(view).projects(name),
            LocalCopies.files(agent, ids));
    var lines = new CarriedLines(contents, agent, destination.folder(), home);
    return new CarriedThread(name, destination, files, lines);
  }

  private List<SessionFile> files(SessionName name) throws SQLException {
    return new SessionFiles(view)
        .of(
            name,
            OptionalLong.empty(),
            (source, eventId) -> agent.part(contents.read(source, eventId)));
  }

  private String raw(Line line) throws SQLException {
    return contents.read(line.copy().source(), line.eventId()).rawJson();
  }

  /** Where the session ran; another machine is preferred to this one. */
  static SessionFile.Copy from(List<SessionFile> files) throws CarryException {
    List<SessionFile.Copy> copies =
        files.stream().flatMap(file -> file.lines().stream()).map(Line::copy).distinct().toList();
    return copies.stream()
        .filter(copy -> copy.source() != 0)
        .findFirst()
        .or(() -> copies.stream().findFirst())
        .orElseThrow(
            () -> new CarryException("No such session. List them: stackunderflow sessions"));
  }
}
