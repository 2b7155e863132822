package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.OwnHead;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Moves a device to another bucket that has a copy of the vault. */
final class BucketMove {

  private final DeviceFile device;
  private final BucketUrl to;

  BucketMove(DeviceFile device, BucketUrl to) {
    this.device = device;
    this.to = to;
  }

  /**
   * Makes sure that the other bucket has this vault with everything that this device sent, and
   * records its ETag of the device's head.
   *
   * @param home where this device's state is
   * @param bucket the other bucket, open
   * @param vault its vault object
   * @throws SyncException.Usage if it does not; nothing is changed
   */
  void run(Home home, Bucket bucket, VaultObject vault)
      throws SyncException, BucketException, SQLException, IOException {
    if (!vault.vaultId().equals(device.vaultId())) {
      throw refusal("and " + to + " contains another vault. A store syncs with one vault.");
    }
    try (Replica replica = Replica.open(home.replica())) {
      var ledger = new Ledger(replica);
      OwnHead own = ledger.ownHead().current();
      if (own.generation() > 0) {
        ledger.ownHead().setEtag(head(bucket, ledger, own).etag());
      }
      requireSegments(bucket, ledger);
    }
  }

  private Bucket.Content head(Bucket bucket, Ledger ledger, OwnHead own)
      throws SyncException, BucketException, SQLException {
    var pending = ledger.ownHead().pending();
    Optional<Bucket.Content> found = HeadReader.getOwn(bucket, Layout.head(device.deviceId()));
    if (found.isPresent()) {
      String sha256 = Sha256.hex(found.get().bytes());
      if (sha256.equals(own.sha256()) || (pending != null && sha256.equals(pending.sha256()))) {
        return found.get();
      }
    }
    throw incomplete("the last push of this device");
  }

  private void requireSegments(Bucket bucket, Ledger ledger)
      throws SyncException, BucketException, SQLException {
    Map<String, Long> there = new HashMap<>();
    for (Bucket.Entry entry : bucket.list(Layout.SEGMENTS + device.deviceId() + "/")) {
      there.put(entry.key(), entry.sizeBytes());
    }
    for (Head.SegmentRef segment : ledger.segments().next()) {
      Long bytes = there.get(Layout.segment(device.deviceId(), segment.id()));
      if (bytes == null || bytes != segment.bytes()) {
        throw incomplete("segment " + segment.id() + " of this device");
      }
    }
  }

  private SyncException incomplete(String what) {
    return refusal(
        "and the copy of its vault in "
            + to
            + " lacks "
            + what
            + ". Stop sync on all machines, copy all objects again, and run the command again.");
  }

  private SyncException refusal(String why) {
    return new SyncException.Usage(
        "This store already syncs with "
            + device.bucketUrl()
            + ", "
            + why
            + " Nothing was changed.");
  }
}
