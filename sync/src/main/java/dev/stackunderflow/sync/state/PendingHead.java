package dev.stackunderflow.sync.state;

import java.time.Instant;

/**
 * A head that is being uploaded.
 *
 * @param generation its generation
 * @param sha256 the hash of the object, in hex
 * @param object the encrypted bytes
 * @param writtenAt when it was written
 * @param scannedId the highest row id of the store that it covers
 * @param storeIdentity the store that {@code scannedId} refers to
 * @param sealedFor the fingerprint of the key that opens it
 */
public record PendingHead(
    long generation,
    String sha256,
    byte[] object,
    Instant writtenAt,
    long scannedId,
    String storeIdentity,
    String sealedFor) {}
