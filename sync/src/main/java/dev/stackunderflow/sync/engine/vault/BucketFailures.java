package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;

/** Translates a bucket's failure into the kind that a user can act on. */
public final class BucketFailures {

  private BucketFailures() {}

  public static SyncException of(BucketException e) {
    return of(e, "");
  }

  public static SyncException of(BucketException e, String whatIsSafe) {
    String message = e.getMessage() + whatIsSafe;
    return switch (e.kind()) {
      case UNREACHABLE -> new SyncException.Unreachable(message, e);
      case DENIED, NO_BUCKET, REGION, CLOCK, INVALID_ANSWER -> new SyncException.Denied(message, e);
      case UNSUPPORTED, TOO_LARGE, UNEXPECTED -> new SyncException.Unexpected(message, e);
    };
  }
}
