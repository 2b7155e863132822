package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.replica.LostEvents;
import dev.stackunderflow.core.store.StoreReader;
import dev.stackunderflow.sync.engine.segment.SegmentRedactor;
import dev.stackunderflow.sync.engine.segment.SegmentReencryptor;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.state.StoreMark;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What a push has to do, decided before it changes anything.
 *
 * @param own this device's head as committed
 * @param isSameStore whether the last push scanned this store, so that the row ids are the same
 * @param stamp the stamp of this push, in ms
 * @param reencrypt whether the segments must be re-encrypted for the vault's key
 * @param redact whether segments must be rewritten without events that the user wants deleted
 * @param recoverLostEvents whether to look for published events that the store lost
 * @param compact whether small segments may be compacted
 * @param writeHead whether a head must be written even if the store has nothing new
 */
record PushPlan(
    OwnHead own,
    boolean isSameStore,
    long stamp,
    boolean reencrypt,
    boolean redact,
    boolean recoverLostEvents,
    boolean compact,
    boolean writeHead) {

  /**
   * How old a device's head may become. An idle device writes a new one, so that other devices can
   * detect a bucket that is frozen.
   */
  static final Duration RENEWAL = Duration.ofDays(1);

  /** The plan for the vault as it is now; makes no request. */
  static PushPlan of(VaultSession vault) throws SQLException, IOException {
    Ledger ledger = vault.ledger();
    OwnHead own = ledger.ownHead().current();
    boolean isSameStore = StoreMark.isSame(vault.store(), own);
    boolean reencrypt = new SegmentReencryptor(vault).isNeeded();
    boolean redact = !reencrypt && new SegmentRedactor(vault).isNeeded();
    boolean isFirst = own.generation() == 0;
    boolean storeMayLack =
        !isSameStore
            || mayHaveGotBack(vault, own)
            || vault.store().isForeign() // it may drop old months
            || ledger.ownHead().areLostEventsDue();
    return new PushPlan(
        own,
        isSameStore,
        Math.max(vault.now().toEpochMilli(), own.lastStamp() + 1),
        reencrypt,
        redact,
        !isFirst && !vault.isWriteOnly() && storeMayLack,
        !redact,
        isFirst
            || reencrypt
            || isRenewalDue(own, vault.now())
            || new Decisions(vault.replica()).hasUnpublished()
            || !ledger.revocations().unpublished().isEmpty());
  }

  private static boolean isRenewalDue(OwnHead own, Instant now) {
    Instant writtenAt = own.writtenAt();
    if (writtenAt == null) {
      return true;
    }
    // A clock that was set back makes a negative age: renewing is harmless.
    Duration age = Duration.between(writtenAt, now);
    return age.isNegative() || age.compareTo(RENEWAL) >= 0;
  }

  /** Whether the replica holds events that the store lost, and the store has new rows. */
  private static boolean mayHaveGotBack(VaultSession vault, OwnHead own) throws SQLException {
    return new LostEvents(vault.replica()).isAnyHere()
        && new StoreReader(vault.store()).maxId() > own.scannedId();
  }
}
