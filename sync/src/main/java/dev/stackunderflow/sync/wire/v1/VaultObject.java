package dev.stackunderflow.sync.wire.v1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The vault object, the one plaintext object of a vault.
 *
 * @param vaultId a random UUID
 * @param keyFingerprint the fingerprint of the key that opens the vault
 * @param created when, ISO 8601 UTC
 * @param retired the keys before that one, the latest first
 * @param mac the seal by that key over the others, base64
 */
public record VaultObject(
    String vaultId, String keyFingerprint, String created, List<RetiredKey> retired, String mac) {

  /** The {@code format} field. */
  public static final String FORMAT = "stackunderflow-sync-vault";

  /** The {@code version} field. */
  public static final int VERSION = 1;

  /** No vault object is longer, in bytes. */
  public static final int MAX_BYTES = 65536;

  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/=]{44}");
  private static final Pattern INSTANT = Pattern.compile("[0-9TZ:.-]{10,40}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{1,2000}");

  /**
   * A key that was the vault's.
   *
   * @param fingerprint its fingerprint
   * @param retiredAt when it was replaced, ISO 8601 UTC
   * @param identity base64 of an age file for the present key: the retired identity
   * @param handover the retired key's word that the present one is the vault's, base64
   * @param devices the devices whose objects may still be under it
   */
  public record RetiredKey(
      String fingerprint,
      String retiredAt,
      String identity,
      String handover,
      List<String> devices) {}

  /** A vault object with its seal. */
  public static VaultObject sealed(
      VaultKey key, String vaultId, String created, List<RetiredKey> retired) {
    String fingerprint = key.fingerprint().value();
    return new VaultObject(
        vaultId,
        fingerprint,
        created,
        List.copyOf(retired),
        VaultSeal.seal(key, vaultId, fields(vaultId, fingerprint, created, retired)));
  }

  /** Whether the holder of this key wrote it. */
  public boolean isSealedBy(VaultKey key) {
    return VaultSeal.verify(key, mac, vaultId, fields(vaultId, keyFingerprint, created, retired));
  }

  /** What the seal covers. No field can hold the line break that parts them. */
  private static String[] fields(
      String vaultId, String fingerprint, String created, List<RetiredKey> retired) {
    List<String> fields = new ArrayList<>(List.of(vaultId, fingerprint, created));
    for (RetiredKey key : retired) {
      fields.addAll(List.of(key.fingerprint(), key.retiredAt(), key.identity(), key.handover()));
      fields.add(String.join(" ", key.devices()));
    }
    return fields.toArray(String[]::new);
  }

  /** The object's bytes: UTF-8 JSON. */
  public byte[] encode() {
    ObjectNode json = Fields.newObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("vault_id", vaultId);
    json.put("key_fingerprint", keyFingerprint);
    json.put("created", created);
    if (!retired.isEmpty()) {
      ArrayNode array = json.putArray("retired_keys");
      for (RetiredKey key : retired) {
        ObjectNode one = array.addObject();
        one.put("key_fingerprint", key.fingerprint());
        one.put("retired_at", key.retiredAt());
        one.put("identity", key.identity());
        one.put("handover", key.handover());
        one.put("devices", String.join(" ", key.devices()));
      }
    }
    json.put("mac", mac);
    return Fields.bytes(json);
  }

  /**
   * Reads one. The seal is not checked here.
   *
   * @param bytes the object as stored
   * @return the vault object
   * @throws WireException if it is not one, or a newer program wrote it
   */
  public static VaultObject decode(byte[] bytes) throws WireException {
    Fields fields = Fields.parse("The vault object " + Layout.VAULT, bytes);
    fields.require(FORMAT, VERSION);
    List<RetiredKey> retired = new ArrayList<>();
    if (fields.has("retired_keys")) {
      for (Fields key : fields.array("retired_keys")) {
        retired.add(retired(key));
      }
    }
    return new VaultObject(
        fields.matching("vault_id", Layout::isUuid),
        fields.matching("key_fingerprint", text -> FINGERPRINT.matcher(text).matches()),
        fields.matching("created", text -> INSTANT.matcher(text).matches()),
        List.copyOf(retired),
        fields.text("mac", 100));
  }

  private static RetiredKey retired(Fields fields) throws WireException {
    String devices = fields.text("devices", MAX_BYTES);
    return new RetiredKey(
        fields.matching("key_fingerprint", text -> FINGERPRINT.matcher(text).matches()),
        fields.matching("retired_at", text -> INSTANT.matcher(text).matches()),
        fields.matching("identity", 2000, text -> BASE64.matcher(text).matches()),
        fields.matching("handover", text -> BASE64.matcher(text).matches()),
        devices.isEmpty() ? List.of() : ids(fields, devices));
  }

  private static List<String> ids(Fields fields, String devices) throws WireException {
    List<String> ids = List.of(devices.split(" ", -1));
    if (!ids.stream().allMatch(Layout::isUuid)) {
      throw fields.odd("devices");
    }
    return ids;
  }
}
