package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.wire.WireException;

/** One device's objects can't be taken; the others can. */
public final class DeviceRejectedException extends Exception {

  private final boolean tampered;
  private final boolean sealedForOthers;

  private DeviceRejectedException(String message, boolean tampered, boolean sealedForOthers) {
    super(message);
    this.tampered = tampered;
    this.sealedForOthers = sealedForOthers;
  }

  public static DeviceRejectedException tampered(String message) {
    return new DeviceRejectedException(message, true, false);
  }

  /** An object does not open with the vault's key. */
  public static DeviceRejectedException unopened(String message) {
    return new DeviceRejectedException(message, true, true);
  }

  public static DeviceRejectedException of(WireException e) {
    return new DeviceRejectedException(String.valueOf(e.getMessage()), !e.isNewer(), false);
  }

  public boolean isTampered() {
    return tampered;
  }

  public boolean isSealedForOthers() {
    return sealedForOthers;
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
