package dev.stackunderflow.sync.engine;

import dev.stackunderflow.core.Sqlite;
import dev.stackunderflow.core.catalog.ConflictView;
import dev.stackunderflow.sync.DeviceInfo;
import dev.stackunderflow.sync.ForgetRequest;
import dev.stackunderflow.sync.ForgetResult;
import dev.stackunderflow.sync.Progress;
import dev.stackunderflow.sync.PruneResult;
import dev.stackunderflow.sync.PullResult;
import dev.stackunderflow.sync.PushResult;
import dev.stackunderflow.sync.RemoveResult;
import dev.stackunderflow.sync.RestoreResult;
import dev.stackunderflow.sync.RevokeResult;
import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.VerifyResult;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.OpenVault.Mend;
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
  public static PushResult push(Setting setting, Progress progress)
      throws SyncException, IOException, SQLException {
    return mending(
        setting,
        vault -> {
          try {
            return new Pusher(vault, progress).run();
          } catch (BucketException e) {
            throw Failures.of(e, RetryQueue.note(vault, e));
          }
        });
  }

  /** Takes what the other devices published. */
  public static PullResult pull(Setting setting, Progress progress)
      throws SyncException, IOException, SQLException {
    return mending(
        setting,
        vault -> {
          try {
            return new Puller(vault.requireFull(), progress).run();
          } catch (BucketException e) {
            throw Failures.of(e, " What was taken before is still here; the next pull goes on.");
          }
        });
  }

  /** A push or a pull. */
  @FunctionalInterface
  private interface Sending<T> {
    T with(OpenVault vault) throws SyncException, SQLException, IOException;
  }

  /**
   * Where damage shows only in the middle, all of the replica is looked at, and it begins again.
   */
  private static <T> T mending(Setting setting, Sending<T> sending)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting, Mend.WHAT_DOES_NOT_OPEN)) {
      return sending.with(vault);
    } catch (SQLException e) {
      if (!Sqlite.isDamage(e)) {
        throw e;
      }
    }
    try (var vault = OpenVault.open(setting, Mend.WHAT_IS_DAMAGED)) {
      return sending.with(vault);
    }
  }

  /** What a full device does with the open vault. */
  @FunctionalInterface
  private interface Work<T> {
    T with(OpenVault vault) throws SyncException, BucketException, SQLException, IOException;
  }

  private static <T> T full(Setting setting, Work<T> work)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return work.with(vault.requireFull());
      } catch (BucketException e) {
        throw Failures.of(e, " Nothing is lost. Run the command again: it goes on.");
      }
    }
  }

  /** Looks whether the bucket holds what the devices say they wrote. */
  public static VerifyResult verify(Setting setting, boolean deep, Progress progress)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Verifier(vault, deep, progress).run());
  }

  /** Deletes what was replaced long ago. */
  public static PruneResult prune(Setting setting, int keepDays, boolean dryRun)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Pruner(vault, keepDays, dryRun).run());
  }

  /** Writes a device's state into a store file. */
  public static RestoreResult restore(
      Setting setting, String idOrLabel, @Nullable Instant at, Path file, Progress progress)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Restorer(vault, progress).run(idOrLabel, at, file));
  }

  /** Every device of the vault. */
  public static List<DeviceInfo> devices(Setting setting)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Devices(vault).list());
  }

  /** What removing a device would take out of the vault. */
  public static RemoveResult planRemoval(Setting setting, String idOrLabel)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Devices(vault).planRemoval(idOrLabel));
  }

  /** Takes a device out of the vault. */
  public static RemoveResult remove(Setting setting, String idOrLabel)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Devices(vault).remove(idOrLabel));
  }

  /** What forgetting something would take away. */
  public static ForgetResult planForgetting(Setting setting, ForgetRequest request)
      throws SyncException, IOException, SQLException {
    return full(setting, vault -> new Forgetter(vault).plan(request));
  }

  /** Has something forgotten everywhere. */
  public static ForgetResult forget(Setting setting, ForgetRequest request, Progress progress)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Forgetter(vault.requireFull()).run(request, progress);
      } catch (BucketException e) {
        throw Failures.of(
            e,
            " It is gone from this machine; the next push takes it out of the bucket and tells the"
                + " other devices."
                + RetryQueue.note(vault, e));
      }
    }
  }

  /** Has the other side of a conflict shown. */
  public static ConflictView keep(Setting setting, String idOrPrefix)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Keeper(vault.requireFull()).run(idOrPrefix);
      } catch (BucketException e) {
        throw Failures.of(
            e,
            " It is chosen here; the next push tells the other devices."
                + RetryQueue.note(vault, e));
      }
    }
  }

  /** Gives this device another label. */
  public static String rename(Setting setting, String label)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Devices(vault).rename(label);
      } catch (BucketException e) {
        throw Failures.of(
            e,
            " The name is changed here; the next push tells the others."
                + RetryQueue.note(vault, e));
      }
    }
  }

  /** Has all devices refuse what one of them pushes from now on. */
  public static RevokeResult revoke(Setting setting, String idOrLabel)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Revoker(vault.requireFull()).run(idOrLabel);
      } catch (BucketException e) {
        throw Failures.of(
            e,
            " It is noted here; the next push tells the other devices."
                + RetryQueue.note(vault, e));
      }
    }
  }
}
