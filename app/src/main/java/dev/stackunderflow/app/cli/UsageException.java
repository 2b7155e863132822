package dev.stackunderflow.app.cli;

/**
 * The command line names something that does not exist, is ambiguous or makes no sense, or the user
 * did not confirm. The message says so, and what was not changed.
 */
public final class UsageException extends Exception {

  /** Creates one with a message for the user. */
  public UsageException(String message) {
    super(message);
  }
}
