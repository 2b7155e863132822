package dev.stackunderflow.core.catalog.view;

/**
 * What one device would lose by a {@code forget}.
 *
 * @param deviceId the device's random UUID
 * @param label its name
 * @param sessions how many sessions lose something
 * @param events how many events are deleted
 * @param first the time of the first of them, ISO 8601
 * @param last the time of the last of them, ISO 8601
 */
public record AffectedDevice(
    String deviceId, String label, long sessions, long events, String first, String last) {}
