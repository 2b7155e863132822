package dev.stackunderflow.sync.api;

/**
 * What {@code sync restore} wrote.
 *
 * @param deviceId the device
 * @param label its name
 * @param sessions how many sessions
 * @param events how many events
 * @param pushedAt when the last push of that state was made, ISO 8601 UTC
 */
public record RestoreResult(
    String deviceId, String label, long sessions, long events, String pushedAt) {}
