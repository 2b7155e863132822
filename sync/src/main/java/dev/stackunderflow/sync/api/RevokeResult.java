package dev.stackunderflow.sync.api;

/**
 * What {@code sync devices revoke} did.
 *
 * @param deviceId the revoked device
 * @param label its name
 * @param lastGeneration what it pushed up to this stays; what comes after is refused by all
 */
public record RevokeResult(String deviceId, String label, long lastGeneration) {}
