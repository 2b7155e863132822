package dev.stackunderflow.core.agent.source;

import java.io.IOException;

/** A source that cannot be read. Its message is for the user. */
public final class UnreadableSourceException extends IOException {

  private static final long serialVersionUID = 1L;

  public UnreadableSourceException(String message) {
    super(message);
  }

  public UnreadableSourceException(String message, Throwable cause) {
    super(message, cause);
  }
}
