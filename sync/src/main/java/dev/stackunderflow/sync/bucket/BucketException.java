package dev.stackunderflow.sync.bucket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request failed. The message says why and names the bucket, never a secret. */
public final class BucketException extends Exception {

  /** What a caller can do about it. */
  public enum Kind {
    /** No answer, or "later": retrying can help. */
    UNREACHABLE,
    /** Refused: other credentials or rights are needed. */
    DENIED,
    /** There is no such bucket. */
    NO_BUCKET,
    /** Refused because this machine's clock is wrong. */
    CLOCK,
    /** The provider does not know the request. */
    UNSUPPORTED,
    /** The object is larger than the caller accepts. */
    TOO_LARGE,
    /** The provider does not answer as S3 does, so that its answer cannot be used. */
    INVALID_ANSWER,
    /** Anything else. */
    UNEXPECTED
  }

  private final Kind kind;
  private final Duration retryAfter;

  /** Takes the message for the user. */
  public BucketException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, Duration.ZERO);
  }

  /** Takes the message, and when the provider asks to try again. */
  public BucketException(
      Kind kind, String message, @Nullable Throwable cause, Duration retryAfter) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** How long the provider asks to wait before the next request; zero where it did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** What a caller can do about it. */
  public Kind kind() {
    return kind;
  }
}
