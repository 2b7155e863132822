package dev.stackunderflow.sync;

import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Machine;

/** A machine of a random world, and what the world must know of it. */
final class WorldMember {

  /** What kind of device it is. */
  enum Kind {
    /** Has the key, and logs. */
    FULL,
    /** Was invited to add only. */
    WRITE_ONLY,
    /** Has the key, and a store of the Python tool in place of logs. */
    FOREIGN
  }

  final Machine machine;
  final Kind kind;

  /** The device id that it must keep; empty once it may have another. */
  String id;

  WorldMember(Machine machine, Kind kind, String id) {
    this.machine = machine;
    this.kind = kind;
    this.id = id;
  }

  boolean isFull() {
    return kind != Kind.WRITE_ONLY;
  }

  boolean hasLogs() {
    return kind != Kind.FOREIGN;
  }

  /** Whether it encrypts for this key. */
  boolean uses(VaultKey key) throws Exception {
    return machine.device().keyFingerprint().equals(key.fingerprint().value());
  }

  String name() {
    return String.valueOf(machine.folder().getFileName());
  }
}
