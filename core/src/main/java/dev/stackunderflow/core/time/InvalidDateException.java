package dev.stackunderflow.core.time;

import java.io.IOException;

/** What the user typed is not a day or time. The message shows valid forms. */
public final class InvalidDateException extends IOException {

  /** Takes the message for the user. */
  public InvalidDateException(String message) {
    super(message);
  }
}
