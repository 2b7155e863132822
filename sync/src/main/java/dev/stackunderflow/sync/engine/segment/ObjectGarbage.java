package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.state.OwnSegments;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.sql.SQLException;
import java.util.Optional;

/** Deletes this device's objects that no head of it names any more. */
public final class ObjectGarbage {

  private ObjectGarbage() {}

  /**
   * Deletes them. What can't be deleted now is tried again at the next push.
   *
   * @return what went wrong, in words; empty for nothing
   */
  public static Optional<String> delete(VaultSession vault) throws SQLException {
    OwnSegments segments = vault.ledger().segments();
    try {
      for (String id : segments.discarded()) {
        vault.bucket().delete(Layout.segment(vault.device().deviceId(), id));
        segments.deleted(id);
      }
      return Optional.empty();
    } catch (BucketException e) {
      return Optional.of(
          "Old objects of this device could not be deleted from the bucket yet: "
              + e.getMessage()
              + " Everything else is done.");
    }
  }
}
