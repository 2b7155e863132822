package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.wire.VaultObject;
import dev.stackunderflow.sync.wire.VaultObject.RetiredKey;
import dev.stackunderflow.sync.wire.v1.Layout;
import dev.stackunderflow.sync.wire.v1.VaultCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces the vault's key. The vault object names the new key and contains the old one, encrypted
 * for the new: that one put is the rotation. After it each device re-encrypts its own objects.
 */
public final class Rotator {

  private final SyncContext context;
  private final String newKeySource;
  private final Progress progress;

  /**
   * For one {@code sync key rotate}.
   *
   * @param context of a full device
   * @param newKeySource where the new key is, or will be stored
   * @param progress told how far it is
   */
  public Rotator(SyncContext context, String newKeySource, Progress progress) {
    this.context = context;
    this.newKeySource = newKeySource;
    this.progress = progress;
  }

  /**
   * Rotates, or continues an interrupted rotation.
   *
   * @return what was done; nothing if a key was generated that can only be shown
   */
  public RotateResult run() throws SyncException, IOException, SQLException {
    List<VaultKey> found = KeyLoader.find(newKeySource, context.env());
    try (var vault = VaultSession.open(context)) {
      vault.requireFull();
      boolean isMade = found.isEmpty();
      VaultKey next = isMade ? VaultKey.generate(context.random()) : only(found);
      String secret = isMade ? next.secret() : null;
      String fingerprint = next.fingerprint().value();
      String place = KeySource.parse(newKeySource).describe();
      if (isMade && !store(next)) {
        return new RotateResult(
            false, secret, fingerprint, place, List.of(), List.of(), List.of(), null);
      }
      try {
        replaceKey(vault, next);
        PushResult pushed = new Pusher(vault, progress).run();
        DeviceKeys devices = DeviceKeys.read(vault);
        return new RotateResult(
            true,
            secret,
            fingerprint,
            place,
            devices.notUnder(next, Role.FULL),
            devices.notUnder(next, Role.WRITE_ONLY),
            devices.unreadable(),
            pushed);
      } catch (BucketException e) {
        throw BucketFailures.of(e, " Nothing is lost. Run the same command again to continue.");
      }
    }
  }

  private VaultKey only(List<VaultKey> keys) throws SyncException {
    if (keys.size() > 1) {
      throw new SyncException.Usage(
          KeySource.parse(newKeySource).describe()
              + " contains several keys. Nothing was changed. Leave only the new key there.");
    }
    return keys.getFirst();
  }

  /** Stores a generated key before anything depends on it. */
  private boolean store(VaultKey key) throws SyncException {
    try {
      return KeySource.parse(newKeySource).store(key);
    } catch (KeyUnavailableException e) {
      throw new SyncException.Usage(e.getMessage() + " Nothing was changed.");
    }
  }

  private void replaceKey(VaultSession vault, VaultKey next)
      throws SyncException, BucketException, IOException, SQLException {
    if (!vault.key().fingerprint().equals(next.fingerprint())) {
      Bucket.Content content = vaultObject(vault);
      VaultObject before = VaultReader.decode(content.bytes());
      if (before.keyFingerprint().equals(next.fingerprint().value())) {
        VaultReader.require(before, next); // an earlier call was interrupted after this
      } else {
        vault.keys().follow(before); // another device may have replaced it
        VaultReader.require(before, vault.key());
        requireNew(before, next);
        new Pusher(vault, progress).run(); // queued segments are encrypted for the old key
        put(vault, content.etag(), after(vault, before, next));
      }
      vault.keys().switchTo(next, newKeySource);
    } else {
      vault.setKeySource(newKeySource);
    }
  }

  /** Keys are ordered, and each is the vault's only once. */
  private static void requireNew(VaultObject before, VaultKey next) throws SyncException {
    for (RetiredKey key : before.retired()) {
      if (key.fingerprint().equals(next.fingerprint().value())) {
        throw new SyncException.Usage(
            "This key was the vault's until "
                + key.retiredAt()
                + " and cannot become its key again: somebody may have it. Nothing was changed. Use a"
                + " key that the vault never had.");
      }
    }
  }

  private static Bucket.Content vaultObject(VaultSession vault)
      throws BucketException, SyncException {
    return vault.bucket().get(Layout.VAULT, VaultCodec.MAX_BYTES).orElseThrow(VaultReader::missing);
  }

  /** The vault object under the next key. */
  private VaultObject after(VaultSession vault, VaultObject before, VaultKey next)
      throws SyncException, BucketException, SQLException, IOException {
    Map<String, List<String>> listed =
        DeviceKeys.read(vault).listed(before, vault.ledger().revocations().removed());
    String now = context.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, String> retiredAt = new HashMap<>();
    before.retired().forEach(key -> retiredAt.put(key.fingerprint(), key.retiredAt()));
    List<VaultKey> old = new ArrayList<>(List.of(vault.key()));
    old.addAll(vault.keys().retiredKeys());
    List<RetiredKey> retired = new ArrayList<>();
    for (VaultKey key : old) {
      String fingerprint = key.fingerprint().value();
      String when = retiredAt.getOrDefault(fingerprint, now);
      retired.add(
          new RetiredKey(
              fingerprint,
              when,
              identity(key, next),
              VaultSeal.handOver(key, before.vaultId(), next.fingerprint().value(), when),
              listed.getOrDefault(fingerprint, List.of())));
    }
    return VaultObject.sealed(next, before.vaultId(), before.created(), retired);
  }

  private static String identity(VaultKey key, VaultKey next) throws IOException {
    try {
      byte[] line = (key.secret() + "\n").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(AgeCipher.encrypt(next.recipient(), line));
    } catch (CipherException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void put(VaultSession vault, String etag, VaultObject after)
      throws SyncException, BucketException {
    Precondition unchanged =
        vault.device().conditionalWrites().areSupported()
            ? new Precondition.Matches(etag)
            : new Precondition.None();
    vault.bucket().put(Layout.VAULT, encoded(after), unchanged);
    // Read back: a failed precondition may be due to our own put, if its answer was lost.
    if (VaultReader.find(vault.bucket()).filter(after::equals).isEmpty()) {
      throw new SyncException.Usage(
          "Another device changed the vault at the same moment. Nothing was changed here. Run"
              + " `stackunderflow sync now`; it tells you what to do.");
    }
  }

  /** The object's bytes, which every reader must accept. */
  private static byte[] encoded(VaultObject object) throws SyncException {
    byte[] bytes = VaultCodec.encode(object);
    if (bytes.length > VaultCodec.MAX_BYTES) {
      throw new SyncException.Usage(
          "The vault object would be larger than its readers accept ("
              + VaultCodec.MAX_BYTES
              + " bytes), because the vault has too many devices. The vault's key was not changed."
              + " Remove devices that no longer exist: stackunderflow sync devices remove");
    }
    return bytes;
  }
}
