package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.InitOptions;
import dev.stackunderflow.sync.api.InitResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketProbe;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.bucket.ConditionalWrites;
import dev.stackunderflow.sync.engine.vault.DeviceRegistration;
import dev.stackunderflow.sync.engine.vault.HostName;
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps of {@code sync init} that creating a vault and giving one up have in common. */
final class VaultSetup {

  private final SyncContext context;
  private final InitOptions options;
  private boolean isKeyStored;

  VaultSetup(SyncContext context, InitOptions options) {
    this.context = context;
    this.options = options;
  }

  /** A key for a new vault: the given one, or a generated one. */
  VaultKey keyForNewVault(List<VaultKey> given) throws SyncException {
    return given.isEmpty() ? VaultKey.generate(context.random()) : only(given);
  }

  private VaultKey only(List<VaultKey> keys) throws SyncException {
    if (keys.size() > 1) {
      throw new SyncException.Usage(
          "There are "
              + keys.size()
              + " keys in "
              + keyPlace()
              + ", and a new vault needs exactly one. Nothing was changed. Leave only that one"
              + " there.");
    }
    return keys.getFirst();
  }

  /**
   * Stores a generated key in the key source before any vault needs it, so that it survives a kill.
   * If that fails, the user is shown the key and must store it.
   */
  void storeIfGenerated(VaultKey key, List<VaultKey> given) {
    try {
      isKeyStored = given.isEmpty() && KeySource.parse(options.keySource()).store(key);
    } catch (KeyUnavailableException e) {
      isKeyStored = false;
    }
  }

  /** Whether a generated key is in the key source. */
  boolean isKeyStored() {
    return isKeyStored;
  }

  /** Where the key is loaded from, for messages. */
  String keyPlace() {
    return KeySource.parse(options.keySource()).describe();
  }

  /** A new vault object; it is not in the bucket yet. */
  VaultObject newVault(VaultKey key) {
    String id = RandomIds.uuid(context.random());
    String created = context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return VaultObject.sealed(key, id, created, List.of());
  }

  /**
   * Puts a new vault object into the bucket.
   *
   * @return whether it is there; false if another machine was quicker
   */
  static boolean create(Bucket bucket, VaultObject vault, BucketProbe.Probe probe)
      throws BucketException, SyncException {
    Precondition absent =
        probe.conditionalCreate() ? new Precondition.Absent() : new Precondition.None();
    bucket.put(Layout.VAULT, VaultCodec.encode(vault), absent);
    // Read back in any case: a failed precondition may be due to our own put, if its answer was
    // lost; and without conditional writes another machine may have overwritten it.
    return VaultReader.find(bucket).filter(vault::equals).isPresent();
  }

  /** Removes a vault that was created just now and whose key the user will never see. */
  void withdraw(Bucket bucket, VaultObject vault, Exception failure) throws IOException {
    DeviceFile.delete(context.home());
    try {
      if (VaultReader.find(bucket).filter(vault::equals).isPresent()) {
        bucket.delete(Layout.VAULT);
      }
    } catch (BucketException | SyncException e) {
      failure.addSuppressed(e); // it stays, and the next init tells how to continue
    }
  }

  /** A new device of a vault. */
  DeviceFile newDevice(
      BucketUrl url, VaultObject vault, VaultKey key, ConditionalWrites conditionalWrites) {
    SigningKey signingKey = SigningKey.generate(context.random());
    String deviceId = RandomIds.uuid(context.random());
    return new DeviceFile(
        deviceId,
        RandomIds.uuid(context.random()),
        label(Optional.empty()),
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

  /** The same device, with the options of this call. */
  DeviceFile updated(DeviceFile before, BucketUrl url, ConditionalWrites conditionalWrites) {
    return before
        .withLabel(label(Optional.of(before.label())))
        .withLocation(
            url.toString(),
            options.keySource(),
            options.profile(),
            options.allowHttp(),
            conditionalWrites);
  }

  /** The label of the options, else the one before, else the host's name. */
  private String label(Optional<String> before) {
    String label = options.label();
    if (label == null && before.isPresent()) {
      return before.get();
    }
    if (label == null || label.isBlank()) {
      label = HostName.find(context.env());
    }
    return DeviceRegistration.label(label);
  }

  /** The result of {@code init}; it contains the secret only of a key that was generated now. */
  InitResult result(
      DeviceFile device,
      @Nullable String movedFrom,
      boolean createdVault,
      @Nullable VaultKey generatedKey) {
    return new InitResult(
        device.deviceId(),
        device.label(),
        device.bucketUrl(),
        movedFrom,
        device.keyFingerprint(),
        createdVault,
        generatedKey != null,
        generatedKey == null ? null : generatedKey.secret(),
        KeySource.parse(device.keySource()).describe(),
        isKeyStored,
        device.conditionalWrites().areSupported());
  }

  /** Another machine created a vault, and this one generated a key for its own. */
  SyncException lostRace(VaultObject vault) {
    return new SyncException.WrongKey(
        "Another machine created a vault in this bucket at the same moment. Its key has the"
            + " fingerprint\n  "
            + vault.keyFingerprint()
            + "\nThe key that was generated here opens nothing: remove it from "
            + keyPlace()
            + ", put the vault's key there, and run the command again to join.");
  }

  /** Another machine created a vault and removed it again. */
  static SyncException vaultVanished(BucketUrl url) {
    return new SyncException.Unexpected(
        "The vault in "
            + url
            + " appeared and disappeared while this command ran. Nothing was changed here. Run it"
            + " again.",
        null);
  }
}
