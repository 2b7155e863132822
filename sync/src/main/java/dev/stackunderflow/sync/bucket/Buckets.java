package dev.stackunderflow.sync.bucket;

import java.util.Map;

/** Opens buckets. */
public final class Buckets {

  private Buckets() {}

  /**
   * Opens a bucket; no request is made yet.
   *
   * @param url where it is
   * @param options what it needs besides the URL
   * @param env the process environment, for credentials
   * @return the bucket, the caller's to close
   * @throws BucketException if there are no credentials for it, or the folder does not exist
   */
  public static Bucket open(BucketUrl url, BucketOptions options, Map<String, String> env)
      throws BucketException {
    return switch (url) {
      case BucketUrl.S3 s3 -> S3Bucket.open(s3, options, env);
      case BucketUrl.Folder folder -> new FolderBucket(folder);
    };
  }
}
