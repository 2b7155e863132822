package dev.stackunderflow.core.carry;

import java.io.IOException;

/** A session can't be carried here as asked; the message says why and what to do. */
public final class CarryException extends IOException {

  CarryException(String message) {
    super(message);
  }
}
