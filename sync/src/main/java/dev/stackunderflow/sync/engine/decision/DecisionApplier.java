package dev.stackunderflow.sync.engine.decision;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Forget;
import dev.stackunderflow.core.decision.Decision.What;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.decision.LocalPurge;
import dev.stackunderflow.core.decision.Remains;
import dev.stackunderflow.core.replica.Published;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.StoreMark;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Records the user's decisions and applies them on this device at once: deletes events from store
 * and replica, and marks the segments in the bucket that may contain them for the next push.
 */
public final class DecisionApplier {

  private final VaultSession vault;
  private final Decisions decisions;
  private final Remains remains;
  private final RemainsCleaner cleaner;

  public DecisionApplier(VaultSession vault) {
    this.vault = vault;
    this.decisions = new Decisions(vault.replica());
    this.remains = new Remains(vault.replica());
    this.cleaner = new RemainsCleaner(vault, remains);
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
    boolean isSameStore = isSameStore();
    if (decisions.isForgettingDue() || !isSameStore) {
      deleted += deleteFromStore(isSameStore);
    }
    if (decisions.isForgettingDue()) {
      cleaner.clean();
    }
    return deleted;
  }

  private boolean isSameStore() throws SQLException, IOException {
    return StoreMark.isSame(vault.store(), vault.ledger().ownHead().current());
  }

  /** What is left of deleted events in files here, after an attempt of this object that failed. */
  public Optional<String> notice() throws SQLException, IOException {
    return cleaner.notice();
  }

  /** A store that was put back from a backup can hold deleted events again. */
  private long deleteFromStore(boolean isSameStore) throws SQLException, IOException {
    return LocalPurge.fromStore(
        vault.store(),
        decisions.forgotten(),
        () -> {
          remains.markStore();
          if (!isSameStore) { // what tells that may be a row that is deleted here
            vault.ledger().ownHead().forgetStore();
          }
        });
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
    remains.markAll();
    return LocalPurge.fromReplica(vault.replica(), forgotten);
  }
}
