package dev.stackunderflow.core.catalog.view;

import dev.stackunderflow.core.catalog.index.PublishStamps;
import dev.stackunderflow.core.catalog.view.ConflictView.Kind;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * Lists the conflicts that the view resolved, and the events for which a write-only device sent
 * another raw line than a full one has.
 */
public final class ConflictListing {

  /** Names the partial index {@code entry_hidden} and selects the losers among what is hidden. */
  private static final String LOST = "e.hidden <> 0 AND e.hidden = 2";

  /** Selects the events of write-only devices that full devices have too, with the same content. */
  private static final String SPOKEN_FOR =
      "e.hidden = 1 AND d.write_only = 1 AND wd.write_only = 0";

  private static final String SIDES =
      """
      SELECT p.provider, p.slug, s.session_id, e.ts, e.digest, e.hidden,
             w.source AS winner_source, w.event_id AS winner_event,
             wd.device_id AS winner_device, wd.label AS winner_label,
             w.stamp AS winner_stamp,
             e.source AS loser_source, e.event_id AS loser_event,
             d.device_id AS loser_device, d.label AS loser_label,
             e.stamp AS loser_stamp
      FROM entry e
      JOIN session s ON s.id = e.session
      JOIN project p ON p.id = s.project
      JOIN device d ON d.source = e.source
      JOIN entry w ON w.id = e.winner
      JOIN device wd ON wd.source = w.source
      WHERE\s""";

  private final Connection db;
  private final EventReader events;

  /** Reads from the catalog, and the contents through the reader. */
  public ConflictListing(Connection db, EventReader events) {
    this.db = db;
    this.events = events;
  }

  /** How many events lost a conflict. */
  public static long count(Connection db) throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM entry e WHERE " + LOST);
  }

  /** Every conflict, the latest first. */
  public List<ConflictView> all() throws SQLException {
    List<ConflictView> conflicts = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                SIDES
                    + "e.hidden <> 0 AND (e.hidden = 2 OR "
                    + SPOKEN_FOR
                    + ") ORDER BY e.ts DESC, e.id");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        ConflictView conflict = conflict(row);
        if (conflict.kind() == Kind.CONTENT || hasOtherLine(conflict)) {
          conflicts.add(conflict);
        }
      }
    }
    return conflicts;
  }

  private static boolean hasOtherLine(ConflictView conflict) {
    return !Objects.equals(conflict.winner().rawLine(), conflict.loser().rawLine());
  }

  private ConflictView conflict(ResultSet row) throws SQLException {
    Kind kind = row.getInt("hidden") == 2 ? Kind.CONTENT : Kind.RAW_LINE;
    return new ConflictView(
        kind,
        row.getString("provider"),
        row.getString("slug"),
        row.getString("session_id"),
        row.getString("ts"),
        HexFormat.of().formatHex(row.getBytes("digest")),
        side(row, "winner", kind),
        side(row, "loser", kind));
  }

  private ConflictView.Side side(ResultSet row, String side, Kind kind) throws SQLException {
    Event event = events.read(row.getLong(side + "_source"), row.getLong(side + "_event"));
    long stamp = row.getLong(side + "_stamp");
    return new ConflictView.Side(
        row.getString(side + "_device"),
        row.getString(side + "_label"),
        stamp == PublishStamps.NOT_YET ? 0 : stamp,
        event.seq(),
        event.role(),
        event.contentText(),
        kind == Kind.RAW_LINE ? event.rawJson() : null);
  }
}
