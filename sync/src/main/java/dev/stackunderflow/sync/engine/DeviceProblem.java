package dev.stackunderflow.sync.engine;

import dev.stackunderflow.sync.wire.v1.WireException;

/** One device's objects can't be taken; the others can. */
final class DeviceProblem extends Exception {

  private final boolean tampered;
  private final boolean sealedForOthers;

  private DeviceProblem(String message, boolean tampered, boolean sealedForOthers) {
    super(message);
    this.tampered = tampered;
    this.sealedForOthers = sealedForOthers;
  }

  static DeviceProblem tampered(String message) {
    return new DeviceProblem(message, true, false);
  }

  /** An object does not open with the vault's key. */
  static DeviceProblem unopened(String message) {
    return new DeviceProblem(message, true, true);
  }

  static DeviceProblem of(WireException e) {
    return new DeviceProblem(String.valueOf(e.getMessage()), !e.isNewer(), false);
  }

  boolean isTampered() {
    return tampered;
  }

  boolean isSealedForOthers() {
    return sealedForOthers;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
