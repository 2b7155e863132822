package dev.stackunderflow.core.export;

import java.io.IOException;

/**
 * A SQL query was rejected: it does more than read, or SQLite does not accept it. The message says
 * why. Nothing was changed.
 */
public final class QueryRejectedException extends IOException {

  QueryRejectedException(String message) {
    super(message);
  }
}
