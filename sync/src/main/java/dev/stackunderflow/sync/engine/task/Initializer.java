package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketProbe;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRegistration;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.SyncLock;
import dev.stackunderflow.sync.wire.VaultObject;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a vault, or joins one, and makes this store a device of it. */
public final class Initializer {

  private final SyncContext context;
  private final InitOptions options;
  private final VaultSetup setup;

  /** For one {@code sync init}. */
  public Initializer(SyncContext context, InitOptions options) {
    this.context = context;
    this.options = options;
    this.setup = new VaultSetup(context, options);
  }

  /**
   * Sets up sync.
   *
   * @return what was done; it contains the secret key only if that was generated now
   * @throws SyncException if it cannot be set up as asked; nothing is changed
   */
  public InitResult run() throws SyncException, IOException, SQLException {
    BucketUrl url = url();
    try (var _ = SyncLock.take(context.home())) {
      Optional<DeviceFile> before = DeviceFile.read(context.home());
      if (before.isPresent()) {
        requireFull(before.get());
      }
      // A store that cannot be used is better found before the bucket is touched.
      Store.open(context.home().store()).close();
      List<VaultKey> given = KeyLoader.find(options.keySource(), context.env());
      if (before.isPresent() && !given.isEmpty() && options.abandon() == null) {
        KeyLoader.choose(given, before.get().keyFingerprint());
      }
      try (Bucket bucket = context.openBucket(url, options.profile(), options.allowHttp())) {
        return run(bucket, url, before, given);
      } catch (BucketException e) {
        String key =
            setup.isKeyStored()
                ? "; the key generated for it is in "
                    + setup.keyPlace()
                    + ", and the next init uses it."
                : "; nothing was changed here.";
        throw BucketFailures.of(e, " Sync was not set up" + key);
      }
    }
  }

  private BucketUrl url() throws SyncException {
    try {
      KeySource.parse(options.keySource());
      return BucketUrl.parse(options.bucketUrl(), options.allowHttp());
    } catch (IllegalArgumentException e) {
      throw new SyncException.Usage(e.getMessage());
    }
  }

  private static void requireFull(DeviceFile before) throws SyncException {
    if (before.isWriteOnly()) {
      throw new SyncException.Usage(
          "This device was invited to add to a vault and cannot read it. Nothing was changed.");
    }
  }

  private InitResult run(
      Bucket opened, BucketUrl url, Optional<DeviceFile> before, List<VaultKey> given)
      throws SyncException, BucketException, IOException, SQLException {
    BucketProbe.Probe probe = BucketProbe.probe(opened, context.random());
    Bucket bucket = opened.with(probe.conditionalReplace());
    Optional<VaultObject> existing = VaultReader.find(bucket);
    if (options.abandon() != null) {
      return new Takeover(context, options, setup).run(bucket, url, existing, before, given, probe);
    }
    if (existing.isPresent()) {
      return join(bucket, url, before.orElse(null), given, probe, existing.get());
    }
    if (before.isPresent()) {
      throw vaultMissing(before.get(), url);
    }
    return create(bucket, url, given, probe);
  }

  private InitResult create(
      Bucket bucket, BucketUrl url, List<VaultKey> given, BucketProbe.Probe probe)
      throws SyncException, BucketException, IOException, SQLException {
    VaultKey key = setup.keyForNewVault(given);
    setup.storeIfGenerated(key, given);
    VaultObject vault = setup.newVault(key);
    if (!VaultSetup.create(bucket, vault, probe)) {
      VaultObject other = VaultReader.find(bucket).orElseThrow(() -> VaultSetup.vaultVanished(url));
      return join(bucket, url, null, given, probe, other);
    }
    DeviceFile device = setup.newDevice(url, vault, key, probe.conditionalReplace());
    try {
      DeviceRegistration.write(context.home(), device);
    } catch (IOException | SQLException | RuntimeException e) {
      if (given.isEmpty() && !setup.isKeyStored()) {
        setup.withdraw(bucket, vault, e);
      }
      throw e;
    }
    return setup.result(device, null, true, given.isEmpty() ? key : null);
  }

  private InitResult join(
      Bucket bucket,
      BucketUrl url,
      @Nullable DeviceFile before,
      List<VaultKey> given,
      BucketProbe.Probe probe,
      VaultObject vault)
      throws SyncException, BucketException, IOException, SQLException {
    if (given.isEmpty()) {
      throw setup.isKeyStored() ? setup.lostRace(vault) : keyNeeded(vault);
    }
    VaultReader.requireNotRetired(vault, given);
    VaultKey key = KeyLoader.choose(given, vault.keyFingerprint());
    VaultReader.require(vault, key);
    boolean isMoved = before != null && !before.bucketUrl().equals(url.toString());
    if (before != null && isMoved) {
      new BucketMove(before, url).run(context.home(), bucket, vault);
    }
    DeviceFile device =
        before == null
            ? setup.newDevice(url, vault, key, probe.conditionalReplace())
            : setup.updated(before, url, probe.conditionalReplace());
    DeviceRegistration.write(context.home(), device);
    String movedFrom = isMoved ? Objects.requireNonNull(before).bucketUrl() : null;
    return setup.result(device, movedFrom, false, null);
  }

  private SyncException vaultMissing(DeviceFile before, BucketUrl url) {
    if (!before.bucketUrl().equals(url.toString())) {
      return new SyncException.Usage(
          "This store already syncs with "
              + before.bucketUrl()
              + ", and "
              + url
              + " contains no vault. Nothing was changed. To move there, copy all objects to it"
              + " first.");
    }
    return new SyncException.Tampered(
        "The vault that this device belongs to is missing from "
            + url
            + ". Nothing was changed. Your events are safe in the store here. If you emptied the"
            + " bucket yourself, move the folder "
            + context.home().syncFolder()
            + " away and run init again.");
  }

  private SyncException keyNeeded(VaultObject vault) {
    return new SyncException.WrongKey(
        "This bucket already has a vault. Its key has the fingerprint\n  "
            + vault.keyFingerprint()
            + "\nand "
            + setup.keyPlace()
            + " contains no key. Nothing was changed, and no second key was generated. Put the"
            + " vault's key there and run the command again to join. If that key is lost,"
            + " --replace-key gives the vault up and creates a new one.");
  }
}
