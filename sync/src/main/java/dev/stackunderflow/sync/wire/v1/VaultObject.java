package dev.stackunderflow.sync.wire.v1;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The vault object, the one plaintext object of a vault.
 *
 * @param vaultId a random UUID
 * @param keyFingerprint the fingerprint of the key that opens the vault
 * @param created when, ISO 8601 UTC
 * @param mac the seal by that key over the other three, base64
 */
public record VaultObject(String vaultId, String keyFingerprint, String created, String mac) {

  /** The {@code format} field. */
  public static final String FORMAT = "stackunderflow-sync-vault";

  /** The {@code version} field. */
  public static final int VERSION = 1;

  /** No vault object is longer, in bytes. */
  public static final int MAX_BYTES = 4096;

  /** The object's bytes: UTF-8 JSON. */
  public byte[] encode() {
    ObjectNode json = Fields.newObject();
    json.put("format", FORMAT);
    json.put("version", VERSION);
    json.put("vault_id", vaultId);
    json.put("key_fingerprint", keyFingerprint);
    json.put("created", created);
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
    return new VaultObject(
        fields.matching("vault_id", Layout::isUuid),
        fields.matching("key_fingerprint", text -> text.startsWith("SHA256:")),
        fields.text("created", 40),
        fields.text("mac", 100));
  }
}
