package dev.stackunderflow.core.export;

import java.io.IOException;

/** What was asked in SQL can't be answered; the message says why. Nothing was changed. */
public final class QueryRejectedException extends IOException {

  QueryRejectedException(String message) {
    super(message);
  }
}
