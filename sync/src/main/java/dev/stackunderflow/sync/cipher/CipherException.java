package dev.stackunderflow.sync.cipher;

import org.jspecify.annotations.Nullable;

/** An object does not open: not for this key, damaged, or larger than allowed. */
public final class CipherException extends Exception {

  /** Makes one; the message says which, as far as can be told. */
  public CipherException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
