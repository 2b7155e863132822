package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.catalog.view.ConflictView;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.DeviceInfo;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.ForgetResult;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PruneResult;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.RemoveResult;
import dev.stackunderflow.sync.api.RestoreResult;
import dev.stackunderflow.sync.api.RevokeResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.VerifyResult;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.pull.Puller;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.push.RetryQueue;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.engine.vault.VaultSession.Mend;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One push or pull, from taking the lock to noting how it went. */
public final class Syncer {

  private Syncer() {}

  /** Sends what the vault lacks. */
  public static PushResult push(SyncContext setting, Progress progress)
      throws SyncException, IOException, SQLException {
    return mending(
        setting,
        vault -> {
          try {
            return new Pusher(vault, progress).run();
          } catch (BucketException e) {
            throw BucketFailures.of(e, RetryQueue.note(vault, e));
          }
        });
  }

  /** Takes what the other devices published. */
  public static PullResult pull(SyncContext setting, Progress progress)
      throws SyncException, IOException, SQLException {
    return mending(
        setting,
        vault -> {
          try {
            return new Puller(vault.requireFull(), progress).run();
          } catch (BucketException e) {
            throw BucketFailures.of(
                e, " What was taken before is still here; the next pull goes on.");
          }
        });
  }

  /** A push or a pull. */
  @FunctionalInterface
  private interface Sending<T> {
    T with(VaultSession vault) throws SyncException, SQLException, IOException;
  }

  /**
   * Where damage shows only in the middle, all of the replica is looked at, and it begins again.
   */
  private static <T> T mending(SyncContext setting, Sending<T> sending)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting, Mend.WHAT_DOES_NOT_OPEN)) {
      return sending.with(vault);
    } catch (SQLException e) {
      if (!Sqlite.isDamage(e)) {
        throw e;
      }
    }
    try (var vault = VaultSession.open(setting, Mend.WHAT_IS_DAMAGED)) {
      return sending.with(vault);
    }
  }

  /** What a full device does with the open vault. */
  @FunctionalInterface
  private interface Work<T> {
    T with(VaultSession vault) throws SyncException, BucketException, SQLException, IOException;
  }

  private static <T> T full(SyncContext setting, Work<T> work)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting)) {
      try {
        return work.with(vault.requireFull());
      } catch (BucketException e) {
        throw BucketFailures.of(e, " Nothing is lost. Run the command again: it goes on.");
      }
    }
  }

  /** Looks whether the bucket holds what the devices say they wrote. */
  public static VerifyResult verify(SyncContext setting, boolean deep, Progress progress)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Verifier(vault, deep, progress).run());
  }

  /** Deletes what was replaced long ago. */
  public static PruneResult prune(SyncContext setting, int keepDays, boolean dryRun)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Pruner(vault, keepDays, dryRun).run());
  }

  /** Writes a device's state into a store file. */
  public static RestoreResult restore(
      SyncContext setting, String idOrLabel, @Nullable Instant at, Path file, Progress progress)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Restorer(vault, progress).run(idOrLabel, at, file));
  }

  /** Every device of the vault. */
  public static List<DeviceInfo> devices(SyncContext setting)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new DeviceTasks(vault).list());
  }

  /** What removing a device would take out of the vault. */
  public static RemoveResult planRemoval(SyncContext setting, String idOrLabel)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new DeviceTasks(vault).planRemoval(idOrLabel));
  }

  /** Takes a device out of the vault. */
  public static RemoveResult remove(SyncContext setting, String idOrLabel)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new DeviceTasks(vault).remove(idOrLabel));
  }

  /** What forgetting something would take away. */
  public static ForgetResult planForgetting(SyncContext setting, ForgetRequest request)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Forgetter(vault).plan(request));
  }

  /** Has something forgotten everywhere. */
  public static ForgetResult forget(SyncContext setting, ForgetRequest request, Progress progress)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting)) {
      try {
        return new Forgetter(vault.requireFull()).run(request, progress);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " It is gone from this machine; the next push takes it out of the bucket and tells the"
                + " other devices."
                + RetryQueue.note(vault, e));
      }
    }
  }

  /** Has the other side of a conflict shown. */
  public static ConflictView keep(SyncContext setting, String idOrPrefix)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting)) {
      try {
        return new ConflictKeepTask(vault.requireFull()).run(idOrPrefix);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " It is chosen here; the next push tells the other devices."
                + RetryQueue.note(vault, e));
      }
    }
  }

  /** Gives this device another label. */
  public static String rename(SyncContext setting, String label)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting)) {
      try {
        return new DeviceTasks(vault).rename(label);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " The name is changed here; the next push tells the others."
                + RetryQueue.note(vault, e));
      }
    }
  }

  /** Has all devices refuse what one of them pushes from now on. */
  public static RevokeResult revoke(SyncContext setting, String idOrLabel)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(setting)) {
      try {
        return new Revoker(vault.requireFull()).run(idOrLabel);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " It is noted here; the next push tells the other devices."
                + RetryQueue.note(vault, e));
      }
    }
  }
}
