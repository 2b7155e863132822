package dev.stackunderflow.sync.engine.task;

import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.RotateResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.Bucket.Precondition;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.cipher.AgeCipher;
import dev.stackunderflow.sync.cipher.CipherException;
import dev.stackunderflow.sync.engine.push.Pusher;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRejectedException;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.PeerHead;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.KeySource;
import dev.stackunderflow.sync.key.KeyUnavailableException;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import dev.stackunderflow.sync.wire.Head;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives the vault another key. The vault object names the new key and holds the old one, sealed for
 * the new: that one put is the change. After it each device seals its own objects anew.
 */
public final class Rotator {

  private final SyncContext setting;
  private final String newKeySource;
  private final Progress progress;

  /**
   * For one {@code sync key rotate}.
   *
   * @param setting of a full device
   * @param newKeySource where the new key is, or is to be put
   * @param progress told how far it is
   */
  public Rotator(SyncContext setting, String newKeySource, Progress progress) {
    this.setting = setting;
    this.newKeySource = newKeySource;
    this.progress = progress;
  }

  /**
   * Rotates, or goes on with a rotation that was interrupted.
   *
   * @return what was done; where a new key was made that can only be shown, nothing
   */
  public RotateResult run() throws SyncException, IOException, SQLException {
    List<VaultKey> found = KeyLoader.find(newKeySource, setting.env());
    try (var vault = VaultSession.open(setting)) {
      vault.requireFull();
      boolean isMade = found.isEmpty();
      VaultKey next = isMade ? VaultKey.generate() : only(found);
      String secret = isMade ? next.secret() : null;
      String fingerprint = next.fingerprint().value();
      String place = KeySource.parse(newKeySource).describe();
      if (isMade && !keep(next)) {
        return new RotateResult(
            false, secret, fingerprint, place, List.of(), List.of(), List.of(), null);
      }
      try {
        replaceKey(vault, next);
        PushResult pushed = new Pusher(vault, progress).run();
        Devices devices = Devices.look(vault);
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
        throw BucketFailures.of(
            e, " Nothing is lost. Run the same command again: it goes on where it stopped.");
      }
    }
  }

  private VaultKey only(List<VaultKey> keys) throws SyncException {
    if (keys.size() > 1) {
      throw new SyncException.Usage(
          KeySource.parse(newKeySource).describe()
              + " holds several keys. Nothing was changed. Leave the new one alone in it.");
    }
    return keys.getFirst();
  }

  /** Puts a key that was made now where it is to be, before anything depends on it. */
  private boolean keep(VaultKey key) throws SyncException {
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
        VaultReader.require(before, next); // an earlier call came so far
      } else {
        vault.keys().follow(before); // another device may have replaced it
        VaultReader.require(before, vault.key());
        new Pusher(vault, progress).run(); // what waits is sealed for the old key
        put(vault, content.etag(), after(vault, before, next, Devices.look(vault)));
      }
      vault.keys().goOnWith(next, newKeySource);
    } else {
      vault.lookForKeyIn(newKeySource);
    }
  }

  private static Bucket.Content vaultObject(VaultSession vault)
      throws BucketException, SyncException {
    return vault.bucket().get(Layout.VAULT, VaultCodec.MAX_BYTES).orElseThrow(VaultReader::gone);
  }

  /** The vault object under the next key. */
  private VaultObject after(VaultSession vault, VaultObject before, VaultKey next, Devices devices)
      throws SyncException, BucketException, IOException {
    String when = setting.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    List<VaultKey> old = new ArrayList<>(List.of(vault.key()));
    old.addAll(vault.keys().retiredKeys());
    List<RetiredKey> retired = new ArrayList<>();
    for (VaultKey key : old) {
      retired.add(
          new RetiredKey(
              key.fingerprint().value(),
              when,
              identity(key, next),
              VaultSeal.handOver(key, before.vaultId(), next.fingerprint().value(), when),
              devices.under(key)));
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
        vault.device().conditionalWrites()
            ? new Precondition.Matches(etag)
            : new Precondition.None();
    vault.bucket().put(Layout.VAULT, VaultCodec.encode(after), unchanged);
    // Read back: a "no" may be about our own put, whose answer was lost and which was tried again.
    if (VaultReader.find(vault.bucket()).filter(after::equals).isEmpty()) {
      throw new SyncException.Usage(
          "Another device changed the vault at the same moment. Nothing was changed here. Run"
              + " `stackunderflow sync now`: it says what to do.");
    }
  }

  /** What the heads in the bucket say of the devices and of the keys that they are under. */
  private record Devices(Map<String, PeerHead> heads, List<String> unreadable) {

    static Devices look(VaultSession vault) throws SyncException, BucketException {
      Map<String, PeerHead> heads = new TreeMap<>();
      List<String> unreadable = new ArrayList<>();
      for (Bucket.Entry entry : vault.bucket().list(Layout.HEADS)) {
        Optional<String> id = Layout.deviceOfHead(entry.key());
        if (id.isPresent()) {
          try {
            heads.put(id.get(), PeerHead.fetch(vault, id.get(), null));
          } catch (DeviceRejectedException e) {
            unreadable.add(id.get());
          }
        }
      }
      return new Devices(heads, unreadable);
    }

    List<String> under(VaultKey key) {
      return heads.entrySet().stream()
          .filter(head -> head.getValue().sealedFor().equals(key.fingerprint().value()))
          .map(Map.Entry::getKey)
          .toList();
    }

    List<String> notUnder(VaultKey key, Role role) {
      return heads.values().stream()
          .filter(head -> !head.sealedFor().equals(key.fingerprint().value()))
          .map(head -> head.head().device())
          .filter(device -> device.role().equals(role.wireName()))
          .map(Head.Device::label)
          .toList();
    }
  }
}
