package dev.stackunderflow.sync.bucket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request failed; the message says how in plain words and names the bucket, never a secret. */
public final class BucketException extends Exception {

  /** What a caller can do about it. */
  public enum Kind {
    /** No answer, or "later": trying again can help. */
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
    /** Anything else. */
    UNEXPECTED
  }

  private final Kind kind;
  private final Duration retryAfter;

  /** Makes one with words for the user. */
  public BucketException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, Duration.ZERO);
  }

  /** Makes one of a provider that says when to come again. */
  public BucketException(
      Kind kind, String message, @Nullable Throwable cause, Duration retryAfter) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** The provider wants to be left alone for so long, zero where it did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** What a caller can do about it. */
  public Kind kind() {
    return kind;
  }
}
