package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.api.TakeoverPlan;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketProbe;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRegistration;
import dev.stackunderflow.sync.engine.vault.HeadReader;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.Inbox;
import dev.stackunderflow.sync.state.Ledger;
import dev.stackunderflow.sync.state.Outbox;
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
 * Gives up a vault whose key is lost, and creates another in its place. The old vault object and
 * the old heads are copied aside in the bucket and the old segments stay where they are: the old
 * key, if it is found again, still opens all of it.
 */
public final class Takeover {

  private final SyncContext context;
  private final InitOptions options;
  private final VaultSetup setup;

  Takeover(SyncContext context, InitOptions options, VaultSetup setup) {
    this.context = context;
    this.options = options;
    this.setup = setup;
  }

  /**
   * What {@code init} with {@code --replace-key} would give up. Changes nothing.
   *
   * @throws SyncException.Usage if there is nothing to give up
   */
  public static TakeoverPlan plan(SyncContext context, InitOptions options)
      throws SyncException, IOException, SQLException {
    Optional<DeviceFile> before = DeviceFile.read(context.home());
    List<VaultKey> given = KeyLoader.find(options.keySource(), context.env());
    BucketUrl url = BucketUrl.parse(options.bucketUrl(), options.allowHttp());
    try (Bucket bucket = context.openBucket(url, options.profile(), options.allowHttp())) {
      Optional<VaultObject> existing = VaultReader.find(bucket);
      String fingerprint =
          toAbandon(existing, before, given.stream().findFirst()).orElseThrow(Takeover::nothing);
      List<Bucket.Entry> segments = bucket.list(Layout.SEGMENTS);
      return new TakeoverPlan(
          fingerprint,
          url.toString(),
          existing.map(VaultObject::created).orElse(""),
          HeadReader.list(bucket).size(),
          segments.size(),
          segments.stream().mapToLong(Bucket.Entry::sizeBytes).sum(),
          before.isPresent() ? eventsInReplica(context) : 0);
    } catch (BucketException e) {
      throw BucketFailures.of(e, " Nothing was changed.");
    }
  }

  private static long eventsInReplica(SyncContext context) throws SQLException, IOException {
    if (!Files.exists(context.home().replica())) {
      return 0;
    }
    try (Replica replica = Replica.open(context.home().replica())) {
      long events = 0;
      for (Replica.Device device : replica.devices()) {
        events += replica.eventCount(device.id());
      }
      return events;
    }
  }

  private static SyncException nothing() {
    return new SyncException.Usage(
        "There is no other key to give up: run the command without --replace-key. Nothing was"
            + " changed.");
  }

  /** The fingerprint of the key that the bucket's vault, or else this store, has instead. */
  private static Optional<String> toAbandon(
      Optional<VaultObject> existing, Optional<DeviceFile> before, Optional<VaultKey> key) {
    String wanted = key.map(k -> k.fingerprint().value()).orElse("");
    return existing
        .map(VaultObject::keyFingerprint)
        .filter(found -> !found.equals(wanted))
        .or(() -> before.map(DeviceFile::keyFingerprint).filter(own -> !own.equals(wanted)));
  }

  /** Gives up the key of the bucket's vault, or of this store, and continues with another one. */
  InitResult run(
      Bucket bucket,
      BucketUrl url,
      Optional<VaultObject> existing,
      Optional<DeviceFile> before,
      List<VaultKey> given,
      BucketProbe.Probe probe)
      throws SyncException, BucketException, IOException, SQLException {
    VaultKey key = setup.keyForNewVault(given);
    boolean isReplaced =
        existing.map(v -> v.keyFingerprint().equals(key.fingerprint().value())).orElse(false);
    if (isReplaced) {
      removeAbandonedHeads(bucket); // an earlier call was interrupted before this
    }
    String old = toAbandon(existing, before, Optional.of(key)).orElseThrow(Takeover::nothing);
    if (!old.equals(String.valueOf(options.abandon()).strip())) {
      throw new SyncException.Usage(
          "What you typed is not the fingerprint of the key that would be given up:\n  "
              + old
              + "\nNothing was changed.");
    }
    VaultObject vault = isReplaced ? existing.orElseThrow() : setup.newVault(key);
    VaultReader.require(vault, key);
    setup.storeIfGenerated(key, given);
    if (!isReplaced && existing.isPresent()) {
      replace(bucket, existing.get(), vault, probe.conditionalReplace().areSupported());
      removeAbandonedHeads(bucket);
    } else if (!isReplaced && !VaultSetup.create(bucket, vault, probe)) {
      throw VaultSetup.vaultVanished(url);
    }
    removeLocalState();
    DeviceFile device = setup.newDevice(url, vault, key, probe.conditionalReplace());
    DeviceRegistration.write(context.home(), device);
    return setup.result(device, null, !isReplaced, given.isEmpty() ? key : null);
  }

  /** Copies the old vault aside and puts the new one in its place. */
  private static void replace(Bucket bucket, VaultObject old, VaultObject next, boolean conditional)
      throws BucketException, SyncException {
    Bucket.Content content =
        bucket.get(Layout.VAULT, VaultCodec.MAX_BYTES).orElseThrow(Takeover::lostRace);
    if (!VaultReader.decode(content.bytes()).equals(old)) {
      throw lostRace();
    }
    copyAside(bucket, old, Layout.VAULT, content.bytes());
    for (Bucket.Entry head : HeadReader.list(bucket).values()) {
      Optional<Bucket.Content> found = HeadReader.getOwn(bucket, head.key());
      if (found.isPresent()) {
        copyAside(bucket, old, head.key(), found.get().bytes());
      }
    }
    Precondition unchanged =
        conditional ? new Precondition.Matches(content.etag()) : new Precondition.None();
    bucket.put(Layout.VAULT, VaultCodec.encode(next), unchanged);
    if (VaultReader.find(bucket).filter(next::equals).isEmpty()) {
      throw lostRace();
    }
  }

  private static void copyAside(Bucket bucket, VaultObject old, String key, byte[] bytes)
      throws BucketException {
    bucket.put(Layout.abandoned(old.vaultId(), key), bytes, new Precondition.None());
  }

  private static SyncException lostRace() {
    return new SyncException.Usage(
        "Another machine changed the vault at the same moment. Nothing was changed here. Check what"
            + " changed, and run the command again if it is still right.");
  }

  /** Removes the heads that were copied aside; after an interruption the same call continues. */
  private static void removeAbandonedHeads(Bucket bucket) throws BucketException {
    for (Bucket.Entry aside : bucket.list(Layout.ABANDONED)) {
      int heads = aside.key().indexOf("/heads/");
      if (heads < 0) {
        continue;
      }
      String key = "v1" + aside.key().substring(heads);
      Optional<Bucket.Content> copy = HeadReader.getOwn(bucket, aside.key());
      Optional<Bucket.Content> head = HeadReader.getOwn(bucket, key);
      if (copy.isPresent()
          && head.isPresent()
          && Arrays.equals(copy.get().bytes(), head.get().bytes())) {
        bucket.delete(key);
      }
    }
  }

  /** Removes what this machine knows of the old vault; events of its devices stay. */
  private void removeLocalState() throws SQLException, IOException {
    new Outbox(context.home()).removeOthers(Set.of());
    new Inbox(context.home()).clear();
    try (Replica replica = Replica.open(context.home().replica())) {
      new Ledger(replica).resetOthers();
    }
  }
}
