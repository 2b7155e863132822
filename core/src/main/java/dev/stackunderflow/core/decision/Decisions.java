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

/** The decisions that this device knows, its own and the others', in the replica's file. */
public final class Decisions {

  private final Connection db;

  /** Reads and writes the replica's table; writes belong into the caller's transaction. */
  public Decisions(Replica replica) {
    this.db = replica.connection();
  }

  /**
   * What is to be forgotten, for who has no replica open.
   *
   * @param home where the replica is, if there is one
   */
  public static ForgetRules forgotten(Home home) throws SQLException, IOException {
    if (!Files.exists(home.replica())) {
      return ForgetRules.NOTHING;
    }
    try (Replica replica = Replica.open(home.replica())) {
      return new Decisions(replica).forgotten();
    }
  }

  /** What is to be forgotten. */
  public ForgetRules forgotten() throws SQLException {
    return ForgetRules.of(all());
  }

  /** All of them, the least (stamp, id) first. */
  public List<Decision> all() throws SQLException {
    return read("SELECT id, stamp, device, what FROM decision ORDER BY stamp, id");
  }

  /** Those to forget something which this device's store has not obeyed yet. */
  public boolean isForgettingDue() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM decision WHERE obeyed = 0") > 0;
  }

  /** Notes that the store holds nothing any more of what is to be forgotten. */
  public void obeyed() throws SQLException {
    Sqlite.execute(db, "UPDATE decision SET obeyed = 1 WHERE obeyed = 0");
  }

  /**
   * Makes a decision of what the user decided now on this device.
   *
   * @param now the device's clock, ms
   */
  public Decision of(Decision.What what, long now) throws SQLException {
    long stamp = Math.max(now, Sqlite.number(db, "SELECT max(stamp) FROM decision") + 1);
    String label = Sqlite.text(db, "SELECT label FROM this_device");
    return new Decision(UUID.randomUUID().toString(), stamp, label == null ? "this" : label, what);
  }

  /** Notes a decision of the user's on this device; the next head tells the others. */
  public void decide(Decision decision) throws SQLException {
    insert(decision, 0);
  }

  /**
   * Notes a decision that another device told of.
   *
   * @return whether it is news
   */
  public boolean learn(Decision decision) throws SQLException {
    return insert(decision, 1) > 0;
  }

  private int insert(Decision decision, int published) throws SQLException {
    return Sqlite.update(
        db,
        "INSERT OR IGNORE INTO decision VALUES (?, ?, ?, ?, ?, ?)",
        decision.id(),
        decision.stamp(),
        decision.device(),
        DecisionJson.write(decision.what()),
        published,
        decision.what() instanceof Decision.Forget ? 0 : 1);
  }

  /** Whether a decision made here is in no committed head of this device yet. */
  public boolean hasUnpublished() throws SQLException {
    return Sqlite.number(db, "SELECT count(*) FROM decision WHERE published = 0") > 0;
  }

  /** Notes that all are in a committed head. */
  public void published() throws SQLException {
    Sqlite.execute(db, "UPDATE decision SET published = 1 WHERE published = 0");
  }

  /** Has all told again: the head that was committed may have been written before them. */
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
