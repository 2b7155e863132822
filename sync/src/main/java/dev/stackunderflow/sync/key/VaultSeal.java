package dev.stackunderflow.sync.key;

/** The MAC of the vault object: nobody without the key can make one that a device would join. */
public final class VaultSeal {

  /** The label of the MAC. */
  public static final String LABEL = "stackunderflow-sync/v1/vault";

  private VaultSeal() {}

  /** Seals a vault object's fields; the result is base64. */
  public static String seal(VaultKey key, String vaultId, String fingerprint, String created) {
    return VaultMac.of(key, vaultId, LABEL, vaultId, fingerprint, created);
  }

  /** Whether the seal is the one that this key makes of these fields. */
  public static boolean verify(
      VaultKey key, String vaultId, String fingerprint, String created, String mac) {
    return VaultMac.isSame(seal(key, vaultId, fingerprint, created), mac);
  }
}
