package dev.stackunderflow.sync.key;

/** The MACs of the vault object: nobody without the key can make one that a device would follow. */
public final class VaultSeal {

  /** The label of the seal over a vault object. */
  public static final String LABEL = "stackunderflow-sync/v1/vault";

  /** The label of the word by which a key names the one that comes after it. */
  public static final String HANDOVER_LABEL = "stackunderflow-sync/v1/handover";

  private VaultSeal() {}

  /** Seals a vault object's fields, in their order; the result is base64. */
  public static String seal(VaultKey key, String vaultId, String... fields) {
    return VaultMac.of(key, vaultId, LABEL, fields);
  }

  /** Whether the seal is the one that this key makes of these fields. */
  public static boolean verify(VaultKey key, String mac, String vaultId, String... fields) {
    return VaultMac.isSame(seal(key, vaultId, fields), mac);
  }

  /** The retired key's word, base64, that another one is the vault's key now. */
  public static String handOver(
      VaultKey retired, String vaultId, String nextFingerprint, String when) {
    return VaultMac.of(
        retired, vaultId, HANDOVER_LABEL, retired.fingerprint().value(), nextFingerprint, when);
  }

  /** Whether the holder of the retired key gave that word. */
  public static boolean isHandedOver(
      VaultKey retired, String vaultId, String nextFingerprint, String when, String word) {
    return VaultMac.isSame(handOver(retired, vaultId, nextFingerprint, when), word);
  }
}
