package dev.stackunderflow.sync.key;

/** The place where the key should be can't be read, or others can read it too. */
public final class KeyUnavailableException extends Exception {

  /** Makes one with words for the user. */
  public KeyUnavailableException(String message) {
    super(message);
  }
}
