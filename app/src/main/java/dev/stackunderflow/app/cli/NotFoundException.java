package dev.stackunderflow.app.cli;

import java.io.IOException;

/** What the user named is not there, or is not one thing; the message says what is. */
final class NotFoundException extends IOException {
  NotFoundException(String message) {
    super(message);
  }
}
