package dev.stackunderflow.sync.key;

import dev.stackunderflow.sync.api.Role;

/**
 * The vault key's confirmation that a signing key belongs to a device of the vault.
 *
 * @param vaultId the vault
 * @param deviceId the device
 * @param verifyKey the public half of its signing key: base64 of X.509 SubjectPublicKeyInfo
 * @param role what the device may do
 * @param mac base64 of the HMAC over the other four
 */
public record Certificate(
    String vaultId, String deviceId, String verifyKey, Role role, String mac) {

  /** The label of the MAC. */
  public static final String LABEL = "stackunderflow-sync/v1/device-certificate";

  /** Certifies a device. */
  public static Certificate issue(
      VaultKey key, String vaultId, String deviceId, String verifyKey, Role role) {
    return new Certificate(
        vaultId, deviceId, verifyKey, role, mac(key, vaultId, deviceId, verifyKey, role));
  }

  /** Whether the holder of this key issued it. */
  public boolean isIssuedBy(VaultKey key) {
    return VaultMac.isSame(mac(key, vaultId, deviceId, verifyKey, role), mac);
  }

  private static String mac(
      VaultKey key, String vaultId, String deviceId, String verifyKey, Role role) {
    return VaultMac.of(key, vaultId, LABEL, vaultId, deviceId, verifyKey, role.wireName());
  }
}
