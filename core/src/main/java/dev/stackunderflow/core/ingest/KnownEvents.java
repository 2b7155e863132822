package dev.stackunderflow.core.ingest;

import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.EventColumns;
import dev.stackunderflow.core.store.Utf8Text;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a session that are stored, to be recognised where another file, or another version
 * of the file, holds them too. An event is the same that has the same uuid, time, role, text and
 * tools; how its line is encoded does not matter.
 */
final class KnownEvents {

  private final Map<Long, List<Row>> rows = new HashMap<>();
  private final List<Row> all = new ArrayList<>();

  /** A stored event. */
  static final class Row {
    final long id;
    final long seq;
    final long flags;
    final boolean hasTokens;
    private final long rawKey;
    private boolean claimed;

    private Row(Event event) {
      id = event.id();
      seq = event.seq();
      flags = event.flags();
      hasTokens = event.hasTokens();
      rawKey = rawKey(event.raw());
    }

    /** Whether its line is gone from the log. */
    boolean isSuperseded() {
      return (flags & Event.SUPERSEDED) != 0;
    }

    /** Whether the stored line is this one, byte for byte. */
    boolean hasLine(Utf8Text raw) {
      return rawKey == rawKey(raw);
    }

    private static long rawKey(Utf8Text raw) {
      return new FieldDigest().utf8(raw.utf8()).key();
    }
  }

  private KnownEvents() {}

  /** Reads a session's events. */
  static KnownEvents of(Connection db, long session) throws SQLException {
    var known = new KnownEvents();
    try (PreparedStatement select =
        db.prepareStatement(
            "SELECT "
                + EventColumns.COLUMNS
                + " FROM messages WHERE session_fk = ? ORDER BY seq")) {
      select.setLong(1, session);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          Event event = EventColumns.event(result);
          var row = new Row(event);
          known.all.add(row);
          known.rows.computeIfAbsent(event.identityKey(), _ -> new ArrayList<>(1)).add(row);
        }
      }
    }
    return known;
  }

  /** The stored event that this one is, each once; null where there is none left. */
  @Nullable Row claim(Event event) {
    List<Row> same = rows.getOrDefault(event.identityKey(), List.of());
    Row best = null;
    for (Row row : same) {
      if (!row.claimed && (best == null || row.hasLine(event.raw()))) {
        best = row;
        if (row.hasLine(event.raw())) {
          break;
        }
      }
    }
    if (best != null) {
      best.claimed = true;
    }
    return best;
  }

  /** The events that nothing claimed, of the file whose seqs begin there. */
  List<Row> unclaimed(long base) {
    return all.stream().filter(row -> !row.claimed && isOf(base, row.seq)).toList();
  }

  /** Whether a seq is one of the file's whose seqs begin there. */
  static boolean isOf(long base, long seq) {
    return seq >= base && seq < base + Event.FILE_SEQS;
  }
}
