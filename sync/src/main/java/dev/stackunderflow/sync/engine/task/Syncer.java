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
import dev.stackunderflow.sync.engine.vault.ReplicaRepair;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs each operation on an open vault: takes the lock, translates failures, closes the vault. */
public final class Syncer {

  private Syncer() {}

  /** Sends everything that the vault lacks. */
  public static PushResult push(SyncContext context, Progress progress)
      throws SyncException, IOException, SQLException {
    return withRepair(
        context,
        vault -> {
          try {
            return new Pusher(vault, progress).run();
          } catch (BucketException e) {
            throw BucketFailures.of(e, RetryQueue.record(vault, e));
          }
        });
  }

  /** Imports what the other devices published. */
  public static PullResult pull(SyncContext context, Progress progress)
      throws SyncException, IOException, SQLException {
    return withRepair(
        context,
        vault -> {
          try {
            return new Puller(vault.requireFull(), progress).run();
          } catch (BucketException e) {
            throw BucketFailures.of(
                e, " Events synced earlier are intact; the next pull continues.");
          }
        });
  }

  /** A push or a pull. */
  @FunctionalInterface
  private interface SyncStep<T> {
    T with(VaultSession vault) throws SyncException, SQLException, IOException;
  }

  /** Repairs the replica and starts again if damage shows only while a step runs. */
  private static <T> T withRepair(SyncContext context, SyncStep<T> step)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context, ReplicaRepair.Mode.UNREADABLE)) {
      return step.with(vault);
    } catch (SQLException e) {
      if (!Sqlite.isDamage(e)) {
        throw e;
      }
    }
    try (var vault = VaultSession.open(context, ReplicaRepair.Mode.DAMAGED)) {
      return step.with(vault);
    }
  }

  /** An operation of a full device on the open vault. */
  @FunctionalInterface
  private interface Work<T> {
    T with(VaultSession vault) throws SyncException, BucketException, SQLException, IOException;
  }

  private static <T> T full(SyncContext context, Work<T> work)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context)) {
      try {
        return work.with(vault.requireFull());
      } catch (BucketException e) {
        throw BucketFailures.of(e, " Nothing is lost. Run the command again to continue.");
      }
    }
  }

  /** Checks that the bucket has everything that the devices wrote. */
  public static VerifyResult verify(SyncContext context, boolean deep, Progress progress)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new Verifier(vault, deep, progress).run());
  }

  /** Deletes segments that were replaced long ago. */
  public static PruneResult prune(SyncContext context, int keepDays, boolean dryRun)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new Pruner(vault, keepDays, dryRun).run());
  }

  /** Writes a device's state into a store file. */
  public static RestoreResult restore(
      SyncContext context, String idOrLabel, @Nullable Instant at, Path file, Progress progress)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new Restorer(vault, progress).run(idOrLabel, at, file));
  }

  /** Every device of the vault. */
  public static List<DeviceInfo> devices(SyncContext context)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new DeviceTasks(vault).list());
  }

  /** What removing a device would delete from the vault. */
  public static RemoveResult planRemoval(SyncContext context, String idOrLabel)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new DeviceTasks(vault).planRemoval(idOrLabel));
  }

  /** Removes a device from the vault. */
  public static RemoveResult remove(SyncContext context, String idOrLabel)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new DeviceTasks(vault).remove(idOrLabel));
  }

  /** What a deletion would delete. */
  public static ForgetResult planForgetting(SyncContext context, ForgetRequest request)
      throws SyncException, IOException, SQLException {
    return full(context, vault -> new Forgetter(vault).plan(request));
  }

  /** Deletes sessions or projects on all devices and in the bucket. */
  public static ForgetResult forget(SyncContext context, ForgetRequest request, Progress progress)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context)) {
      try {
        return new Forgetter(vault.requireFull()).run(request, progress);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " It is deleted on this machine; the next push deletes it from the bucket and tells the"
                + " other devices."
                + RetryQueue.record(vault, e));
      }
    }
  }

  /** Shows the other version of a conflict. */
  public static ConflictView keep(SyncContext context, String idOrPrefix)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context)) {
      try {
        return new ConflictKeepTask(vault.requireFull()).run(idOrPrefix);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " The choice is recorded here; the next push tells the other devices."
                + RetryQueue.record(vault, e));
      }
    }
  }

  /** Renames this device. */
  public static String rename(SyncContext context, String label)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context)) {
      try {
        return new DeviceTasks(vault).rename(label);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " The name is changed here; the next push tells the other devices."
                + RetryQueue.record(vault, e));
      }
    }
  }

  /** Revokes a device: all others refuse what it pushes from now on. */
  public static RevokeResult revoke(SyncContext context, String idOrLabel)
      throws SyncException, IOException, SQLException {
    try (var vault = VaultSession.open(context)) {
      try {
        return new Revoker(vault.requireFull()).run(idOrLabel);
      } catch (BucketException e) {
        throw BucketFailures.of(
            e,
            " The revocation is recorded here; the next push tells the other devices."
                + RetryQueue.record(vault, e));
      }
    }
  }
}
