package dev.stackunderflow.sync.engine;

import dev.stackunderflow.sync.SyncException;
import dev.stackunderflow.sync.bucket.BucketException;

/** Turns a bucket's failure into the kind that a user can do something about. */
final class Failures {

  private Failures() {}

  static SyncException of(BucketException e) {
    return of(e, "");
  }

  static SyncException of(BucketException e, String whatIsSafe) {
    String message = e.getMessage() + whatIsSafe;
    return switch (e.kind()) {
      case UNREACHABLE -> new SyncException.Unreachable(message, e);
      case DENIED, NO_BUCKET, CLOCK -> new SyncException.Denied(message, e);
      case UNSUPPORTED, TOO_LARGE, UNEXPECTED -> new SyncException.Unexpected(message, e);
    };
  }
}
