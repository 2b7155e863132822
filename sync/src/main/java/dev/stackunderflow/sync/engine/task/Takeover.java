package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.TakeoverPlan;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketOptions;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Inbox;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Outbox;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives up a vault whose key is lost, and makes another in its place. The old vault object and the
 * old heads are set aside in the bucket and the old segments stay where they are, so that the old
 * key, should it be found again, still opens all of it.
 */
public final class Takeover {

  private Takeover() {}

  /**
   * Says what {@code init} with {@code --replace-key} would give up. Changes nothing.
   *
   * @throws SyncException.Usage if there is nothing to give up
   */
  public static TakeoverPlan plan(SyncContext setting, InitOptions options)
      throws SyncException, IOException, SQLException {
    Optional<DeviceFile> before = DeviceFile.read(setting.home());
    List<VaultKey> given = KeyLoader.find(options.keySource(), setting.env());
    BucketUrl url = BucketUrl.parse(options.bucketUrl(), options.allowHttp());
    try (Bucket bucket =
        setting
            .buckets()
            .open(url, new BucketOptions(options.profile(), options.allowHttp()), setting.env())) {
      Optional<VaultObject> existing = VaultReader.find(bucket);
      String fingerprint =
          toAbandon(
                  existing, before, given.isEmpty() ? Optional.empty() : Optional.of(given.get(0)))
              .orElseThrow(Takeover::nothing);
      int devices = 0;
      for (Bucket.Entry entry : bucket.list(Layout.HEADS)) {
        devices += Layout.deviceOfHead(entry.key()).isPresent() ? 1 : 0;
      }
      List<Bucket.Entry> segments = bucket.list(Layout.SEGMENTS);
      return new TakeoverPlan(
          fingerprint,
          url.toString(),
          existing.map(VaultObject::created).orElse(""),
          devices,
          segments.size(),
          segments.stream().mapToLong(Bucket.Entry::sizeBytes).sum(),
          before.isPresent() ? knownEvents(setting) : 0);
    } catch (BucketException e) {
      throw BucketFailures.of(e, " Nothing was changed.");
    }
  }

  private static long knownEvents(SyncContext setting) throws SQLException, IOException {
    if (!Files.exists(setting.home().replica())) {
      return 0;
    }
    try (Replica replica = Replica.open(setting.home().replica())) {
      long events = 0;
      for (Replica.Device device : replica.devices()) {
        events += replica.eventCount(device.id());
      }
      return events;
    }
  }

  static SyncException nothing() {
    return new SyncException.Usage(
        "There is no other key to give up: run the command without --replace-key. Nothing was"
            + " changed.");
  }

  /** The fingerprint of the key that the bucket's vault, or else this store, has instead. */
  static Optional<String> toAbandon(
      Optional<VaultObject> existing, Optional<DeviceFile> before, Optional<VaultKey> key) {
    String wanted = key.map(k -> k.fingerprint().value()).orElse("");
    return existing
        .map(VaultObject::keyFingerprint)
        .filter(found -> !found.equals(wanted))
        .or(() -> before.map(DeviceFile::keyFingerprint).filter(own -> !own.equals(wanted)));
  }

  /** Sets the old vault aside and puts the new one in its place. */
  static void replace(Bucket bucket, VaultObject old, VaultObject next, boolean conditional)
      throws BucketException, SyncException {
    Bucket.Content content =
        bucket.get(Layout.VAULT, VaultCodec.MAX_BYTES).orElseThrow(Takeover::raced);
    if (!VaultReader.decode(content.bytes()).equals(old)) {
      throw raced();
    }
    copy(bucket, old, Layout.VAULT, content.bytes());
    for (Bucket.Entry head : bucket.list(Layout.HEADS)) {
      Optional<Bucket.Content> found = bucket.get(head.key(), Head.MAX_BYTES);
      if (found.isPresent()) {
        copy(bucket, old, head.key(), found.get().bytes());
      }
    }
    Precondition unchanged =
        conditional ? new Precondition.Matches(content.etag()) : new Precondition.None();
    bucket.put(Layout.VAULT, VaultCodec.encode(next), unchanged);
    if (VaultReader.find(bucket).filter(next::equals).isEmpty()) {
      throw raced();
    }
  }

  private static void copy(Bucket bucket, VaultObject old, String key, byte[] bytes)
      throws BucketException {
    bucket.put(Layout.abandoned(old.vaultId(), key), bytes, new Precondition.None());
  }

  private static SyncException raced() {
    return new SyncException.Usage(
        "Another machine changed the vault at the same moment. Nothing was changed here. Look at"
            + " it, and run the command again if it is still right.");
  }

  /** Removes the heads that were set aside; goes on where an earlier call stopped. */
  static void removeAbandonedHeads(Bucket bucket) throws BucketException {
    for (Bucket.Entry aside : bucket.list(Layout.ABANDONED)) {
      int heads = aside.key().indexOf("/heads/");
      if (heads < 0) {
        continue;
      }
      String key = "v1" + aside.key().substring(heads);
      Optional<Bucket.Content> copy = bucket.get(aside.key(), Head.MAX_BYTES);
      Optional<Bucket.Content> head = bucket.get(key, Head.MAX_BYTES);
      if (copy.isPresent()
          && head.isPresent()
          && Arrays.equals(copy.get().bytes(), head.get().bytes())) {
        bucket.delete(key);
      }
    }
  }

  /** Forgets what is known of the old vault here. What was pulled of its devices stays. */
  static void forgetHere(SyncContext setting) throws SQLException, IOException {
    new Outbox(setting.home()).removeOthers(Set.of());
    new Inbox(setting.home()).clear();
    try (Replica replica = Replica.open(setting.home().replica())) {
      new Ledger(replica).forgetOthers();
    }
  }
}
