package dev.stackunderflow.sync.api;

/**
 * What {@code sync devices revoke} did.
 *
 * @param deviceId the revoked device
 * @param label its name
 * @param lastGeneration its last accepted push; all other devices refuse later ones
 */
public record RevokeResult(String deviceId, String label, long lastGeneration) {}
