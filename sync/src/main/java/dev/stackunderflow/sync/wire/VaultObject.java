package dev.stackunderflow.sync.wire;

import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.key.VaultSeal;
import java.util.ArrayList;
import java.util.List;

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
}
