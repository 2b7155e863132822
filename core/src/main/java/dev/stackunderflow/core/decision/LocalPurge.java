package dev.stackunderflow.core.decision;

import dev.stackunderflow.core.decision.ForgetRules.Cutoff;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.SessionTotals;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Deletes forgotten events from the files on this machine and overwrites their bytes. */
public final class LocalPurge {

  private LocalPurge() {}

  private record Session(long id, Cutoff cutoff) {}

  /**
   * Deletes forgotten events from our own store. A foreign store is not changed: the view, pushes
   * and all other devices leave the forgotten events out.
   *
   * @param beforeCommit runs in the transaction if any event is deleted
   * @return the number of deleted events
   */
  public static long fromStore(
      Store store, ForgetRules forgotten, Sqlite.VoidWork<SQLException> beforeCommit)
      throws SQLException, IOException {
    if (store.isForeign() || forgotten.isNothing()) {
      return 0;
    }
    Connection db = store.connection();
    Sqlite.execute(db, "PRAGMA secure_delete = ON");
    return Sqlite.inTransaction(
        db,
        () -> {
          long gone = 0;
          for (Session session :
              sessions(
                  db,
                  """
                  SELECT s.id, p.provider, p.slug, s.session_id
                  FROM sessions s JOIN projects p ON p.id = s.project_id
                  """,
                  forgotten)) {
            long here =
                delete(
                    db,
                    "SELECT id, timestamp FROM messages WHERE session_fk = ?",
                    "DELETE FROM messages WHERE id = ?",
                    session);
            if (here > 0) {
              SessionTotals.update(db, session.id());
            }
            gone += here;
          }
          if (gone > 0) {
            beforeCommit.run();
          }
          return gone;
        });
  }

  /**
   * Deletes forgotten events of all devices from the replica, in the caller's transaction. The
   * catalog must be rebuilt afterwards.
   *
   * @return the number of deleted events
   */
  public static long fromReplica(Replica replica, ForgetRules forgotten) throws SQLException {
    if (forgotten.isNothing()) {
      return 0;
    }
    Connection db = replica.connection();
    Sqlite.execute(db, "PRAGMA secure_delete = ON");
    long gone = 0;
    for (Session session :
        sessions(
            db,
            """
            SELECT s.id, p.provider, p.slug, s.session_id
            FROM session s JOIN project p ON p.id = s.project
            """,
            forgotten)) {
      gone +=
          delete(
              db,
              "SELECT id, timestamp FROM event WHERE session = ?",
              "DELETE FROM event WHERE id = ?",
              session);
      Sqlite.update(
          db,
          """
          DELETE FROM session
          WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM event WHERE session = ?1)
          """,
          session.id());
    }
    Sqlite.execute(
        db,
        """
        DELETE FROM project
        WHERE NOT EXISTS (SELECT 1 FROM session WHERE session.project = project.id)
        """);
    replica.becomeAnother();
    return gone;
  }

  private static List<Session> sessions(Connection db, String sql, ForgetRules forgotten)
      throws SQLException {
    List<Session> sessions = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Cutoff cutoff = forgotten.of(row.getString(2), row.getString(3), row.getString(4));
        if (!cutoff.isNone()) {
          sessions.add(new Session(row.getLong(1), cutoff));
        }
      }
    }
    return sessions;
  }

  private static long delete(Connection db, String read, String delete, Session session)
      throws SQLException {
    List<Long> gone = new ArrayList<>();
    try (PreparedStatement select = db.prepareStatement(read)) {
      select.setLong(1, session.id());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (session.cutoff().covers(row.getString(2))) {
            gone.add(row.getLong(1));
          }
        }
      }
    }
    try (PreparedStatement statement = db.prepareStatement(delete)) {
      for (long id : gone) {
        statement.setLong(1, id);
        statement.executeUpdate();
      }
    }
    return gone.size();
  }
}
