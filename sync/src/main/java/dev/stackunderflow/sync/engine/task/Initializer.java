package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketOptions;
import dev.stackunderflow.sync.bucket.BucketProbe;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRegistration;
import dev.stackunderflow.sync.engine.vault.HostName;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.SyncLock;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.IOException;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a vault, or joins one, and makes this store a device of it. */
public final class Initializer {

  private final SyncContext setting;
  private final InitOptions options;

  /** Whether a key that was made now is where it will be looked for. */
  private boolean isKept;

  /** For one {@code sync init}. */
  public Initializer(SyncContext setting, InitOptions options) {
    this.setting = setting;
    this.options = options;
  }

  /**
   * Sets up.
   *
   * @return what was done; the secret key is in it only if it was made now
   * @throws SyncException if anything stands against it; nothing is changed then
   */
  public InitResult run() throws SyncException, IOException, SQLException {
    BucketUrl url = url();
    try (var _ = SyncLock.take(setting.home())) {
      Optional<DeviceFile> before = DeviceFile.read(setting.home());
      if (before.isPresent()) {
        requireFull(before.get());
      }
      // A store that can't be used is better found before the bucket is touched.
      Store.open(setting.home().store()).close();
      List<VaultKey> given = KeyLoader.find(options.keySource(), setting.env());
      if (before.isPresent() && !given.isEmpty() && options.abandon() == null) {
        KeyLoader.choose(given, before.get().keyFingerprint());
      }
      try (Bucket bucket =
          setting
              .buckets()
              .open(
                  url, new BucketOptions(options.profile(), options.allowHttp()), setting.env())) {
        return run(bucket, url, before.orElse(null), given);
      } catch (BucketException e) {
        String key =
            isKept
                ? "; the key made for it is in " + keyPlace() + ", and the next init takes it."
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
          "This device was invited to add to a vault and may not read it. Nothing was changed.");
    }
  }

  private InitResult run(
      Bucket bucket, BucketUrl url, @Nullable DeviceFile before, List<VaultKey> given)
      throws SyncException, BucketException, IOException, SQLException {
    BucketProbe.Probe probe = BucketProbe.probe(bucket);
    Optional<VaultObject> existing = VaultReader.find(bucket);
    if (options.abandon() != null) {
      return takeOver(bucket, url, existing, Optional.ofNullable(before), given, probe);
    }
    String movedFrom =
        before == null || before.bucketUrl().equals(url.toString()) ? null : before.bucketUrl();
    if (existing.isEmpty() && movedFrom != null) {
      throw new SyncException.Usage(
          "This store already syncs with "
              + movedFrom
              + ", and "
              + url
              + " holds no vault. Nothing was changed. To move there, copy all objects to it first.");
    }
    if (existing.isEmpty() && before != null) {
      throw new SyncException.Tampered(
          "The vault that this device belongs to is gone from "
              + url
              + ". Nothing was changed. Your events are safe in the store here. If you emptied the"
              + " bucket yourself, move the folder "
              + setting.home().syncFolder()
              + " away and run init again.");
    }
    VaultKey key = null;
    VaultObject vault;
    boolean createdVault = false;
    if (existing.isPresent()) {
      vault = existing.get();
    } else {
      key = given.isEmpty() ? VaultKey.generate() : only(given);
      keep(key, given);
      vault = newVault(key);
      createdVault = create(bucket, vault, probe);
      if (!createdVault) {
        vault = VaultReader.find(bucket).orElseThrow(() -> lostRace(url));
      }
    }
    if (!createdVault) {
      if (given.isEmpty()) {
        throw isKept ? lostRace(vault) : keyNeeded(vault);
      }
      VaultReader.requireNotRetired(vault, given);
      key = KeyLoader.choose(given, vault.keyFingerprint());
    }
    VaultReader.require(vault, Objects.requireNonNull(key));
    if (before != null && movedFrom != null) {
      new BucketMove(before, url).run(setting.home(), bucket, vault);
    }
    DeviceFile device =
        before != null
            ? renamed(before, url, probe)
            : newDevice(url, vault, key, probe.conditionalReplace());
    boolean isKeyNew = createdVault && given.isEmpty();
    try {
      DeviceRegistration.note(setting.home(), device);
    } catch (IOException | SQLException | RuntimeException e) {
      if (isKeyNew && !isKept) {
        withdraw(bucket, vault, e);
      }
      throw e;
    }
    return result(device, movedFrom, createdVault, isKeyNew ? key : null);
  }

  /** Takes back a vault that was made just now and whose key nobody will see. */
  private void withdraw(Bucket bucket, VaultObject vault, Exception failure) throws IOException {
    DeviceFile.delete(setting.home());
    try {
      if (VaultReader.find(bucket).filter(vault::equals).isPresent()) {
        bucket.delete(Layout.VAULT);
      }
    } catch (BucketException | SyncException e) {
      failure.addSuppressed(e); // it stays, and the next init says how to go on
    }
  }

  private InitResult result(
      DeviceFile device,
      @Nullable String movedFrom,
      boolean createdVault,
      @Nullable VaultKey createdKey) {
    return new InitResult(
        device.deviceId(),
        device.label(),
        device.bucketUrl(),
        movedFrom,
        device.keyFingerprint(),
        createdVault,
        createdKey != null,
        createdKey == null ? null : createdKey.secret(),
        KeySource.parse(device.keySource()).describe(),
        isKept,
        device.conditionalWrites());
  }

