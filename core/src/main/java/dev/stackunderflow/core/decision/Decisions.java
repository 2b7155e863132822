package dev.stackunderflow.core.decision;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The decisions that this device knows, its own and the other devices', stored in the replica's
 * file.
 */
public final class Decisions {

  private final Connection db;

  /** Reads and writes the replica's table; writes belong in the caller's transaction. */
  public Decisions(Replica replica) {
    this.db = replica.connection();
  }

  /**
   * The deletions in force. Opens and closes the replica itself.
   *
   * @param home the folder with the replica; without one there are no deletions
   */
  public static ForgetRules forgotten(Home home) throws SQLException, IOException {
    if (!Files.exists(home.replica())) {
      return ForgetRules.NOTHING;
    }
    try (Replica replica = Replica.open(home.replica())) {
      return new Decisions(replica).forgotten();
    }
  }

  /** The deletions in force. */
  public ForgetRules forgotten() throws SQLException {
    return ForgetRules.of(all());
  }

  /** All decisions, in ascending order of (stamp, id). */
  public List<Decision> all() throws SQLException {
    return read("SELECT id, stamp, device, what FROM decision ORDER BY stamp, id");
  }

  /** Whether a deletion has not been applied to all files here yet. */
  public boolean isForgettingDue() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM decision WHERE obeyed = 0") > 0;
  }

  /** Notes that deleted events are in files here again, such as in a store from a backup. */
  void disobeyed() throws SQLException {
    Sqlite.execute(db, "UPDATE decision SET obeyed = 0");
  }

  /** Notes that all deletions were applied to all files here; see {@link Remains}. */
  void obeyed() throws SQLException {
    Sqlite.execute(db, "UPDATE decision SET obeyed = 1 WHERE obeyed = 0");
  }

  /**
   * Makes a decision that the user takes now on this device.
   *
   * @param now the device's clock, ms
   * @param random for the decision's id, which breaks ties between equal stamps
   */
  public Decision of(Decision.What what, long now, RandomGenerator random) throws SQLException {
    long stamp = Math.max(now, Sqlite.number(db, "SELECT max(stamp) FROM decision") + 1);
    String label = Sqlite.text(db, "SELECT label FROM this_device");
    return new Decision(
        new UUID(random.nextLong(), random.nextLong()).toString(),
        stamp,
        label == null ? "this" : label,
        what);
  }

  /** Stores a decision taken on this device; the next head publishes it. */
  public void decide(Decision decision) throws SQLException {
    insert(decision, 0);
  }

  /**
   * Stores a decision that another device published.
   *
   * @return whether it was not known before
   */
  public boolean learn(Decision decision) throws SQLException {
    return insert(decision, 1) > 0;
  }

  private int insert(Decision decision, int published) throws SQLException {
    return Sqlite.update(
        db,
        """
        INSERT OR IGNORE INTO decision (id, stamp, device, what, published, obeyed)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        decision.id(),
        decision.stamp(),
        decision.device(),
        DecisionJson.write(decision.what()),
        published,
        decision.what() instanceof Decision.Forget ? 0 : 1);
  }

  /** Whether a decision taken on this device is not in a committed head yet. */
  public boolean hasUnpublished() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM decision WHERE published = 0") > 0;
  }

  /** Marks all decisions as published in a committed head. */
  public void published() throws SQLException {
    Sqlite.execute(db, "UPDATE decision SET published = 1 WHERE published = 0");
  }

  /** Marks all decisions as unpublished, because the committed head may predate them. */
  public void unpublish() throws SQLException {
    Sqlite.execute(db, "UPDATE decision SET published = 0");
  }

  private List<Decision> read(String sql) throws SQLException {
    List<Decision> decisions = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String id = row.getString(1);
        long stamp = row.getLong(2);
        String device = row.getString(3);
        DecisionJson.read(row.getString(4))
            .ifPresent(what -> decisions.add(new Decision(id, stamp, device, what)));
      }
    }
    return decisions;
  }
}
