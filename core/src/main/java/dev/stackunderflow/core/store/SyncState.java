package dev.stackunderflow.core.store;

import org.jspecify.annotations.Nullable;

/**
 * The single row of {@code sync_state}.
 *
 * @param deviceId this device's random UUID
 * @param bucketUrl where the vault is; holds no secret
 * @param lastSyncTs when the last push or pull ended well, ISO 8601 UTC
 * @param lastSyncEventId the highest local {@code messages.id} in a committed push
 * @param keyFingerprint the fingerprint of the vault's key
 * @param remoteEventId the highest row id imported into the replica
 * @param conflictCount conflicts resolved by last-write-wins so far
 */
public record SyncState(
    String deviceId,
    String bucketUrl,
    @Nullable String lastSyncTs,
    @Nullable Long lastSyncEventId,
    String keyFingerprint,
    long remoteEventId,
    long conflictCount) {

  /** The row of a device that has not synced yet. */
  public static SyncState first(String deviceId, String bucketUrl, String keyFingerprint) {
    return new SyncState(deviceId, bucketUrl, null, null, keyFingerprint, 0, 0);
  }
}
