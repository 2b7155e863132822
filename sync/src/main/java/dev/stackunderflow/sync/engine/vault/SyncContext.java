package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.bucket.BucketOpener;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;

/**
 * What comes in from outside.
 *
 * @param home where the files are
 * @param env the process environment
 * @param clock the time
 * @param random for ids and names
 * @param buckets opens the bucket
 * @param fanOut so many neighbouring segments of one level become one
 */
public record SyncContext(
    Home home,
    Map<String, String> env,
    Clock clock,
    SecureRandom random,
    BucketOpener buckets,
    int fanOut) {

  @Override
  public String toString() {
    return "Setting[" + home.folder() + "]"; // the environment holds secrets
  }
}
