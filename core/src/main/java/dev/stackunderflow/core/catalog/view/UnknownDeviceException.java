package dev.stackunderflow.core.catalog.view;

import java.io.IOException;

/** No known device, or more than one, has this id or label. The message lists the devices. */
public final class UnknownDeviceException extends IOException {

  /** Takes the message for the user. */
  public UnknownDeviceException(String message) {
    super(message);
  }
}
