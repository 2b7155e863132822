package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored events of a session, to be compared with the records that the agent holds now. */
final class StoredRecords {

  private final long base;
  private final Map<Long, List<Row>> byIdentity = new HashMap<>();
  private final Map<String, Row> byKey = new HashMap<>();
  private final List<Row> superseded = new ArrayList<>();
  private final List<Row> own = new ArrayList<>();

  /** A stored event. */
  static final class Row {
    final long id;
    final long seq;
    final @Nullable String key;
    private final boolean isOwn;
    private final boolean isSuperseded;
    private final byte[] digest;
    private boolean isClaimed;

    private Row(Event event, long base) {
      id = event.id();
      seq = event.seq();
      key = event.uuid();
      isOwn = KnownEvents.isOf(base, seq);
      isSuperseded = event.is(Event.SUPERSEDED);
      digest = event.at(0, event.flags()).rowDigest();
    }

    /** Whether another file of the session holds it, too. */
    boolean isElsewhere() {
      return !isOwn && !isSuperseded;
    }

    /** Whether it is in its place and nothing about it has changed. */
    boolean isSame(Event event) {
      return isOwn && Arrays.equals(digest, event.at(0, event.flags()).rowDigest());
    }
  }

  private StoredRecords(long base) {
    this.base = base;
  }

  /**
   * Reads a session's events.
   *
   * @param base where the seqs of the unit's records begin
   */
  static StoredRecords of(Connection db, long session, long base) throws SQLException {
    var stored = new StoredRecords(base);
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT "
                + EventColumns.COLUMNS
                + " FROM messages WHERE session_fk = ? ORDER BY seq")) {
      select.setLong(1, session);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          stored.add(EventColumns.event(result));
        }
      }
    }
    return stored;
  }

  private void add(Event event) {
    var row = new Row(event, base);
    byIdentity.computeIfAbsent(event.identityKey(), _ -> new ArrayList<>(1)).add(row);
    if (row.isOwn) {
      own.add(row);
      if (event.uuid() != null) {
        byKey.put(event.uuid(), row);
      }
    } else if (row.isSuperseded) {
      superseded.add(row);
    }
  }

  /** The stored event that says the same, each once; null where there is none. */
  @Nullable Row claimSame(Event event) {
    for (Row row : byIdentity.getOrDefault(event.identityKey(), List.of())) {
      if (!row.isClaimed) {
        row.isClaimed = true;
        return row;
      }
    }
    return null;
  }

  /** Whether an event that says the same is stored. */
  boolean has(Event event) {
    return byIdentity.containsKey(event.identityKey());
  }

  /** The stored event of this unit that has the same key and says something else, or null. */
  @Nullable Row changed(Event event) {
    Row row = event.uuid() == null ? null : byKey.get(event.uuid());
    return row == null || row.isClaimed ? null : row;
  }

  /** The superseded events of the session that nothing claimed. */
  List<Row> superseded() {
    return superseded.stream().filter(row -> !row.isClaimed).toList();
  }

  /** Takes an event out of {@link #vanished}. */
  void claim(Row row) {
    row.isClaimed = true;
  }

  /** The events of this unit that nothing claimed. */
  List<Row> vanished() {
    return own.stream().filter(row -> !row.isClaimed).toList();
  }
}
