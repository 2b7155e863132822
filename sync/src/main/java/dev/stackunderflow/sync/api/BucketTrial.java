package dev.stackunderflow.sync.api;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bucket allows, found by listing it and writing, reading and deleting one small object.
 *
 * @param url the bucket's URL with its defaults filled in
 * @param worked which of {@code list}, {@code write}, {@code read} and {@code delete} worked, in
 *     this order
 * @param conditionalWrites whether the provider supports conditional writes
 * @param keyFingerprint the fingerprint of the vault's key; null where there is no vault, or it was
 *     not reached
 * @param clockSkew how far this machine's clock is ahead of the provider's, exact to two seconds;
 *     null where the provider did not say
 * @param failure why the rest was not tried; null where everything was
 * @param isKeyRefused whether the failure is that of the credentials, so that others may work
 * @param urlInItsRegion where the bucket is in another region: the URL with that region; else null
 */
public record BucketTrial(
    String url,
    List<String> worked,
    boolean conditionalWrites,
    @Nullable String keyFingerprint,
    @Nullable Duration clockSkew,
    @Nullable SyncException failure,
    boolean isKeyRefused,
    @Nullable String urlInItsRegion) {

  /** Lists, writes, reads: all that sync needs. */
  public boolean isUsable() {
    return failure == null;
  }

  /** Whether objects can be deleted. */
  public boolean canDelete() {
    return worked.contains("delete");
  }
}
