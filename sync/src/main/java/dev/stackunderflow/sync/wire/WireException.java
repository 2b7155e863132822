package dev.stackunderflow.sync.wire;

/** An object is not what a device of this vault writes; the message says in plain words why. */
public final class WireException extends Exception {

  private final boolean newer;

  private WireException(String message, boolean newer) {
    super(message);
    this.newer = newer;
  }

  /** The object breaks a rule of the protocol. */
  public static WireException invalid(String message) {
    return new WireException(message, false);
  }

  /** A newer program wrote the object. */
  public static WireException newer(String what, long version, long known) {
    return new WireException(
        what
            + " was written by a newer version of this program (format version "
            + version
            + ", this one knows "
            + known
            + "). Nothing was changed. Update the program.",
        true);
  }

  /** Whether a newer program wrote the object, so that nothing is wrong with it. */
  public boolean isNewer() {
    return newer;
  }
}
