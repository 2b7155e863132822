package dev.stackunderflow.core.price;

import java.io.IOException;

/** The user's price file is invalid. The message says where, and what to do next. */
public final class PriceFileException extends IOException {
  PriceFileException(String message) {
    super(message);
  }
}
