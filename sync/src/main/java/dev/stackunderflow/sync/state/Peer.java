package dev.stackunderflow.sync.state;

import dev.stackunderflow.sync.api.Role;
import dev.stackunderflow.sync.wire.Head;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another device's head, as last seen.
 *
 * @param deviceId the device
 * @param label the name that people read
 * @param etag the bucket's ETag of the object; null if the next pull must fetch it again
 * @param sha256 the hash of the last valid object, in hex
 * @param generation the generation of the last valid head; 0 for none
 * @param writtenAt when that head was written, by the device's clock
 * @param problem what is wrong with the object in the bucket; null for nothing
 * @param sealedFor the fingerprint of the key that opened the last valid head: the newest key that
 *     the device was seen under
 * @param mergedOwn the generation of this device up to which the peer has merged it
 * @param role what the peer may do
 * @param verifyKey the key that signs its heads; it never changes for an id
 */
public record Peer(
    String deviceId,
    String label,
    @Nullable String etag,
    @Nullable String sha256,
    long generation,
    @Nullable Instant writtenAt,
    @Nullable String problem,
    @Nullable String sealedFor,
    long mergedOwn,
    Role role,
    @Nullable String verifyKey) {

  /** A device with a valid head of which nothing was imported so far. */
  public static Peer seen(Head.Device device, String sealedFor, String verifyKey) {
    return new Peer(
        device.id(),
        device.label(),
        null,
        null,
        0,
        null,
        null,
        sealedFor,
        0,
        device.role(),
        verifyKey);
  }

  /** The same peer with a problem; its last valid state is kept. */
  public Peer withProblem(@Nullable String newEtag, String newProblem) {
    return new Peer(
        deviceId,
        label,
        newEtag,
        sha256,
        generation,
        writtenAt,
        newProblem,
        sealedFor,
        mergedOwn,
        role,
        verifyKey);
  }

  /** Whether it can only add to the vault. */
  public boolean isWriteOnly() {
    return role == Role.WRITE_ONLY;
  }
}
