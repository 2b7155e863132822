package dev.stackunderflow.sync.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sync prune} did, or would do, and why.
 *
 * @param dryRun whether nothing was deleted
 * @param deletedSegments replaced segments that were deleted
 * @param deletedBytes their size
 * @param tooYoung replaced segments that are kept because they were replaced too recently
 * @param heldUp replaced segments that are kept because an active device has not merged past them
 * @param deletedOrphans deleted objects of this device that no head ever named
 * @param waitingOrphans such objects that are kept until they were seen for a day
 * @param devices the other devices, each with how far it has merged this one
 * @param notices what could not be deleted, in words
 */
public record PruneResult(
    boolean dryRun,
    int deletedSegments,
    long deletedBytes,
    int tooYoung,
    int heldUp,
    int deletedOrphans,
    int waitingOrphans,
    List<Device> devices,
    List<String> notices) {

  /**
   * Another device.
   *
   * @param deviceId its random UUID
   * @param label the name that people read
   * @param mergedGeneration up to which push of this device it has merged
   * @param lastSeen when it last wrote to the vault, ISO 8601 UTC
   * @param isWaitedFor false if it is write-only, revoked, or was not seen for 90 days
   * @param holdsUp how many segments are kept because of it
   */
  public record Device(
      String deviceId,
      String label,
      long mergedGeneration,
      @Nullable String lastSeen,
      boolean isWaitedFor,
      int holdsUp) {}
}
