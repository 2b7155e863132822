package dev.stackunderflow.core.catalog.view;

import java.io.IOException;

/** No coding agent has this name. The message lists the agents. */
public final class UnknownAgentException extends IOException {

  /** Takes the message for the user. */
  public UnknownAgentException(String message) {
    super(message);
  }
}
