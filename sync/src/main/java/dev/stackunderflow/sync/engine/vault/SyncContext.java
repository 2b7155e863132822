package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.bucket.Bucket;
import dev.stackunderflow.sync.bucket.BucketException;
import dev.stackunderflow.sync.bucket.BucketOpener;
import dev.stackunderflow.sync.bucket.BucketOptions;
import dev.stackunderflow.sync.bucket.BucketUrl;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that sync takes from outside, so that a test can control it.
 *
 * @param home where the files are
 * @param env the process environment
 * @param clock the time
 * @param random for keys, ids and names
 * @param buckets opens the bucket
 * @param fanOut how many neighbouring segments of one level are compacted into one
 */
public record SyncContext(
    Home home,
    Map<String, String> env,
    Clock clock,
    SecureRandom random,
    BucketOpener buckets,
    int fanOut) {

  /**
   * Opens a bucket, the caller's to close.
   *
   * @param url its URL, already checked
   * @param profile the AWS profile to take credentials from; null for the default chain
   * @param allowHttp whether plain http to another machine is allowed
   * @throws BucketException if it cannot be opened
   */
  public Bucket openBucket(BucketUrl url, @Nullable String profile, boolean allowHttp)
      throws BucketException {
    return buckets.open(url, new BucketOptions(profile, allowHttp), env);
  }

  /** The time in whole milliseconds. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public String toString() {
    return "SyncContext[" + home.folder() + "]"; // the environment holds secrets
  }
}
