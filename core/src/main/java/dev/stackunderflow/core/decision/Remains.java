package dev.stackunderflow.core.decision;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files on this machine in which bytes of deleted events can still be: in unused parts of
 * pages, in a journal, in an index. A deletion is obeyed once there is none left. The table is in
 * the replica's file and changes in one transaction with the decisions.
 */
public final class Remains {

  private final Connection db;
  private final Decisions decisions;

  /** The remains that a replica's file notes. */
  public Remains(Replica replica) {
    this.db = replica.connection();
    this.decisions = new Decisions(replica);
  }

  /** Where bytes of deleted events can be. */
  public enum Place {
    /** This machine's events. */
    STORE,
    /** What the other devices published. */
    REPLICA,
    /** Damaged replicas that were set aside. */
    SET_ASIDE,
    /** The index of the merged view. */
    CATALOG
  }

  /**
   * A place that must be cleaned.
   *
   * @param place where
   * @param isRewritten whether the database was rewritten already, and only its journal is left
   * @param attempts failed attempts in a row
   * @param nextAttempt when the next attempt is due
   * @param reason why the last attempt failed; null for none
   */
  public record Remain(
      Place place,
      boolean isRewritten,
      int attempts,
      Instant nextAttempt,
      @Nullable String reason) {}

  /** Notes that events are deleted: all places must be cleaned, from now on. */
  public void markAll() throws SQLException {
    Sqlite.script(db, Remains.class, "remains.sql");
    for (Place place : Place.values()) {
      Sqlite.update(
          db,
          "INSERT OR REPLACE INTO decision_remains (place, rewritten) VALUES (?, 0)",
          place.name());
    }
  }

  /** Notes that the store had deleted events, and that they are being deleted from it. */
  public void markStore() throws SQLException, IOException {
    Sqlite.useTransaction(
        db,
        () -> {
          Sqlite.script(db, Remains.class, "remains.sql");
          Sqlite.update(
              db,
              """
              INSERT INTO decision_remains (place, rewritten) VALUES (?, 0)
              ON CONFLICT (place) DO UPDATE SET rewritten = 0
              """,
              Place.STORE.name());
          decisions.disobeyed();
        });
  }

  /** The places that must be cleaned, while a deletion is not obeyed. */
  public List<Remain> all() throws SQLException, IOException {
    Sqlite.script(db, Remains.class, "remains.sql");
    List<Remain> remains = read();
    if (remains.isEmpty()) { // a version without this table has recorded the deletion
      Sqlite.useTransaction(db, this::markAll);
      remains = read();
    }
    return remains;
  }

  private List<Remain> read() throws SQLException {
    List<Remain> remains = new ArrayList<>();
    try (PreparedStatement select =
            db.prepareStatement(
                """
                SELECT place, rewritten, attempts, next_attempt_ms, reason FROM decision_remains
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        remains.add(
            new Remain(
                Place.valueOf(row.getString(1)),
                row.getBoolean(2),
                row.getInt(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getString(5)));
      }
    }
    return remains;
  }

  /** Notes that a database was rewritten without the deleted events. */
  public void rewritten(Place place) throws SQLException {
    Sqlite.update(db, "UPDATE decision_remains SET rewritten = 1 WHERE place = ?", place.name());
  }

  /** Notes a failed attempt. */
  public void failed(Place place, int attempts, Instant nextAttempt, String reason)
      throws SQLException {
    Sqlite.update(
        db,
        """
        UPDATE decision_remains SET attempts = ?, next_attempt_ms = ?, reason = ? WHERE place = ?
        """,
        attempts,
        nextAttempt.toEpochMilli(),
        reason,
        place.name());
  }

  /** Notes that a place is clean. With the last one, the deletions are obeyed. */
  public void clean(Place place) throws SQLException, IOException {
    Sqlite.useTransaction(
        db,
        () -> {
          Sqlite.update(db, "DELETE FROM decision_remains WHERE place = ?", place.name());
          if (Sqlite.number(db, "SELECT count(*) FROM decision_remains") == 0) {
            decisions.obeyed();
          }
        });
  }
}
