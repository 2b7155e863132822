package dev.stackunderflow.core.store;

import java.io.IOException;

/** The store cannot be used as asked; The message says why, what is safe and what to do next. */
public class StoreException extends IOException {

  /** Makes one with words for the user. */
  public StoreException(String message) {
    super(message);
  }
}
