package dev.stackunderflow.sync.engine.decision;

import dev.stackunderflow.core.catalog.index.CatalogFile;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.What;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.LocalPurge;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.engine.vault.ReplicaRepair;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Records the user's decisions and applies them on this device at once: deletes events from store
 * and replica, and marks the segments in the bucket that may contain them for the next push.
 */
public final class DecisionApplier {

  private final VaultSession vault;
  private final Decisions decisions;

  public DecisionApplier(VaultSession vault) {
    this.vault = vault;
    this.decisions = new Decisions(vault.replica());
  }

  /** Records decisions made here; returns how many events were deleted. */
  public long decide(List<? extends What> made) throws SQLException, IOException {
    List<Decision> now = new ArrayList<>();
    for (What what : made) {
      now.add(decisions.of(what, vault.now().toEpochMilli(), vault.context().random()));
    }
    return record(now, this::decide);
  }

  private boolean decide(Decision decision) throws SQLException {
    decisions.decide(decision);
    return true;
  }

  /** Records decisions made on other devices; returns how many events were deleted. */
  public long learn(List<Decision> made) throws SQLException, IOException {
    return record(made, decisions::learn);
  }

  /** Finishes an interrupted deletion; returns how many events were deleted. */
  public long finish() throws SQLException, IOException {
    return record(List.of(), _ -> false);
  }

  @FunctionalInterface
  private interface Recorder {
    /** Records a decision; returns whether it is new here. */
    boolean record(Decision decision) throws SQLException;
  }

  private long record(List<Decision> all, Recorder recorder) throws SQLException, IOException {
    long deleted =
        all.isEmpty()
            ? 0
            : Sqlite.inTransaction(
                vault.replica().connection(), () -> applyToReplica(all, recorder));
    if (decisions.isForgettingDue()) {
      deleted += LocalPurge.fromStore(vault.store(), decisions.forgotten());
      if (!vault.store().isForeign()) {
        removeRemains(vault.store().connection());
      }
      removeRemains(vault.replica().connection());
      // Deleted content is overwritten, and must not stay in a journal or an index either.
      for (var db : List.of(vault.store().connection(), vault.replica().connection())) {
        Sqlite.execute(db, "PRAGMA wal_checkpoint(TRUNCATE)");
      }
      ReplicaRepair.deleteSetAside(vault.context().home());
      if (clearCatalog()) {
        decisions.obeyed();
      }
    }
    return deleted;
  }

  /** Where SQLite had moved a row to another page, the unused part of the first one can hold it. */
  private static void removeRemains(Connection db) {
    try {
      Sqlite.execute(db, "VACUUM");
    } catch (SQLException e) {
      // It takes as much room as the file itself. The rows are deleted and overwritten all the
      // same.
    }
  }

  private long applyToReplica(List<Decision> all, Recorder recorder) throws SQLException {
    List<Forget> forgets = new ArrayList<>();
    boolean isAnyNew = false;
    for (Decision decision : all) {
      if (recorder.record(decision)) {
        isAnyNew = true;
        if (decision.what() instanceof Forget forget) {
          forgets.add(forget);
        }
      }
    }
    if (isAnyNew) {
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
    vault.ledger().redactions().mark(touched);
    return LocalPurge.fromReplica(vault.replica(), forgotten);
  }

  /**
   * Deleting must not depend on an index; where it cannot be cleared now, the next sync does it.
   */
  private boolean clearCatalog() throws IOException {
    try {
      CatalogFile.clear(vault.context().home().catalog());
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
