package dev.stackunderflow.app.cli.command;

import java.io.IOException;

/** What the user named is not there, or is not one thing; the message says what is. */
public final class NotFoundException extends IOException {
  NotFoundException(String message) {
    super(message);
  }
}
