package dev.stackunderflow.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * What can go wrong with sync, as far as a user can do something about it. The message says what
 * happened, what is safe and what to do next, and holds no secret.
 */
public abstract sealed class SyncException extends Exception {

  private SyncException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The call itself makes no sense: an option is missing or contradicts another. */
  public static final class Usage extends SyncException {
    /** Makes one with words for the user. */
    public Usage(@Nullable String message) {
      super(message, null);
    }
  }

  /** Sync was never set up here. */
  public static final class NotConfigured extends SyncException {
    /** Makes one with words for the user. */
    public NotConfigured(@Nullable String message) {
      super(message, null);
    }
  }

  /** The key is missing, malformed, or not the one of this vault. */
  public static final class WrongKey extends SyncException {
    /** Makes one with words for the user. */
    public WrongKey(@Nullable String message) {
      super(message, null);
    }
  }

  /** The bucket did not answer; what was to be sent waits in the queue. */
  public static final class Unreachable extends SyncException {
    /** Makes one with words for the user. */
    public Unreachable(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The bucket refused, or there is none of that name. Trying again won't help. */
  public static final class Denied extends SyncException {
    /** Makes one with words for the user. */
    public Denied(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** What the bucket holds is not what a device of this vault wrote. */
  public static final class Tampered extends SyncException {
    /** Makes one with words for the user. */
    public Tampered(@Nullable String message) {
      super(message, null);
    }
  }

  /** Another sync of this store is running. */
  public static final class Busy extends SyncException {
    /** Makes one with words for the user. */
    public Busy(@Nullable String message) {
      super(message, null);
    }
  }

  /** A newer version of the program wrote this; nothing was changed. */
  public static final class NewerFormat extends SyncException {
    /** Makes one with words for the user. */
    public NewerFormat(@Nullable String message) {
      super(message, null);
    }
  }

  /** Anything that should not happen. */
  public static final class Unexpected extends SyncException {
    /** Makes one with words for the user. */
    public Unexpected(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
