package dev.stackunderflow.sync.key;

/** A text is not a key; the message never quotes it. */
public final class KeyFormatException extends Exception {

  /** Makes one with words for the user, and no cause: a cause could quote the text. */
  public KeyFormatException(String message) {
    super(message);
  }
}
