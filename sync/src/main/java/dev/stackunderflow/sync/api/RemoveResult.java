package dev.stackunderflow.sync.api;

/**
 * What {@code sync devices remove} took out of the vault, or would.
 *
 * @param deviceId the device
 * @param label its name
 * @param events how many events of it were here
 * @param objects how many objects it had in the bucket
 * @param bytes how large those were
 */
public record RemoveResult(String deviceId, String label, long events, int objects, long bytes) {}
