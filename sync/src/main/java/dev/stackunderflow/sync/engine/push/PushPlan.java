package dev.stackunderflow.sync.engine.push;

import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.sync.engine.segment.SegmentRedactor;
import dev.stackunderflow.sync.engine.segment.SegmentReencryptor;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.OwnHead;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * What a push has to do, decided before it changes anything.
 *
 * @param own this device's head as committed
 * @param storeIdentity the store that is scanned for changes
 * @param stamp the stamp of this push, in ms
 * @param reencrypt whether the segments must be re-encrypted for the vault's key
 * @param redact whether segments must be rewritten without events that the user wants deleted
 * @param recoverLostEvents whether to look for published events that the store lost
 * @param compact whether small segments may be compacted
 * @param writeHead whether a head must be written even if the store has nothing new
 */
record PushPlan(
    OwnHead own,
    String storeIdentity,
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
    String identity = vault.store().identity();
    boolean reencrypt = new SegmentReencryptor(vault).isNeeded();
    boolean redact = !reencrypt && new SegmentRedactor(vault).isNeeded();
    boolean isFirst = own.generation() == 0;
    boolean storeMayLack =
        !identity.equals(own.storeIdentity())
            || vault.store().isForeign() // it may drop old months
            || ledger.ownHead().areLostEventsDue();
    return new PushPlan(
        own,
        identity,
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

  /** Whether the store is the one that the last push scanned, so that its row ids are the same. */
  boolean isSameStore() {
    return storeIdentity.equals(own.storeIdentity());
  }
}
