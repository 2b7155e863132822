package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.replica.Published.Name;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.segment.LostEventRecovery;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeps published events in whose place the store has others now: the log was rewritten while its
 * store was lost, or another program replaced the rows of a session. They are read back from this
 * device's own segments, and published again as superseded events.
 */
final class ReplacedEvents {

  private final VaultSession vault;
  private final StoreReader reader;
  private final Published published;
  private final LostEvents lost;

  ReplacedEvents(VaultSession vault) throws SQLException {
    this.vault = vault;
    this.reader = new StoreReader(vault.store());
    this.published = vault.published();
    this.lost = new LostEvents(vault.replica());
  }

  /**
   * Whether a session lacks content that was published under names that it uses for other events;
   * what it lacks is in {@link LostEvents} then.
   *
   * @param session the session in the store
   * @param isSameStore whether the store's row ids are those of the last push
   * @throws SyncException if an own segment cannot be read; nothing is published then
   * @throws BucketException if the bucket cannot be reached
   */
  boolean keep(StoredSession session, boolean isSameStore)
      throws SyncException, BucketException, SQLException, IOException {
    Map<Name, Published.Row> up =
        published.rows(published.find(session.provider(), session.slug(), session.sessionId()));
    if (up.isEmpty()) {
      return false;
    }
    if (isSameStore && !isAnyRowAnother(session, up)) {
      return false;
    }
    Map<Name, Published.Row> replaced = new HashMap<>();
    Map<Name, Published.Row> vanished = new HashMap<>(up);
    Set<String> contents = new HashSet<>();
    EventNames names = EventNames.of(reader, session.id());
    reader.read(
        session.id(),
        0,
        event -> {
          contents.add(SessionRepublisher.content(event));
          Name name = names.of(event);
          Published.Row row = vanished.remove(name);
          if (row != null && !event.hasRowDigest(row.digest())) {
            replaced.put(name, row);
          }
        });
    if (replaced.isEmpty()) {
      return false; // another program's store may drop old months: they stay published
    }
    vanished.keySet().removeAll(lost.names(session.key()));
    Map<Name, Published.Row> wanted = new HashMap<>(replaced);
    wanted.putAll(vanished);
    new LostEventRecovery(vault).restore(session.key(), wanted);
    return settle(session, replaced.keySet(), vanished.keySet(), contents);
  }

  /** Only the index is read: a session that grew has its published rows under their ids. */
  private boolean isAnyRowAnother(StoredSession session, Map<Name, Published.Row> up)
      throws SQLException {
    for (StoreReader.RowRef ref : reader.rows(session.id())) {
      Published.Row row = up.get(new Name(ref.seq(), 0));
      if (row != null && row.localId() != ref.id()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes out what the store only writes differently, as another version of a reader does, and
   * marks what vanished behind the first replaced event as superseded.
   *
   * @return whether anything is left that the store lacks
   */
  private boolean settle(
      StoredSession session, Set<Name> replaced, Set<Name> vanished, Set<String> contents)
      throws SQLException, IOException {
    long first = replaced.stream().mapToLong(Name::seq).min().orElseThrow();
    Map<Name, Event> restored = new HashMap<>();
    lost.read(
        session.key(),
        (name, event) -> {
          if (replaced.contains(name) || vanished.contains(name)) {
            restored.put(name, event);
          }
        });
    boolean isAnyLeft = false;
    Map<Name, Event> superseded = new HashMap<>();
    Set<Name> same = new HashSet<>();
    for (Map.Entry<Name, Event> one : restored.entrySet()) {
      if (contents.contains(SessionRepublisher.content(one.getValue()))) {
        same.add(one.getKey());
      } else {
        isAnyLeft = true;
        if (vanished.contains(one.getKey()) && one.getKey().seq() > first) {
          superseded.put(one.getKey(), one.getValue());
        }
      }
    }
    Sqlite.useTransaction(
        vault.replica().connection(),
        () -> {
          for (Name name : same) {
            lost.move(session.key(), name, null, Objects.requireNonNull(restored.get(name)), 0);
          }
          for (Map.Entry<Name, Event> one : superseded.entrySet()) {
            Event event = one.getValue();
            Event moved = event.at(event.supersededSeq(), event.flags() | Event.SUPERSEDED);
            lost.move(session.key(), one.getKey(), new Name(moved.seq(), 0), moved, 0);
          }
        });
    return isAnyLeft;
  }
}
