package dev.stackunderflow.core.catalog.view;

import org.jspecify.annotations.Nullable;

/**
 * A project on one device.
 *
 * @param project its name on all devices, such as {@code ~/src/app}
 * @param deviceId the device's id
 * @param deviceLabel the device's label
 * @param provider the agent, such as {@code claude}
 * @param slug the provider's name for the project
 * @param path the project's folder on that device, where known
 * @param displayName a short name to show
 * @param sessions sessions with at least one message
 * @param events messages (roles user and assistant)
 * @param tokens token counts
 * @param firstTs the first event's time, ISO 8601
 * @param lastTs the last event's time, ISO 8601
 */
public record ProjectView(
    String project,
    String deviceId,
    String deviceLabel,
    String provider,
    String slug,
    @Nullable String path,
    String displayName,
    long sessions,
    long events,
    Tokens tokens,
    @Nullable String firstTs,
    @Nullable String lastTs) {}
