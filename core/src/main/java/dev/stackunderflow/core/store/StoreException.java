package dev.stackunderflow.core.store;

import java.io.IOException;

/** The store can't be used as asked; the message says why, what is safe and what to do. */
public class StoreException extends IOException {

  /** Makes one with words for the user. */
  public StoreException(String message) {
    super(message);
  }
}
