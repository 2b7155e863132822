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
import dev.stackunderflow.sync.state.KeyBackup;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way in: set up, push, pull, status. One sync of a store runs at a time. */
public final class Sync {

  private final SyncContext context;
  private final SyncLockWait.Pause pause;

  /**
   * Sync for one home. Nothing is opened and no network class is loaded before a method that needs
   * it.
   *
   * @param home where the files are
   * @param env the process environment: the key's variable, and the bucket's credentials
   * @param clock the time
   * @param random for ids and names; keys are made with the JDK's own
   */
  public Sync(Home home, Map<String, String> env, Clock clock, SecureRandom random) {
    this(new SyncContext(home, env, clock, random, Buckets::open, Compaction.FAN_OUT));
  }

  Sync(SyncContext context) {
    this(context, Thread::sleep);
  }

  Sync(SyncContext context, SyncLockWait.Pause pause) {
    this.context = context;
    this.pause = pause;
  }

  /** Whether {@code init} was ever done here; looks at one file. */
  public boolean isConfigured() {
    return DeviceFile.exists(context.home());
  }

  /** Whether this device was invited to add to the vault and can read nothing of it. */
  public boolean isWriteOnly() throws SyncException {
    return run(() -> DeviceFile.read(context.home()).map(DeviceFile::isWriteOnly).orElse(false));
  }

  /** How many requests were made to the bucket today (UTC), by all processes of this home. */
  public long requestsToday() throws SyncException {
    return run(() -> StatusReader.requestsToday(context));
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws SyncException, IOException, SQLException;
  }

  private <T> T run(Work<T> work) throws SyncException {
    var wait = new SyncLockWait(context.home(), pause);
    try {
      while (true) {
        try {
          return work.run();
        } catch (SyncException.Busy e) {
          wait.await(e);
        }
      }
    } catch (SQLException | IOException e) {
      throw new SyncException.Unexpected(e.getMessage(), e);
    }
  }

  /**
   * Creates or joins a vault.
   *
   * @param options what was asked for
   * @return what was done; holds the secret key only if it was made now
   * @throws SyncException if anything stands against it; nothing is changed then
   */
  public InitResult init(InitOptions options) throws SyncException {
    return run(() -> new Initializer(context, options).run());
  }

  /**
   * Says what {@link #init} would give up, if the fingerprint that this gives is in its options.
   *
   * @param options what is asked for
   * @return what becomes unreadable
   * @throws SyncException if there is nothing to give up, or it can't be asked
   */
  public TakeoverPlan planTakeover(InitOptions options) throws SyncException {
    return run(() -> Takeover.plan(context, options));
  }

  /**
   * Sends what the vault lacks.
   *
   * @param progress told how far it is
   * @return what was sent
   * @throws SyncException if it can't be sent now; what was to be sent is queued
   */
  public PushResult push(Progress progress) throws SyncException {
    return run(() -> Syncer.push(context, progress));
  }

  /**
   * Takes what the other devices published. A device that can't be taken is named in the result.
   *
   * @param progress told how far it is
   * @return what was taken
   * @throws SyncException if nothing can be taken; what was taken before stays
   */
  public PullResult pull(Progress progress) throws SyncException {
    return run(() -> Syncer.pull(context, progress));
  }

  /**
   * Looks whether the bucket holds what the devices say they wrote. Changes nothing.
   *
   * @param deep whether to fetch and open every segment
   * @param progress told how far it is
   * @return what was found, problems in words
   * @throws SyncException if it can't be looked at
   */
  public VerifyResult verify(boolean deep, Progress progress) throws SyncException {
    return run(() -> Syncer.verify(context, deep, progress));
  }

  /**
   * Makes an invitation for a device that may add to the vault and can read nothing of it.
   *
   * @param label the new device's name
   * @return one word, as secret as a password
   */
  public String invite(String label) throws SyncException {
    return run(() -> Invitation.make(context, label));
  }

  /**
   * Joins with an invitation.
   *
   * @param invitation what {@link #invite} gave on another device
   * @return what was done
   * @throws SyncException if it can't be used; nothing is changed then
   */
  public JoinResult join(String invitation) throws SyncException {
    return run(
        () -> {
          DeviceFile device = Invitation.accept(context, invitation);
          return new JoinResult(
              device.deviceId(),
              device.label(),
              device.certificate().role().wireName(),
              device.bucketUrl(),
              device.keyFingerprint());
        });
  }

  /**
   * Has all devices refuse what one of them pushes from now on; what it pushed before stays.
   *
   * @param idOrLabel another device
   * @return which one, and since when
   * @throws SyncException if there is no such device, or the others can't be told yet
   */
  public RevokeResult revoke(String idOrLabel) throws SyncException {
    return run(() -> Syncer.revoke(context, idOrLabel));
  }

