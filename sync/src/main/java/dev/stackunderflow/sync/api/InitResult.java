package dev.stackunderflow.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * What {@code sync init} did.
 *
 * @param deviceId this device's random UUID
 * @param label the name that people read for this device
 * @param bucketUrl where the vault is, with its defaults filled in
 * @param movedFrom the URL before, if the device continues in a copy of its vault; else null
 * @param keyFingerprint the fingerprint of the vault's key
 * @param createdVault whether the vault was created now; else it was joined
 * @param createdKey whether the key was generated now
 * @param secretKey the new secret key, to be shown once; null unless {@code createdKey}
 * @param keyPlace where this device loads the key from, in words
 * @param isKeyKept whether the new secret key was stored there; if false the user must do it
 * @param conditionalWrites whether the provider supports conditional writes
 */
public record InitResult(
    String deviceId,
    String label,
    String bucketUrl,
    @Nullable String movedFrom,
    String keyFingerprint,
    boolean createdVault,
    boolean createdKey,
    @Nullable String secretKey,
    String keyPlace,
    boolean isKeyKept,
    boolean conditionalWrites) {

  @Override
  public String toString() {
    return "InitResult[deviceId=" + deviceId + ", bucketUrl=" + bucketUrl + "]";
  }
}
