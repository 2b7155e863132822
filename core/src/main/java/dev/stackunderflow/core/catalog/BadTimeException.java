package dev.stackunderflow.core.catalog;

import java.io.IOException;

/** What was written is no day and no time; the message says what would be. */
public final class BadTimeException extends IOException {

  /** Makes one with words for the user. */
  public BadTimeException(String message) {
    super(message);
  }
}