  /**
   * Puts a new key where it will be looked for, before there is a vault that needs it: whoever is
   * killed then finds it there. If that fails the user, who is shown it, has to.
   */
  private void keep(VaultKey key, List<VaultKey> given) {
    try {
      isKept = given.isEmpty() && KeySource.parse(options.keySource()).store(key);
    } catch (KeyUnavailableException e) {
      isKept = false;
    }
  }

  /** Gives up the key that the bucket's vault or this store has, and goes on with another. */
  private InitResult takeOver(
      Bucket bucket,
      BucketUrl url,
      Optional<VaultObject> existing,
      Optional<DeviceFile> before,
      List<VaultKey> given,
      BucketProbe.Probe probe)
      throws SyncException, BucketException, IOException, SQLException {
    VaultKey key = given.isEmpty() ? VaultKey.generate() : only(given);
    boolean isVaults =
        existing.map(v -> v.keyFingerprint().equals(key.fingerprint().value())).orElse(false);
    if (isVaults) {
      Takeover.removeAbandonedHeads(bucket); // an earlier call came so far
    }
    String old =
        Takeover.toAbandon(existing, before, Optional.of(key)).orElseThrow(Takeover::nothing);
    if (!old.equals(String.valueOf(options.abandon()).strip())) {
      throw new SyncException.Usage(
          "What was typed is not the fingerprint of the key that would be given up:\n  "
              + old
              + "\nNothing was changed.");
    }
    VaultObject vault = isVaults ? existing.orElseThrow() : newVault(key);
    VaultReader.require(vault, key);
    keep(key, given);
    if (!isVaults && existing.isPresent()) {
      Takeover.replace(bucket, existing.get(), vault, probe.conditionalReplace());
      Takeover.removeAbandonedHeads(bucket);
    } else if (!isVaults && !create(bucket, vault, probe)) {
      throw lostRace(url);
    }
    Takeover.forgetHere(setting);
    DeviceFile device = newDevice(url, vault, key, probe.conditionalReplace());
    DeviceRegistration.note(setting.home(), device);
    return result(device, null, !isVaults, given.isEmpty() ? key : null);
  }

  private VaultKey only(List<VaultKey> keys) throws SyncException {
    if (keys.size() > 1) {
      throw new SyncException.Usage(
          keyPlace()
              + " holds "
              + keys.size()
              + " keys, and a new vault takes one. Nothing was changed. Leave that one in it.");
    }
    return keys.getFirst();
  }

  private String keyPlace() {
    return KeySource.parse(options.keySource()).describe();
  }

  private SyncException lostRace(VaultObject vault) {
    return new SyncException.WrongKey(
        "Another machine made a vault in this bucket at the same moment. Its key has the fingerprint\n  "
            + vault.keyFingerprint()
            + "\nThe key that was made here opens nothing: take it out of "
            + keyPlace()
            + ", put the vault's key there and run the command again to join.");
  }

  private static SyncException lostRace(BucketUrl url) {
    return new SyncException.Unexpected(
        "The vault in "
            + url
            + " appeared and vanished while this command ran. Nothing was changed here."
            + " Run it again.",
        null);
  }

  private SyncException keyNeeded(VaultObject vault) {
    return new SyncException.WrongKey(
        "This bucket already has a vault. Its key has the fingerprint\n  "
            + vault.keyFingerprint()
            + "\nand "
            + keyPlace()
            + " holds no key. Nothing was changed, and no second key was made. Put the vault's key"
            + " there and run the command again to join. Is that key lost for good? --replace-key gives"
            + " the vault up and makes a new one.");
  }

  private VaultObject newVault(VaultKey key) {
    String id = RandomIds.uuid(setting.random());
    String created = setting.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return VaultObject.sealed(key, id, created, List.of());
  }

  /** Whether this machine made the vault; another may have been quicker. */
  private static boolean create(Bucket bucket, VaultObject vault, BucketProbe.Probe probe)
      throws BucketException, SyncException {
    Precondition absent =
        probe.conditionalCreate() ? new Precondition.Absent() : new Precondition.None();
    bucket.put(Layout.VAULT, VaultCodec.encode(vault), absent);
    // Read back in any case: a "no" may be about our own put, whose answer was lost and which was
    // tried again; and without conditional writes a "yes" may have been written over.
    return VaultReader.find(bucket).filter(vault::equals).isPresent();
  }

  private DeviceFile newDevice(
      BucketUrl url, VaultObject vault, VaultKey key, boolean conditionalWrites) {
    SigningKey signingKey = SigningKey.generate();
    String deviceId = RandomIds.uuid(setting.random());
    return new DeviceFile(
        deviceId,
        RandomIds.uuid(setting.random()),
        label(),
        vault.vaultId(),
        url.toString(),
        key.fingerprint().value(),
        options.keySource(),
        options.profile(),
        options.allowHttp(),
        conditionalWrites,
        null,
        signingKey,
        Certificate.issue(key, vault.vaultId(), deviceId, signingKey.verifyKey(), Role.FULL));
  }

  /** The same device, with what this call says anew. */
  private DeviceFile renamed(DeviceFile before, BucketUrl url, BucketProbe.Probe probe) {
    return new DeviceFile(
        before.deviceId(),
        before.incarnation(),
        options.label() == null ? before.label() : label(),
        before.vaultId(),
        url.toString(),
        before.keyFingerprint(),
        options.keySource(),
        options.profile(),
        options.allowHttp(),
        probe.conditionalReplace(),
        before.recipient(),
        before.signingKey(),
        before.certificate());
  }

  private String label() {
    String label = options.label();
    if (label == null || label.isBlank()) {
      label = HostName.find(setting.env());
    }
    return DeviceRegistration.label(label);
  }
}
