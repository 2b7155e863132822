package dev.stackunderflow.sync.engine.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.api.JoinResult;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketUrl;
import dev.stackunderflow.sync.bucket.ConditionalWrites;
import dev.stackunderflow.sync.engine.vault.BucketFailures;
import dev.stackunderflow.sync.engine.vault.DeviceRegistration;
import dev.stackunderflow.sync.engine.vault.KeyLoader;
import dev.stackunderflow.sync.engine.vault.RandomIds;
import dev.stackunderflow.sync.engine.vault.SyncContext;
import dev.stackunderflow.sync.engine.vault.VaultReader;
import dev.stackunderflow.sync.engine.vault.VaultSession;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.state.DeviceFile;
import dev.stackunderflow.sync.state.SyncLock;
import dev.stackunderflow.sync.wire.VaultObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;

/**
 * Gives a device what it needs to add to the vault, and nothing to read it: the recipient, and a
 * signing key with a write-only certificate.
 */
public final class Invitation {

  private static final String PREFIX = "suf1-";
  private static final String FORMAT = "stackunderflow-sync-invite";
  private static final int VERSION = 1;

  private Invitation() {}

  /**
   * Creates an invitation. Nothing is stored.
   *
   * @param context of a full device
   * @param label the new device's name
   * @return one word, as secret as a password: it contains a signing key
   */
  public static String make(SyncContext context, String label) throws SyncException, IOException {
    DeviceFile own = VaultSession.requireDevice(context);
    VaultSession.requireFull(own);
    VaultKey key = KeyLoader.load(own.keySource(), context.env(), own.keyFingerprint());
    SigningKey signingKey = SigningKey.generate(context.random());
    String id = RandomIds.uuid(context.random());
    Certificate certificate =
        Certificate.issue(key, own.vaultId(), id, signingKey.verifyKey(), Role.WRITE_ONLY);
    ObjectNode json = JsonTrees.newObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("bucket_url", own.bucketUrl());
    json.put("allow_http", own.allowHttp());
    json.put("conditional_writes", own.conditionalWrites().wireName());
    json.put("vault_id", own.vaultId());
    json.put("key_fingerprint", own.keyFingerprint());
    json.put("recipient", key.recipient().value());
    json.put("device_id", id);
    json.put("incarnation", RandomIds.uuid(context.random()));
    json.put("label", DeviceRegistration.label(label));
    json.put("verify_key", certificate.verifyKey());
    json.put("certificate_mac", certificate.mac());
    json.put("signing_key", signingKey.encoded());
    return PREFIX
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Joins with an invitation.
   *
   * @param context of the new device
   * @param invitation what {@link #make} returned
   * @return what was done
   * @throws SyncException if it is damaged, the vault was replaced, or the bucket cannot be used;
   *     nothing is changed
   */
  public static JoinResult accept(SyncContext context, String invitation)
      throws SyncException, IOException, SQLException {
    DeviceFile device = parse(invitation.strip());
    try (var _ = SyncLock.take(context.home())) {
      if (DeviceFile.exists(context.home())) {
        throw new SyncException.Usage(
            "This store already syncs. Nothing was changed. A store syncs with one vault.");
      }
      Store.open(context.home().store()).close();
      requireVault(context, device);
      DeviceRegistration.write(context.home(), device);
      return new JoinResult(
          device.deviceId(),
          device.label(),
          device.certificate().role().wireName(),
          device.bucketUrl(),
          device.keyFingerprint());
    }
  }

  private static void requireVault(SyncContext context, DeviceFile device) throws SyncException {
    try (Bucket bucket =
        context.openBucket(
            BucketUrl.parse(device.bucketUrl(), device.allowHttp()), null, device.allowHttp())) {
      Optional<VaultObject> found = VaultReader.find(bucket);
      if (found.isEmpty() || !found.get().vaultId().equals(device.vaultId())) {
        throw new SyncException.Usage(
            "The bucket no longer contains the vault of this invitation. Nothing was changed."
                + " Ask for a new one: stackunderflow sync invite");
      }
    } catch (BucketException e) {
      throw BucketFailures.of(e, " Nothing was changed here.");
    }
  }

  private static DeviceFile parse(String invitation) throws SyncException {
    try {
      if (invitation.startsWith(PREFIX)) {
        JsonNode json =
            JsonTrees.read(Base64.getUrlDecoder().decode(invitation.substring(PREFIX.length())));
        if (FORMAT.equals(json.path("format").asText())) {
          return device(json);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw damaged();
    }
    throw damaged();
  }

  /** Without a cause, which could quote the signing key. */
  private static SyncException damaged() {
    return new SyncException.Usage(
        "This is not a complete invitation. Nothing was changed. Copy the whole"
            + " line that `stackunderflow sync invite` printed.");
  }

  private static DeviceFile device(JsonNode json) throws SyncException {
    if (json.path("version").asInt() != VERSION) {
      throw new SyncException.NewerFormat(
          "This invitation was made by a newer version of this program. Nothing was changed."
              + " Update the program.");
    }
    String vaultId = text(json, "vault_id");
    String deviceId = text(json, "device_id");
    return new DeviceFile(
        deviceId,
        text(json, "incarnation"),
        text(json, "label"),
        vaultId,
        BucketUrl.parse(text(json, "bucket_url"), json.path("allow_http").asBoolean()).toString(),
        text(json, "key_fingerprint"),
        "none",
        null,
        json.path("allow_http").asBoolean(),
        ConditionalWrites.fromWireName(text(json, "conditional_writes")),
        text(json, "recipient"),
        SigningKey.decode(text(json, "signing_key"), text(json, "verify_key")),
        new Certificate(
            vaultId,
            deviceId,
            text(json, "verify_key"),
            Role.WRITE_ONLY,
            text(json, "certificate_mac")));
  }

  private static String text(JsonNode json, String field) {
    JsonNode value = json.get(field);
    if (value == null || !value.isTextual()) {
      throw new IllegalArgumentException(field);
    }
    return value.textValue();
  }
}
