package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoreReader.RowRef;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a session's events in the store. The partitions of a foreign store can repeat
 * (session, seq); there the events at one seq are numbered in the order of time and content.
 */
final class EventNames {

  private record Digested(long id, long seq, String timestamp, byte[] digest) {}

  /** The ord of each event that is not the first at its seq, by its id. */
  private final Map<Long, Integer> ords = new HashMap<>();

  /** Names a session's events; reads content only if a seq is repeated. */
  static EventNames of(StoreReader reader, long session) throws SQLException, IOException {
    var names = new EventNames();
    List<RowRef> refs = reader.rows(session);
    if (refs.stream().map(RowRef::seq).distinct().count() < refs.size()) {
      names.number(reader, session);
    }
    return names;
  }

  private void number(StoreReader reader, long session) throws SQLException, IOException {
    List<Digested> events = new ArrayList<>();
    reader.read(
        session,
        0,
        event ->
            events.add(
                new Digested(event.id(), event.seq(), event.timestamp(), event.rowDigest())));
    events.sort(
        Comparator.comparingLong(Digested::seq)
            .thenComparing(Digested::timestamp)
            .thenComparing(Digested::digest, Arrays::compare));
    Map<Long, Integer> repeats = new HashMap<>();
    for (Digested event : events) {
      int ord = repeats.merge(event.seq(), 1, Integer::sum) - 1;
      if (ord > 0) {
        ords.put(event.id(), ord);
      }
    }
  }

  /** The name of an event of the session. */
  Name of(Event event) {
    return new Name(event.seq(), ords.getOrDefault(event.id(), 0));
  }

  /** Whether any seq has several events. */
  boolean isAnyRepeated() {
    return !ords.isEmpty();
  }
}
