package dev.stackunderflow.sync.state;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.sync.key.Certificate;
import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.key.SigningKey;
import dev.stackunderflow.sync.key.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who this device is in which vault: {@code sync/device.json}, 0600. It holds the device's signing
 * key, and never the vault's key.
 *
 * @param deviceId a random UUID
 * @param incarnation a random UUID minted with the id, so that a copy can be told
 * @param label the name that people read
 * @param vaultId the vault
 * @param bucketUrl where the vault is
 * @param keyFingerprint the fingerprint of the vault's key
 * @param keySource where the vault's key is looked for, as {@code env:NAME} or {@code file:PATH}
 * @param profile the AWS profile to take credentials from, null for the default chain
 * @param allowHttp whether plain http may go to another machine
 * @param conditionalWrites whether the provider keeps conditional writes
 * @param recipient the vault's recipient, where the device may add and not read; null else
 * @param signingKey the device's signing key
 * @param certificate the vault key's word for it
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
    boolean conditionalWrites,
    @Nullable String recipient,
    SigningKey signingKey,
    Certificate certificate) {

  private static final String FORMAT = "stackunderflow-sync-device";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether this device may add to the vault and can read nothing of it. */
  public boolean isWriteOnly() {
    return certificate.role() == Role.WRITE_ONLY;
  }

  /**
   * The same device under the vault's next key.
   *
   * @param key the next key; the certificate is issued anew with it
   * @param source where it is looked for
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

  /** Whether there is one. */
  public static boolean exists(Home home) {
    return Files.exists(file(home));
  }

  /**
   * Reads it.
   *
   * @param home where the files are
   * @return this device, or empty where sync was never set up
   * @throws IOException if it can't be read, is damaged, or a newer program wrote it
   */
  public static Optional<DeviceFile> read(Home home) throws IOException {
    Path file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, Object> json;
    try {
      json = JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {});
    } catch (IOException e) {
      throw damaged(file);
    }
    if (!FORMAT.equals(json.get("format"))) {
      throw damaged(file);
    }
    if (!Integer.valueOf(VERSION).equals(json.get("version"))) {
      throw new IOException(
          file
              + " was written by a newer version of this program. Nothing was changed. Update it.");
    }
    try {
      return Optional.of(parse(json));
    } catch (IllegalArgumentException | ClassCastException | NullPointerException e) {
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

  private static DeviceFile parse(Map<String, Object> json) {
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
        (String) json.get("profile"),
        Boolean.TRUE.equals(json.get("allow_http")),
        Boolean.TRUE.equals(json.get("conditional_writes")),
        (String) json.get("recipient"),
        SigningKey.decode(text(json, "signing_key"), text(json, "verify_key")),
        new Certificate(
            vaultId,
            deviceId,
            text(json, "verify_key"),
            Role.fromWireName(text(json, "role")),
            text(json, "certificate_mac")));
  }

  private static String text(Map<String, Object> json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(name);
  }

  /** Makes this machine's store one that was never set up. */
  public static void delete(Home home) throws IOException {
    Files.deleteIfExists(file(home));
  }

  /**
   * Writes it, whole or not at all.
   *
   * @param home where the files are
   * @throws IOException if it can't be written; an older one stays as it is
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
    json.put("conditional_writes", conditionalWrites);
    json.put("recipient", recipient);
    json.put("verify_key", certificate.verifyKey());
    json.put("certificate_mac", certificate.mac());
    json.put("signing_key", signingKey.encoded());
    PrivateFiles.replace(file(home), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
  }

  @Override
  public String toString() {
    return "DeviceFile[" + deviceId + ", " + label + "]";
  }
}
