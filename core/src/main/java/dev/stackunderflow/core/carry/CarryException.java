package dev.stackunderflow.core.carry;

import java.io.IOException;

/** A session cannot be carried as asked. The message says why and what to do next. */
public class CarryException extends IOException {

  CarryException(String message) {
    super(message);
  }
}
