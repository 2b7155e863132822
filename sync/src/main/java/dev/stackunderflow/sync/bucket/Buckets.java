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

  /**
   * Asks for a list without credentials: this shows whether the address is that of a bucket before
   * anybody types a secret.
   *
   * @param url where it is
   * @return whether it gave the list: then anyone can read the bucket
   * @throws BucketException if there is no answer, no such bucket, or no S3
   */
  public static boolean isPublic(BucketUrl.S3 url, Map<String, String> env) throws BucketException {
    try (Bucket bucket = S3Bucket.openWithoutCredentials(url, env)) {
      bucket.list("v1/vault.json");
      return true;
    } catch (BucketException e) {
      if (e.kind() == BucketException.Kind.DENIED || e.kind() == BucketException.Kind.UNEXPECTED) {
        return false; // as it should be: it wants credentials
      }
      throw e;
    }
  }
}
