package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionKey;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Publishes all of a session under the names that its events have now. What the store lost before
 * goes along: nothing that was published is given up.
 */
final class SessionRepublisher {

  private final StoreReader reader;
  private final LostEvents lost;
  private final Cutoff forgotten;

  SessionRepublisher(StoreReader reader, LostEvents lost, Cutoff forgotten) {
    this.reader = reader;
    this.lost = lost;
    this.forgotten = forgotten;
  }

  /**
   * Publishes it.
   *
   * @param gone the ids of events that must not be published
   */
  void publish(StoredSession session, Set<Long> gone, ChangeDetector.Sink sink)
      throws SQLException, IOException {
    sink.reset(session);
    Set<Name> names = new HashSet<>();
    Set<String> contents = new HashSet<>();
    EventNames inStore = EventNames.of(reader, session.id());
    reader.read(
        session.id(),
        0,
        event -> {
          if (!gone.contains(event.id())) {
            Name name = inStore.of(event);
            names.add(name);
            contents.add(content(event));
            sink.event(session, name, event);
          }
        });
    SessionKey key = session.key();
    lost.read(
        key,
        (name, event) -> {
          Event kept = event.withId(0);
          if (contents.contains(content(event)) || forgotten.covers(event.timestamp())) {
            sink.lost(session, name, null, kept);
          } else if (names.add(name)) {
            sink.lost(session, name, name, kept);
          } else {
            // Another line has its place: it is gone from the log.
            Event moved = kept.at(kept.supersededSeq(), kept.flags() | Event.SUPERSEDED);
            sink.lost(session, name, new Name(moved.seq(), 0), moved);
          }
        });
  }

  /** What an event says and when, however its line is written. */
  static String content(Event event) {
    return event.timestamp() + HexFormat.of().formatHex(event.contentDigest());
  }
}
