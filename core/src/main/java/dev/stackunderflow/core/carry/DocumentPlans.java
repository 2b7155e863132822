package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.carry.CarryPlan.LogFile;
import dev.stackunderflow.core.carry.CarryPlan.Mapping;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.carry.LocalDocuments.Local;
import dev.stackunderflow.core.catalog.view.EventReader;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.export.SessionFile.Copy;
import dev.stackunderflow.core.export.SessionFile.Line;
import dev.stackunderflow.core.export.SessionFiles;
import dev.stackunderflow.core.export.SessionName;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.ProjectSlug;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans to carry a session of a {@link DocumentAgent}. A record is missing here if neither its key
 * nor its content is in the agent's own copy; what is there already stays as it is.
 */
final class DocumentPlans {

  private final UnionView view;
  private final EventReader contents;
  private final Map<String, String> env;

  DocumentPlans(UnionView view, EventReader contents, Map<String, String> env) {
    this.view = view;
    this.contents = contents;
    this.env = env;
  }

  CarryPlan plan(DocumentAgent agent, SessionName name, @Nullable Path to)
      throws SQLException, IOException {
    List<SessionFile> files =
        new SessionFiles(view).of(name, OptionalLong.empty(), SessionFiles.Parts.ONE);
    List<String> ids = files.stream().map(SessionFile::sessionId).toList();
    SafeIds.require(ids);
    LocalDocuments local = LocalDocuments.read(agent.sources(), ids);
    Path home = Home.userHome(env);
    var destination =
        Destination.of(
            folder -> ProjectSlug.of(folder.toString()),
            to,
            new ProjectHere(home, view.places(), CarriedThreads.from(files)),
            new LocalCopies(view).projects(name),
            local.bySlug());
    var devices = new TreeSet<String>();
    List<LogFile> planned = new ArrayList<>();
    List<NewFile> written = new ArrayList<>();
    Map<Mapping, Long> mapped = new HashMap<>();
    for (SessionFile file : files) {
      Local here = local.of(file.sessionId());
      if (here != null) {
        requireNothingElse(agent, name, file, here);
      }
      List<Line> missing = new ArrayList<>();
      List<Item> items = items(agent, file, here, destination.folder(), home, missing);
      missing.forEach(line -> devices.add(line.copy().device()));
      Path unit = here == null ? null : here.unit();
      var copy = new DocumentCopy(file.sessionId(), destination.folder(), home, items, unit);
      List<NewFile> own = missing.isEmpty() ? List.of() : agent.files(copy);
      written.addAll(own);
      note(missing, destination.folder(), home, mapped);
      planned.add(
          new LogFile(
              name,
              own.isEmpty() ? unit == null ? agent.root() : unit : own.getLast().path(),
              destination.folder(),
              file.lines().size() - missing.size(),
              missing,
              null,
              null));
    }
    return new CarryPlan(
        name,
        destination.folder(),
        List.copyOf(devices),
        planned,
        mapped,
        List.of(),
        agent.resume(name.sessionId(), written),
        List.of(),
        List.copyOf(written));
  }

  private List<Item> items(
      DocumentAgent agent,
      SessionFile file,
      @Nullable Local here,
      Path folder,
      Path home,
      List<Line> missing)
      throws SQLException {
    Set<Object> known = here == null ? Set.of() : here.contents();
    Set<String> keys = here == null ? Set.of() : here.keys();
    List<Item> items = new ArrayList<>();
    for (Line line : file.lines()) {
      if (line.superseded()) {
        continue;
      }
      Event event = contents.read(line.copy().source(), line.eventId());
      ObjectNode json = LenientJson.object(event.rawJson());
      if (json == null) {
        continue; // a foreign store's text
      }
      boolean isHere =
          known.contains(LocalDocuments.content(event))
              || (here != null && !agent.isAdded(event.role()))
              || (event.uuid() != null && keys.contains(event.uuid()));
      if (!isHere) {
        missing.add(line);
      }
      PathMap paths = PathMap.of(line.copy(), folder, home);
      boolean isTyped = event.role().equals("user") && !event.is(Event.NOT_TYPED);
      items.add(new Item(event.role(), event.timestamp(), json, !isHere, isTyped, paths));
    }
    return items;
  }

  /**
   * Refuses unless everything that the agent's own copy holds is among the carried records or in
   * this machine's store, but for what carrying leaves as it is.
   */
  private void requireNothingElse(
      DocumentAgent agent, SessionName name, SessionFile file, Local here)
      throws SQLException, IOException {
    Set<Object> unknown = new HashSet<>(here.contents(agent::isAdded));
    for (Line line : file.lines()) {
      Event event = contents.read(line.copy().source(), line.eventId());
      unknown.remove(LocalDocuments.content(event));
    }
    if (unknown.isEmpty()) {
      return;
    }
    for (long id : new LocalCopies(view).events(name, file.sessionId())) {
      unknown.remove(LocalDocuments.content(contents.read(0, id)));
    }
    if (!unknown.isEmpty()) {
      throw new CarryException(
          here.unit()
              + " has "
              + unknown.size()
              + " records of this session that were not ingested yet. Nothing was written. Run"
              + " stackunderflow ingest, then carry again.");
    }
  }

  private static void note(List<Line> missing, Path folder, Path home, Map<Mapping, Long> mapped) {
    for (Line line : missing) {
      Copy copy = line.copy();
      PathMap.Rule rule = PathMap.of(copy, folder, home).rule(copy.path());
      if (rule != null && !rule.from().equals(rule.to())) {
        mapped.merge(new Mapping(rule.from(), rule.to()), 1L, Long::sum);
      }
    }
  }
}
