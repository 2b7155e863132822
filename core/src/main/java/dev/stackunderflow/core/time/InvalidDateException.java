package dev.stackunderflow.core.time;

import java.io.IOException;

/** What was written is no day and no time; the message says what would be. */
public final class InvalidDateException extends IOException {

  /** Makes one with words for the user. */
  public InvalidDateException(String message) {
    super(message);
  }
}
