package dev.stackunderflow.sync.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * This device's own head, as last committed.
 *
 * @param generation 0 before the first push
 * @param etag the bucket's ETag of the object; null before the first push
 * @param sha256 the hash of the object, in hex; null before the first push
 * @param writtenAt when it was written; null if the next push must write a new one
 * @param lastStamp in ms; later events get a greater stamp
 * @param storeIdentity names the store that {@code scannedId} refers to, and that row
 * @param scannedId the highest row id of the store that a push has looked at
 * @param sealedFor the fingerprint of the key that opens the head and its segments, queued ones too
 */
public record OwnHead(
    long generation,
    @Nullable String etag,
    @Nullable String sha256,
    @Nullable Instant writtenAt,
    long lastStamp,
    @Nullable String storeIdentity,
    long scannedId,
    @Nullable String sealedFor) {

  /**
   * The key of the head that this device wrote last, as far as it knows: null if it knows of none.
   * What is queued before that can be sealed for a key without a head.
   */
  public @Nullable String headSealedFor() {
    return generation == 0 ? null : sealedFor;
  }
}
