package dev.stackunderflow.sync.engine;

import dev.stackunderflow.sync.Progress;
import dev.stackunderflow.sync.PullResult;
import dev.stackunderflow.sync.PushResult;
import dev.stackunderflow.sync.RevokeResult;
import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.VerifyResult;
import dev.stackunderflow.sync.bucket.BucketException;
import java.io.IOException;
import java.sql.SQLException;

/** One push or pull, from taking the lock to noting how it went. */
public final class Syncer {

  private Syncer() {}

  /** Sends what the vault lacks. */
  public static PushResult push(Setting setting, Progress progress)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Pusher(vault, progress).run();
      } catch (BucketException e) {
        throw Failures.of(e, RetryQueue.note(vault, e));
      }
    }
  }

  /** Takes what the other devices published. */
  public static PullResult pull(Setting setting, Progress progress)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Puller(vault.requireFull(), progress).run();
      } catch (BucketException e) {
        throw Failures.of(e, " What was taken before is still here; the next pull goes on.");
      }
    }
  }

  /** Looks whether the bucket holds what the devices say they wrote. */
  public static VerifyResult verify(Setting setting, boolean deep, Progress progress)
      throws SyncException, IOException, SQLException {
    try (var vault = OpenVault.open(setting)) {
      try {
        return new Verifier(vault.requireFull(), deep, progress).run();
      } catch (BucketException e) {
        throw Failures.of(e, " Nothing was changed.");
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
