package dev.stackunderflow.sync.bucket;

import java.util.Map;

/** Opens buckets: {@link Buckets#open}, or what a test uses instead. */
@FunctionalInterface
public interface BucketOpener {

  /** See {@link Buckets#open}. */
  Bucket open(BucketUrl url, BucketOptions options, Map<String, String> env) throws BucketException;
}
