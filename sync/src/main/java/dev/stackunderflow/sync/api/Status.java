package dev.stackunderflow.sync.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of sync on this device, from local files.
 *
 * @param deviceId this device's random UUID
 * @param label the name that people read for this device
 * @param role {@code full} or {@code write-only}
 * @param bucketUrl where the vault is
 * @param keyFingerprint the fingerprint of the vault's key
 * @param keySource where the secret key is loaded from, as {@code env:NAME} or {@code file:PATH}
 * @param keyAvailable whether the vault's key is available there now
 * @param keyBackedUpAt when the key was backed up from this device, ISO 8601 UTC; null for never
 * @param generation this device's generation, 0 before its first push
 * @param lastSyncTs when the last push or pull succeeded, ISO 8601 UTC
 * @param lastSyncEventId the highest local event id in a committed push
 * @param remoteEventId the highest row id imported into the replica
 * @param conflictCount conflicts resolved by last-write-wins
 * @param pendingEvents local events that no committed push contains yet
 * @param retry the retry queue
 * @param requestsToday requests made to the bucket today (UTC)
 * @param requestsOf30Days requests of the last 30 days, by {@code list}, {@code get}, {@code put}
 *     and {@code delete}
 * @param requestCost the cost of a month at that rate; null if the provider's prices are not known,
 *     or no requests were counted
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
   * @param usdPerMonth US dollars for 30 days, after the free requests
   * @param provider whose list prices these are
   * @param source where the prices are from
   */
  public record Cost(double usdPerMonth, String provider, String source) {}

  /**
   * The retry queue.
   *
   * @param queued encrypted segments on this disk that are not sent yet
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
   * @param problem the problem with its objects in the bucket; null for none
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
