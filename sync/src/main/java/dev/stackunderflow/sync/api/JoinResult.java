package dev.stackunderflow.sync.api;

/**
 * What {@code sync join} did.
 *
 * @param deviceId this device's random UUID
 * @param label the name that people read for this device
 * @param role what this device may do: {@code write-only}
 * @param bucketUrl where the vault is
 * @param keyFingerprint the fingerprint of the vault's key, which this device does not have
 */
public record JoinResult(
    String deviceId, String label, String role, String bucketUrl, String keyFingerprint) {}
