package dev.stackunderflow.sync.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.bucket.ConditionalWrites;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This device's identity and its vault: {@code sync/device.json}, mode 0600. It contains the
 * device's signing key, and never the vault's key.
 *
 * @param deviceId a random UUID
 * @param incarnation a random UUID, new with each id
 * @param label the name that people read
 * @param vaultId the vault
 * @param bucketUrl where the vault is
 * @param keyFingerprint the fingerprint of the vault's key
 * @param keySource where the vault's key is loaded from, as {@code env:NAME} or {@code file:PATH}
 * @param profile the AWS profile to take credentials from, null for the default chain
 * @param allowHttp whether plain http to another machine is allowed
 * @param conditionalWrites how the provider takes conditional writes
 * @param recipient the vault's recipient of a write-only device; null for a full one
 * @param signingKey the device's signing key
 * @param certificate the vault key's certificate of the device
 */
public record DeviceFile(
    String deviceId,
    String incarnation,
    String label,
    String vaultId,
    String bucketUrl,
    String keyFingerprint,
    String keySource,
    @Nullable String profile,
    boolean allowHttp,
    ConditionalWrites conditionalWrites,
    @Nullable String recipient,
    SigningKey signingKey,
    Certificate certificate) {

  private static final String FORMAT = "stackunderflow-sync-device";
  private static final int VERSION = 1;

  /** Whether this device can only add to the vault. */
  public boolean isWriteOnly() {
    return certificate.role() == Role.WRITE_ONLY;
  }

  /**
   * The same device under the vault's next key.
   *
   * @param key the next key; it issues a new certificate
   * @param source where it is loaded from
   */
  public DeviceFile withKey(VaultKey key, String source) {
    return new DeviceFile(
        deviceId,
        incarnation,
        label,
        vaultId,
        bucketUrl,
        key.fingerprint().value(),
        source,
        profile,
        allowHttp,
        conditionalWrites,
        recipient,
        signingKey,
        Certificate.issue(key, vaultId, deviceId, certificate.verifyKey(), certificate.role()));
  }

  /**
   * Another device of the same vault, on this machine.
   *
   * @param id the new device's id
   * @param newIncarnation a random UUID
   * @param newSigningKey the new device's signing key
   * @param newCertificate the vault key's certificate of it
   */
  public DeviceFile withIdentity(
      String id, String newIncarnation, SigningKey newSigningKey, Certificate newCertificate) {
    return new DeviceFile(
        id,
        newIncarnation,
        label,
        vaultId,
        bucketUrl,
        keyFingerprint,
        keySource,
        profile,
        allowHttp,
        conditionalWrites,
        recipient,
        newSigningKey,
        newCertificate);
  }

  /**
   * The same device with its vault in another place.
   *
   * @param url the bucket's URL
   * @param newKeySource where the vault's key is loaded from
   * @param newProfile the AWS profile; null for the default chain
   * @param isHttpAllowed whether plain http to another machine is allowed
   * @param newConditionalWrites how the provider takes conditional writes
   */
  public DeviceFile withLocation(
      String url,
      String newKeySource,
      @Nullable String newProfile,
      boolean isHttpAllowed,
      ConditionalWrites newConditionalWrites) {
    return new DeviceFile(
        deviceId,
        incarnation,
        label,
        vaultId,
        url,
        keyFingerprint,
        newKeySource,
        newProfile,
        isHttpAllowed,
        newConditionalWrites,
        recipient,
        signingKey,
        certificate);
  }

  /** The same device under another label. */
  public DeviceFile withLabel(String other) {
    return new DeviceFile(
        deviceId,
        incarnation,
        other,
        vaultId,
        bucketUrl,
        keyFingerprint,
        keySource,
        profile,
        allowHttp,
        conditionalWrites,
        recipient,
        signingKey,
        certificate);
  }

  private static Path file(Home home) {
    return home.syncFolder().resolve("device.json");
  }

  /** Whether sync was set up in this home. */
  public static boolean exists(Home home) {
    return Files.exists(file(home));
  }

  /**
   * Reads the file.
   *
   * @param home where the files are
   * @return this device, or empty if sync was never set up
   * @throws IOException if it cannot be read, is damaged, or a newer program wrote it
   */
  public static Optional<DeviceFile> read(Home home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] content = Files.readAllBytes(file); // no right to read it is not damage
    JsonNode json;
    try {
      json = JsonTrees.read(content);
    } catch (IOException e) {
      throw damaged(file);
    }
    if (!json.path("format").asText().equals(FORMAT)) {
      throw damaged(file);
    }
    if (json.path("version").asInt() != VERSION) {
      throw new IOException(
          file
              + " was written by a newer version of this program. Nothing was changed. Update it.");
    }
    try {
      return Optional.of(parse(json));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw damaged(file);
    }
  }

  private static IOException damaged(Path file) {
    // The cause is left out: it could quote the signing key.
    return new IOException(
        file
            + " is damaged. Your events are safe in the store and in the bucket. Move the file away"
            + " and run `stackunderflow sync init` again: this machine joins as a new device.");
  }

  private static DeviceFile parse(JsonNode json) {
    String deviceId = text(json, "device_id");
    String vaultId = text(json, "vault_id");
    return new DeviceFile(
        deviceId,
        text(json, "incarnation"),
        text(json, "label"),
        vaultId,
        text(json, "bucket_url"),
        text(json, "key_fingerprint"),
        text(json, "key_source"),
        json.path("profile").textValue(),
        json.path("allow_http").booleanValue(),
        ConditionalWrites.fromWireName(text(json, "conditional_writes")),
        json.path("recipient").textValue(),
        SigningKey.decode(text(json, "signing_key"), text(json, "verify_key")),
        new Certificate(
            vaultId,
            deviceId,
            text(json, "verify_key"),
            Role.fromWireName(text(json, "role")),
            text(json, "certificate_mac")));
  }

  private static String text(JsonNode json, String name) {
    String text = json.path(name).textValue();
    if (text == null) {
      throw new IllegalArgumentException(name);
    }
    return text;
  }

  /** Deletes the file: sync is not set up any more. */
  public static void delete(Home home) throws IOException {
    Files.deleteIfExists(file(home));
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @param home where the files are
   * @throws IOException if it cannot be written; the old content stays
   */
  public void write(Home home) throws IOException {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("device_id", deviceId);
    json.put("incarnation", incarnation);
    json.put("label", label);
    json.put("role", certificate.role().wireName());
    json.put("vault_id", vaultId);
    json.put("bucket_url", bucketUrl);
    json.put("key_fingerprint", keyFingerprint);
    json.put("key_source", keySource);
    json.put("profile", profile);
    json.put("allow_http", allowHttp);
    json.put("conditional_writes", conditionalWrites.wireName());
    json.put("recipient", recipient);
    json.put("verify_key", certificate.verifyKey());
    json.put("certificate_mac", certificate.mac());
    json.put("signing_key", signingKey.encoded());
    PrivateFiles.replace(file(home), JsonWriter.pretty(json).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "DeviceFile[" + deviceId + ", " + label + "]";
  }
}
