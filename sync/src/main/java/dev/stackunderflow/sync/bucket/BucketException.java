package dev.stackunderflow.sync.bucket;

import java.time.Duration;
import java.util.Optional;
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
    /** The bucket is in another region than the request was signed for. */
    REGION,
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
  private final @Nullable String region;

  /** Takes the message for the user. */
  public BucketException(Kind kind, String message, @Nullable Throwable cause) {
    this(kind, message, cause, Duration.ZERO, null);
  }

  /** Takes the message, and when the provider asks to try again. */
  public BucketException(
      Kind kind, String message, @Nullable Throwable cause, Duration retryAfter) {
    this(kind, message, cause, retryAfter, null);
  }

  private BucketException(
      Kind kind,
      String message,
      @Nullable Throwable cause,
      Duration retryAfter,
      @Nullable String region) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.region = region;
  }

  /** Takes the message, and the region that the provider names; null where it names none. */
  static BucketException ofRegion(String message, Throwable cause, @Nullable String region) {
    return new BucketException(Kind.REGION, message, cause, Duration.ZERO, region);
  }

  /** The region that the bucket is in, where the provider refused the request for that. */
  public Optional<String> region() {
    return Optional.ofNullable(region);
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
