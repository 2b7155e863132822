package dev.stackunderflow.sync.api;

import org.jspecify.annotations.Nullable;

/**
 * The failures of sync, by what a user can do about them. The message says what happened, what is
 * safe and what to do next, and contains no secret.
 */
public abstract sealed class SyncException extends Exception {

  private SyncException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The call is invalid: an option is missing or contradicts another. */
  public static final class Usage extends SyncException {
    /** With words for the user. */
    public Usage(@Nullable String message) {
      super(message, null);
    }
  }

  /** Sync was never set up here. */
  public static final class NotConfigured extends SyncException {
    /** With words for the user. */
    public NotConfigured(@Nullable String message) {
      super(message, null);
    }
  }

  /** The key is missing, malformed, or not the one of this vault. */
  public static final class WrongKey extends SyncException {
    /** With words for the user. */
    public WrongKey(@Nullable String message) {
      super(message, null);
    }
  }

  /** The bucket did not answer; segments to send are queued. */
  public static final class Unreachable extends SyncException {
    /** With words for the user. */
    public Unreachable(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The bucket refused, or does not exist. Retrying does not help. */
  public static final class Denied extends SyncException {
    /** With words for the user. */
    public Denied(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The bucket contains objects that no device of this vault wrote. */
  public static final class Tampered extends SyncException {
    /** With words for the user. */
    public Tampered(@Nullable String message) {
      super(message, null);
    }
  }

  /** Another sync of this store is running. */
  public static final class Busy extends SyncException {
    /** With words for the user. */
    public Busy(@Nullable String message) {
      super(message, null);
    }
  }

  /** A newer version of the program wrote this; nothing was changed. */
  public static final class NewerFormat extends SyncException {
    /** With words for the user. */
    public NewerFormat(@Nullable String message) {
      super(message, null);
    }
  }

  /** Anything that should not happen. */
  public static final class Unexpected extends SyncException {
    /** With words for the user. */
    public Unexpected(@Nullable String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
