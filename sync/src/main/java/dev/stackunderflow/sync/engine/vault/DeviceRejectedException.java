package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.wire.WireException;
import org.jspecify.annotations.Nullable;

/** One device's objects cannot be imported; other devices are not affected. */
public final class DeviceRejectedException extends Exception {

  /** The end of most messages. */
  public static final String INTACT =
      " Events synced earlier are intact. Find out who can write to the bucket.";

  private final boolean tampered;
  private final boolean sealedForOthers;
  private final @Nullable String headEtag;

  private DeviceRejectedException(String message, boolean tampered, boolean sealedForOthers) {
    this(message, tampered, sealedForOthers, null);
  }

  private DeviceRejectedException(
      String message, boolean tampered, boolean sealedForOthers, @Nullable String headEtag) {
    super(message);
    this.headEtag = headEtag;
    this.tampered = tampered;
    this.sealedForOthers = sealedForOthers;
  }

  /** The objects are not what the device wrote. */
  public static DeviceRejectedException tampered(String message) {
    return new DeviceRejectedException(message, true, false);
  }

  /** An object does not open with any key of the vault. */
  public static DeviceRejectedException unopened(String message) {
    return new DeviceRejectedException(message, true, true);
  }

  /** An object opens and has the wrong format; that of a newer program counts as not tampered. */
  public static DeviceRejectedException of(WireException e) {
    return new DeviceRejectedException(String.valueOf(e.getMessage()), !e.isNewer(), false);
  }

  /** This machine has too little memory for the device's objects. */
  public static DeviceRejectedException tooLarge() {
    return new DeviceRejectedException(
        "Its objects need more memory than this program has. Nothing of it was imported now; events"
            + " synced earlier are intact. Run the command with more memory, for example with"
            + " JAVA_TOOL_OPTIONS=-Xmx4g; if that does not help, find out what the device sends.",
        false,
        false);
  }

  /** The same, because of the head itself: it stays rejected while it has this ETag. */
  DeviceRejectedException forHead(String etag) {
    return new DeviceRejectedException(reason(), tampered, sealedForOthers, etag);
  }

  /** The ETag of the head that was rejected; null if the reason may end without a new head. */
  public @Nullable String headEtag() {
    return headEtag;
  }

  /** Whether the objects are not what the device wrote. */
  public boolean isTampered() {
    return tampered;
  }

  /** Whether an object does not open with any key of the vault. */
  public boolean isSealedForOthers() {
    return sealedForOthers;
  }

  /** The reason, for the user; it names the device as "it". */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
