package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.GarbageStore;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.sql.SQLException;
import java.util.Optional;

/** Deletes this device's objects that no head of it names any more. */
public final class ObjectGarbage {

  private ObjectGarbage() {}

  /**
   * Deletes them. The next push retries what could not be deleted.
   *
   * @return what failed, in words; empty for nothing
   */
  public static Optional<String> delete(VaultSession vault) throws SQLException {
    GarbageStore garbage = vault.ledger().garbage();
    try {
      for (String id : garbage.all()) {
        vault.bucket().delete(Layout.segment(vault.device().deviceId(), id));
        garbage.markDeleted(id);
      }
      return Optional.empty();
    } catch (BucketException e) {
      return Optional.of(
          "Old objects of this device could not be deleted from the bucket yet: "
              + e.getMessage()
              + " Everything else is done; the next push retries.");
    }
  }
}
