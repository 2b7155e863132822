package dev.stackunderflow.sync.engine.vault;

import dev.stackunderflow.sync.state.Peer;
import dev.stackunderflow.sync.wire.Head;

/**
 * Another device's head, fetched and found valid.
 *
 * @param head the manifest
 * @param etag the bucket's ETag of the object
 * @param sha256 the object's hash, in hex
 * @param sealedFor the fingerprint of the key that opened it
 * @param verifyKey the key that signed it
 */
public record PeerHead(Head head, String etag, String sha256, String sealedFor, String verifyKey) {

  /**
   * Makes sure that the head continues what was seen before.
   *
   * @throws DeviceRejectedException if it is older, or another head of the same generation, or does
   *     not follow the last one
   */
  void requireProgressSince(Peer known) throws DeviceRejectedException {
    if (head.generation() < known.generation()) {
      throw DeviceRejectedException.tampered(
          "Rollback detected: the bucket shows push "
              + head.generation()
              + ", but this device has already seen push "
              + known.generation()
              + "."
              + DeviceRejectedException.INTACT);
    }
    if (head.generation() == known.generation() && !sha256.equals(known.sha256())) {
      throw DeviceRejectedException.tampered(
          "Its head shows push "
              + head.generation()
              + " with different content than before."
              + DeviceRejectedException.INTACT);
    }
    if (head.generation() == known.generation() + 1
        && known.generation() > 0
        && !String.valueOf(known.sha256()).equals(head.previous())) {
      throw DeviceRejectedException.tampered(
          "Its head does not follow the one seen before: somebody showed this machine or that one a"
              + " false state."
              + DeviceRejectedException.INTACT);
    }
  }
}
