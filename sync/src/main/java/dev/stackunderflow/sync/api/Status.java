package dev.stackunderflow.sync.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this device knows about sync, without asking the bucket.
 *
 * @param deviceId this device's random UUID
 * @param label the name that people read for this device
 * @param role {@code full}, or {@code write-only} for one that adds and reads nothing
 * @param bucketUrl where the vault is
 * @param keyFingerprint the fingerprint of the vault's key
 * @param keySource where the secret key is looked for, as {@code env:NAME} or {@code file:PATH}
 * @param keyAvailable whether the right key is there now
 * @param keyBackedUpAt when the key was backed up from this device, ISO 8601 UTC; null for never
 * @param generation this device's generation, 0 before its first push
 * @param lastSyncTs when the last push or pull ended well, ISO 8601 UTC
 * @param lastSyncEventId the highest local event id in a committed push
 * @param remoteEventId the highest row id landed in the replica
 * @param conflictCount conflicts resolved by last-write-wins
 * @param pendingEvents local events that no committed push holds yet
 * @param retry the retry queue
 * @param requestsToday requests made to the bucket today (UTC)
 * @param requestsOf30Days those of the last 30 days, by {@code list}, {@code get}, {@code put} and
 *     {@code delete}
 * @param requestCost what a month of this device's requests costs at that rate; null for a provider
 *     whose prices are not known, or none
 * @param devices every device of the vault, this one first
 */
public record Status(
    String deviceId,
    String label,
    String role,
    String bucketUrl,
    String keyFingerprint,
    String keySource,
    boolean keyAvailable,
    @Nullable String keyBackedUpAt,
    long generation,
    @Nullable String lastSyncTs,
    @Nullable Long lastSyncEventId,
    long remoteEventId,
    long conflictCount,
    long pendingEvents,
    Retry retry,
    long requestsToday,
    Map<String, Long> requestsOf30Days,
    @Nullable Cost requestCost,
    List<Device> devices) {

  /**
   * An estimate of what requests cost.
   *
   * @param usdPerMonth US dollars for 30 days, what is free taken off
   * @param provider whose list prices these are
   * @param source where the prices are from
   */
  public record Cost(double usdPerMonth, String provider, String source) {}

  /**
   * The retry queue.
   *
   * @param queued encrypted segments on this disk that wait for the bucket
   * @param attempts failed attempts in a row
   * @param nextAttemptAt when the next automatic attempt is due, ISO 8601 UTC
   * @param lastError the last failure, in words
   */
  public record Retry(
      int queued, int attempts, @Nullable String nextAttemptAt, @Nullable String lastError) {}

  /**
   * A device of the vault.
   *
   * @param deviceId its random UUID
   * @param label the name that people read
   * @param thisDevice whether it is this one
   * @param events events of it that are here
   * @param generation its generation as last seen
   * @param mergedGeneration its generation up to which its events are here
   * @param lastSeen when it last wrote to the vault, ISO 8601 UTC; null for never
   * @param problem what is wrong with its objects in the bucket, or null
   */
  public record Device(
      String deviceId,
      String label,
      boolean thisDevice,
      long events,
      long generation,
      long mergedGeneration,
      @Nullable String lastSeen,
      @Nullable String problem) {}
}
