package dev.stackunderflow.core.price;

import java.io.IOException;

/** The user's price file is not as it should be; the message says where and what to do. */
public final class PriceFileException extends IOException {
  PriceFileException(String message) {
    super(message);
  }
}
