package dev.stackunderflow.sync;

import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.ForgetResult;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.JoinResult;
import dev.stackunderflow.sync.api.KeyCheck;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.RevealedKey;
import dev.stackunderflow.sync.api.RevokeResult;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.TakeoverPlan;
import dev.stackunderflow.sync.api.VerifyResult;
import dev.stackunderflow.sync.bucket.Buckets;
import dev.stackunderflow.sync.engine.segment.Compaction;
import dev.stackunderflow.sync.engine.task.Initializer;
import dev.stackunderflow.sync.engine.task.Invitation;
import dev.stackunderflow.sync.engine.task.KeyOperations;
import dev.stackunderflow.sync.engine.task.Rotator;
import dev.stackunderflow.sync.engine.task.StatusReader;
import dev.stackunderflow.sync.engine.task.Syncer;
import dev.stackunderflow.sync.engine.task.Takeover;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.state.DeviceFile;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: set up, push, pull, status. One sync of a home runs at a time.
 *
 * <p>Methods that take a {@link Progress} report to it while they run. Every method throws a {@link
 * SyncException} with words for the user if it fails.
 */
public final class Sync {

  private final SyncContext context;
  private final SyncRunner runner;

  /**
   * Sync for one home. Nothing is opened, and no network class loaded, before a method needs it.
   *
   * @param home where the files are
   * @param env the process environment, with the key's variable and the bucket's credentials
   * @param clock the time
   * @param random for keys, ids and names
   */
  public Sync(Home home, Map<String, String> env, Clock clock, SecureRandom random) {
    this(
        new SyncContext(home, env, clock, random, Buckets::open, Compaction.FAN_OUT),
        Thread::sleep);
  }

  Sync(SyncContext context, SyncLockWait.Pause pause) {
    this.context = context;
    this.runner = new SyncRunner(context.home(), pause);
  }

  /** Whether sync is set up here; looks at one file. */
  public boolean isConfigured() {
    return DeviceFile.exists(context.home());
  }

  /** Whether this device can only add to the vault. */
  public boolean isWriteOnly() throws SyncException {
    return runner.run(
        () -> DeviceFile.read(context.home()).map(DeviceFile::isWriteOnly).orElse(false));
  }

  /** How many requests all processes of this home made to the bucket today (UTC). */
  public long requestsToday() throws SyncException {
    return runner.run(() -> StatusReader.requestsToday(context));
  }

  /**
   * Creates or joins a vault.
   *
   * @param options what to set up
   * @return what was done; it contains the secret key only if that was generated now
   * @throws SyncException if it cannot be set up; nothing is changed
   */
  public InitResult init(InitOptions options) throws SyncException {
    return runner.run(() -> new Initializer(context, options).run());
  }

  /**
   * What {@link #init} gives up if its options name the fingerprint that this returns.
   *
   * @param options what to set up
   * @return what becomes unreadable
   * @throws SyncException if there is nothing to give up, or the bucket cannot be reached
   */
  public TakeoverPlan planTakeover(InitOptions options) throws SyncException {
    return runner.run(() -> Takeover.plan(context, options));
  }

  /**
   * Sends everything that the vault lacks.
   *
   * @return what was sent
   * @throws SyncException if it cannot be sent now; it is queued
   */
  public PushResult push(Progress progress) throws SyncException {
    return runner.run(() -> Syncer.push(context, progress));
  }

  /**
   * Imports what the other devices published. The result names devices that were rejected.
   *
   * @return what was imported
   * @throws SyncException if nothing can be imported; events synced earlier are intact
   */
  public PullResult pull(Progress progress) throws SyncException {
    return runner.run(() -> Syncer.pull(context, progress));
  }

  /**
   * Checks that the bucket has everything that the devices wrote. Changes nothing.
   *
   * @param deep whether to fetch and open every segment
   * @return the counts, and problems in words
   * @throws SyncException if the bucket cannot be read
   */
  public VerifyResult verify(boolean deep, Progress progress) throws SyncException {
    return runner.run(() -> Syncer.verify(context, deep, progress));
  }

  /**
   * Creates an invitation for a write-only device.
   *
   * @param label the new device's name
   * @return one word, as secret as a password
   */
  public String invite(String label) throws SyncException {
    return runner.run(() -> Invitation.make(context, label));
  }

  /**
   * Joins with an invitation.
   *
   * @param invitation what {@link #invite} returned on another device
   * @return what was done
   * @throws SyncException if it cannot be used; nothing is changed
   */
  public JoinResult join(String invitation) throws SyncException {
    return runner.run(() -> Invitation.accept(context, invitation));
  }