  /**
   * Deletes what this device replaced long ago and every device in use has merged past, and what it
   * uploaded and no head ever named.
   *
   * @param keepDays what was replaced is kept at least so many days
   * @param dryRun whether only to say what would go
   * @return what went and what held up the rest
   * @throws SyncException if the bucket can't be used, or is not as this device left it
   */
  public PruneResult prune(int keepDays, boolean dryRun) throws SyncException {
    return run(() -> Syncer.prune(context, keepDays, dryRun));
  }

  /**
   * Writes a device's state into a store file of its own.
   *
   * @param idOrLabel the device, this one or another
   * @param at the state at this time, null for the latest
   * @param file a new file
   * @param progress told how far it is
   * @return what was written
   * @throws SyncException if there is no such state; no file is left then
   */
  public RestoreResult restore(String idOrLabel, @Nullable Instant at, Path file, Progress progress)
      throws SyncException {
    return run(() -> Syncer.restore(context, idOrLabel, at, file, progress));
  }

  /** What {@link #forget} would take away. Changes nothing. */
  public ForgetResult planForgetting(ForgetRequest request) throws SyncException {
    return run(() -> Syncer.planForgetting(context, request));
  }

  /**
   * Takes something out of this machine and the bucket, and has the other devices do the same.
   *
   * @param request what
   * @param progress told how far it is
   * @return what went
   * @throws SyncException.Usage if there is nothing of that name; nothing is changed
   * @throws SyncException if the bucket can't be used: it is gone here then, and goes there later
   */
  public ForgetResult forget(ForgetRequest request, Progress progress) throws SyncException {
    return run(() -> Syncer.forget(context, request, progress));
  }

  /**
   * Has the losing side of a conflict shown from now on, on all devices.
   *
   * @param conflictId the conflict's id or the beginning of it
   * @return the conflict as it was
   * @throws SyncException.Usage if there is none; nothing is changed
   * @throws SyncException if the bucket can't be used: it is chosen here then, and told later
   */
  public ConflictView keep(String conflictId) throws SyncException {
    return run(() -> Syncer.keep(context, conflictId));
  }

  /** Every device that has a head in the bucket, this one first. */
  public List<DeviceInfo> devices() throws SyncException {
    return run(() -> Syncer.devices(context));
  }

  /** Gives this device another label; returns it as it is kept. */
  public String rename(String label) throws SyncException {
    return run(() -> Syncer.rename(context, label));
  }

  /** What {@link #remove} would take out of the vault. Changes nothing. */
  public RemoveResult planRemoval(String idOrLabel) throws SyncException {
    return run(() -> Syncer.planRemoval(context, idOrLabel));
  }

  /**
   * Takes another device out of the vault, with all that it published, on all devices.
   *
   * @param idOrLabel another device
   * @return what went
   * @throws SyncException if there is no such device, or the bucket can't be used
   */
  public RemoveResult remove(String idOrLabel) throws SyncException {
    return run(() -> Syncer.remove(context, idOrLabel));
  }

  /** The fingerprint of the vault's key; the key itself is not needed. */
  public String keyFingerprint() throws SyncException {
    return run(() -> KeyOperations.fingerprint(context));
  }

  /** The vault's key itself, if it is where it should be. */
  public RevealedKey revealKey() throws SyncException {
    return run(() -> KeyOperations.reveal(context));
  }

  /** Tries the key on the bucket's real objects; changes nothing there. */
  public KeyCheck checkKey() throws SyncException {
    return run(() -> KeyOperations.check(context));
  }

  /**
   * Gives the vault another key, or goes on with that where it was interrupted.
   *
   * @param newKeySource where the new key is, as {@code env:NAME} or {@code file:PATH}
   * @param progress told how far it is
   * @return what was done; a key that was made and can only be shown comes with nothing done
   * @throws SyncException if it can't be done; the old key holds then, or the same call goes on
   */
  public RotateResult rotateKey(String newKeySource, Progress progress) throws SyncException {
    return run(() -> new Rotator(context, newKeySource, progress).run());
  }

  /** Notes that the key was backed up now, so that the status can say so. */
  public void noteKeyBackup() throws SyncException {
    run(
        () -> {
          KeyBackup.note(
              context.home(), context.clock().instant(), KeyOperations.fingerprint(context));
          return true;
        });
  }

  /**
   * What is known here, without asking the bucket.
   *
   * @return the status, or empty where sync is not set up
   * @throws SyncException if the files here can't be read
   */
  public Optional<Status> status() throws SyncException {
    return run(() -> StatusReader.read(context));
  }
}
