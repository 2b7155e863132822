package dev.stackunderflow.sync.api;

/**
 * What {@code sync devices remove} deletes from the vault.
 *
 * @param deviceId the device
 * @param label its name
 * @param events how many of its events were here
 * @param objects how many objects it had in the bucket
 * @param bytes their size
 */
public record RemoveResult(String deviceId, String label, long events, int objects, long bytes) {}
