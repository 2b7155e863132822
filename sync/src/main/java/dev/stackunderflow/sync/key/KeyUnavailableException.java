package dev.stackunderflow.sync.key;

/** The key source cannot be read, or other users can read it. */
public final class KeyUnavailableException extends Exception {

  /** Makes one with words for the user. */
  public KeyUnavailableException(String message) {
    super(message);
  }
}
