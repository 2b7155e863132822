package dev.stackunderflow.core.catalog.view;

import java.io.IOException;

/** No device of that id or label is known here, or several are; the message lists them. */
public final class UnknownDeviceException extends IOException {

  /** Makes one with words for the user. */
  public UnknownDeviceException(String message) {
    super(message);
  }
}
