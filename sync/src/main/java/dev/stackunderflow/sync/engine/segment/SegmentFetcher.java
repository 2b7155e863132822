package dev.stackunderflow.sync.engine.segment;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.wire.Head;
import dev.stackunderflow.sync.wire.v1.Layout;
import java.util.Optional;

/** Fetches segments and checks them against the size and the SHA-256 in a signed head. */
public final class SegmentFetcher {

  private SegmentFetcher() {}

  /** What the bucket has of a segment. */
  public sealed interface Fetched {

    /**
     * The object that the head names.
     *
     * @param object its bytes, as stored
     */
    record Intact(byte[] object) implements Fetched {}

    /** There is no such object. */
    record Missing() implements Fetched {}

    /** There is an object of that name with another size or another hash. */
    record Damaged() implements Fetched {}
  }

  /**
   * Fetches a segment.
   *
   * @param bucket the vault's bucket
   * @param deviceId the device that published it
   * @param segment the segment, as that device's head names it
   * @throws BucketException if the bucket cannot be reached or refuses
   */
  public static Fetched fetch(Bucket bucket, String deviceId, Head.SegmentRef segment)
      throws BucketException {
    Optional<Bucket.Content> found;
    try {
      found = bucket.get(Layout.segment(deviceId, segment.id()), segment.bytes());
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.TOO_LARGE) {
        return new Fetched.Damaged();
      }
      throw e;
    }
    if (found.isEmpty()) {
      return new Fetched.Missing();
    }
    byte[] object = found.get().bytes();
    return isIntact(segment, object) ? new Fetched.Intact(object) : new Fetched.Damaged();
  }

  /** Whether these are the bytes that the head names. */
  public static boolean isIntact(Head.SegmentRef segment, byte[] object) {
    return object.length == segment.bytes() && Sha256.hex(object).equals(segment.sha256());
  }
}
