package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an agent's own documents and databases on this machine hold of a session. */
final class LocalDocuments {

  /** Agents that shorten an id in a file's name keep this much of it. */
  private static final int ID_IN_NAME = 8;

  private final Map<String, Local> found = new HashMap<>();

  /**
   * A session here.
   *
   * @param unit the document or database
   * @param session what it holds
   */
  record Local(Path unit, RecordSession session) {

    /** What names its records: an event with the same is the same. */
    Set<Object> contents() {
      return contents(_ -> true);
    }

    /** The same of the records with these roles. */
    Set<Object> contents(Predicate<String> hasRole) {
      Set<Object> contents = new HashSet<>();
      for (RecordSession.Entry record : session.records()) {
        if (hasRole.test(record.event().role())) {
          contents.add(content(record.event()));
        }
      }
      return contents;
    }

    /** The keys of its records. */
    Set<String> keys() {
      Set<String> keys = new HashSet<>();
      for (RecordSession.Entry record : session.records()) {
        if (record.event().uuid() != null) {
          keys.add(record.event().uuid());
        }
      }
      return keys;
    }
  }

  /** Finds the sessions, reading nothing else. */
  static LocalDocuments read(List<RecordSource> sources, List<String> sessionIds)
      throws IOException, SQLException {
    var local = new LocalDocuments();
    for (RecordSource source : sources) {
      for (Path unit : source.list().logs()) {
        if (source instanceof DatabaseSource || isNamed(unit, sessionIds)) {
          source.read(unit, local.collector(unit, sessionIds));
        }
      }
    }
    return local;
  }

  private static boolean isNamed(Path unit, List<String> sessionIds) {
    return sessionIds.stream()
        .map(SessionRoots::ownId)
        .anyMatch(
            id -> unit.toString().contains(id.substring(0, Math.min(ID_IN_NAME, id.length()))));
  }

  private RecordSource.Changes collector(Path unit, List<String> sessionIds) {
    return new RecordSource.Changes() {
      @Override
      public boolean isChanged(String sessionId, String version) {
        return sessionIds.stream()
            .anyMatch(id -> SessionRoots.ownId(id).equals(SessionRoots.ownId(sessionId)));
      }

      @Override
      public void session(String sessionId, String version, RecordSession session) {
        // An agent may begin a further document at each resume: the one with most in it counts.
        found.merge(
            session.name().sessionId(),
            new Local(unit, session),
            (one, other) ->
                one.session().records().size() >= other.session().records().size() ? one : other);
      }
    };
  }

  /** Where a session is; null where it is not. */
  @Nullable Local of(String sessionId) {
    return found.get(sessionId);
  }

  /** The documents by the slug of their project, then by session. */
  Map<String, Map<SessionFile.Name, Path>> bySlug() {
    Map<String, Map<SessionFile.Name, Path>> files = new HashMap<>();
    found.forEach(
        (id, local) ->
            files
                .computeIfAbsent(local.session().name().slug(), _ -> new HashMap<>())
                .put(new SessionFile.Name(id, ""), local.unit()));
    return files;
  }

  /** What makes a record the same as a stored event. */
  private static Object content(Draft draft) {
    return content(draft.role(), draft.content(), draft.toolsJson(), draft.uuid());
  }

  /** See {@link Local#contents}. */
  static Object content(Event event) {
    return content(event.role(), event.contentText(), event.toolsJson(), event.uuid());
  }

  private static Object content(String role, String text, String tools, @Nullable String uuid) {
    return new FieldDigest().text(role).text(text).text(tools).text(uuid).key();
  }
}
