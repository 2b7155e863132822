package dev.stackunderflow.sync.bucket;

import org.jspecify.annotations.Nullable;

/** What to do when an S3 provider refuses an access key. */
final class S3Refusal {

  private S3Refusal() {}

  /** What an access key may be allowed to do. */
  enum Right {
    LIST("list the objects", "s3:ListBucket"),
    READ("read objects", "s3:GetObject"),
    WRITE("write objects", "s3:PutObject"),
    DELETE("delete objects", "s3:DeleteObject");

    private final String words;
    private final String action;

    Right(String words, String action) {
      this.words = words;
      this.action = action;
    }
  }

  /**
   * Says what is wrong with the key, and what to do.
   *
   * @param code S3's error code; empty where the answer had none
   * @param right what the request needed; null where that is not known
   */
  static String advice(String code, @Nullable Right right) {
    return switch (code) {
      case "InvalidAccessKeyId" ->
          "It does not know this access key: the id is mistyped, deleted, or of another provider"
              + " or account. Check the access key's id.";
      case "SignatureDoesNotMatch" ->
          "The secret does not belong to the access key's id. Copy it again, whole; if it is right,"
              + " check the region.";
      case "InvalidToken" ->
          "The session token is not valid, or does not belong to the access key. Sign in again.";
      case "AccessDenied" ->
          right == null
              ? GENERAL
              : "The access key is not allowed to "
                  + right.words
                  + ". Check the bucket's name, and allow the key "
                  + right.action
                  + ": docs/providers.md has the policy.";
      default -> GENERAL;
    };
  }

  private static final String GENERAL =
      "Check the access key, its secret, its rights to list, read and write, and the region.";
}