  /**
   * Revokes a device: all others refuse what it pushes from now on and keep what it pushed before.
   *
   * @param idOrLabel another device
   * @return the device, and its last accepted push
   * @throws SyncException if there is no such device, or the other devices cannot be told yet
   */
  public RevokeResult revoke(String idOrLabel) throws SyncException {
    return runner.run(() -> Syncer.revoke(context, idOrLabel));
  }

  /**
   * Deletes segments that this device replaced long ago and every active device has merged past,
   * and uploads that no head ever named.
   *
   * @param keepDays replaced segments are kept for at least this many days
   * @param dryRun whether only to report what would be deleted
   * @return what was deleted, and what was kept and why
   * @throws SyncException if the bucket cannot be used, or was rolled back
   */
  public PruneResult prune(int keepDays, boolean dryRun) throws SyncException {
    return runner.run(() -> Syncer.prune(context, keepDays, dryRun));
  }

  /**
   * Writes a device's state into a new store file.
   *
   * @param idOrLabel the device, this one or another
   * @param at the state at this time, null for the latest
   * @param file a new file
   * @return what was written
   * @throws SyncException if there is no such state; no file is left then
   */
  public RestoreResult restore(String idOrLabel, @Nullable Instant at, Path file, Progress progress)
      throws SyncException {
    return runner.run(() -> Syncer.restore(context, idOrLabel, at, file, progress));
  }

  /** What {@link #forget} would delete. Changes nothing. */
  public ForgetResult planForgetting(ForgetRequest request) throws SyncException {
    return runner.run(() -> Syncer.planForgetting(context, request));
  }

  /**
   * Deletes events on this machine, in the bucket, and on all other devices when they sync.
   *
   * @param request which events
   * @return what was deleted
   * @throws SyncException.Usage if nothing has that name; nothing is changed
   * @throws SyncException if the bucket cannot be used: it is deleted here, and there by a later
   *     push
   */
  public ForgetResult forget(ForgetRequest request, Progress progress) throws SyncException {
    return runner.run(() -> Syncer.forget(context, request, progress));
  }

  /**
   * Shows the losing version of a conflict from now on, on all devices.
   *
   * @param conflictId the conflict's id or the beginning of it
   * @return the conflict as it was
   * @throws SyncException.Usage if there is none; nothing is changed
   * @throws SyncException if the bucket cannot be used: the choice is recorded and published later
   */
  public ConflictView keep(String conflictId) throws SyncException {
    return runner.run(() -> Syncer.keep(context, conflictId));
  }

  /** Every device that has a head in the bucket, this one first. */
  public List<DeviceInfo> devices() throws SyncException {
    return runner.run(() -> Syncer.devices(context));
  }

  /** Renames this device; returns the label as it is stored. */
  public String rename(String label) throws SyncException {
    return runner.run(() -> Syncer.rename(context, label));
  }

  /** What {@link #remove} would delete from the vault. Changes nothing. */
  public RemoveResult planRemoval(String idOrLabel) throws SyncException {
    return runner.run(() -> Syncer.planRemoval(context, idOrLabel));
  }

  /**
   * Removes another device and everything it published from the vault, on all devices.
   *
   * @param idOrLabel another device
   * @return what was deleted
   * @throws SyncException if there is no such device, or the bucket cannot be used
   */
  public RemoveResult remove(String idOrLabel) throws SyncException {
    return runner.run(() -> Syncer.remove(context, idOrLabel));
  }

  /** The fingerprint of the vault's key; the key itself is not needed. */
  public String keyFingerprint() throws SyncException {
    return runner.run(() -> KeyOperations.fingerprint(context));
  }

  /** The vault's key, from its key source. */
  public RevealedKey revealKey() throws SyncException {
    return runner.run(() -> KeyOperations.reveal(context));
  }

  /** Tests the key on the bucket's objects; changes nothing there. */
  public KeyCheck checkKey() throws SyncException {
    return runner.run(() -> KeyOperations.check(context));
  }

  /**
   * Replaces the vault's key, or continues an interrupted rotation.
   *
   * @param newKeySource where the new key is, as {@code env:NAME} or {@code file:PATH}
   * @return what was done; nothing if a key was generated that can only be shown
   * @throws SyncException if it cannot be done: the old key stays, or the same call continues
   */
  public RotateResult rotateKey(String newKeySource, Progress progress) throws SyncException {
    return runner.run(() -> new Rotator(context, newKeySource, progress).run());
  }

  /** Records that the key was backed up now, for the status. */
  public void recordKeyBackup() throws SyncException {
    runner.run(() -> KeyOperations.recordBackup(context));
  }

  /**
   * The state of sync, from local files; makes no request.
   *
   * @return the status, or empty if sync is not set up
   * @throws SyncException if the files cannot be read
   */
  public Optional<Status> status() throws SyncException {
    return runner.run(() -> StatusReader.read(context));
  }
}
