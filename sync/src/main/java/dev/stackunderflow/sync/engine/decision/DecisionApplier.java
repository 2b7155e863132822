package dev.stackunderflow.sync.engine.decision;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.What;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.LocalPurge;
import dev.stackunderflow.core.file.SqliteFiles;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Notes what the user decided, and does at once what can be done here: what is to be forgotten goes
 * from store and replica, and the objects in the bucket that may hold it are marked for the next
 * push.
 */
public final class DecisionApplier {

  private final VaultSession vault;
  private final Decisions decisions;

  public DecisionApplier(VaultSession vault) {
    this.vault = vault;
    this.decisions = new Decisions(vault.replica());
  }

  /** Notes a decision that was made here; returns how many events went. */
  public long decide(List<? extends What> made) throws SQLException, IOException {
    List<Decision> now = new ArrayList<>();
    for (What what : made) {
      now.add(decisions.of(what, vault.now().toEpochMilli()));
    }
    return note(
        now,
        decision -> {
          decisions.decide(decision);
          return true;
        });
  }

  /** Notes what other devices told; returns how many events went. */
  public long learn(List<Decision> told) throws SQLException, IOException {
    return note(told, decisions::learn);
  }

  /** Finishes what was interrupted; returns how many events went. */
  public long finish() throws SQLException, IOException {
    return note(List.of(), _ -> false);
  }

  @FunctionalInterface
  private interface Noting {
    boolean isNews(Decision decision) throws SQLException;
  }

  private long note(List<Decision> all, Noting noting) throws SQLException, IOException {
    long gone =
        all.isEmpty()
            ? 0
            : Sqlite.inTransaction(vault.replica().connection(), () -> replica(all, noting));
    if (decisions.isForgettingDue()) {
      gone += LocalPurge.fromStore(vault.store(), decisions.forgotten());
      // What was deleted is overwritten, and must not stay in a journal or an index either.
      SqliteFiles.delete(vault.setting().home().catalog());
      for (var db : List.of(vault.store().connection(), vault.replica().connection())) {
        Sqlite.execute(db, "PRAGMA wal_checkpoint(TRUNCATE)");
      }
      decisions.obeyed();
    }
    return gone;
  }

  private long replica(List<Decision> all, Noting noting) throws SQLException {
    List<Forget> forgets = new ArrayList<>();
    boolean isNews = false;
    for (Decision decision : all) {
      if (noting.isNews(decision)) {
        isNews = true;
        if (decision.what() instanceof Forget forget) {
          forgets.add(forget);
        }
      }
    }
    if (isNews) {
      vault.published().changed();
    }
    if (forgets.isEmpty()) {
      return 0;
    }
    ForgetRules forgotten = ForgetRules.by(forgets);
    Set<Long> touched = new HashSet<>();
    for (Published.Session session : vault.published().sessions()) {
      if (!forgotten.of(session.provider(), session.slug(), session.sessionId()).isNone()) {
        touched.add(session.id());
      }
    }
    vault.ledger().segments().markForErasure(touched);
    return LocalPurge.fromReplica(vault.replica(), forgotten);
  }
}
