package dev.stackunderflow.core.catalog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session.
 *
 * @param deviceId the device with its latest event
 * @param deviceLabel that device's label
 * @param deviceLabels the labels of all devices that hold parts of it, the one with the latest
 *     event first
 * @param provider the agent, such as {@code claude}
 * @param projectSlug the provider's name for the project
 * @param projectName a short name of the project
 * @param sessionId the provider's id of the session
 * @param title the first words that a person typed in it, or null
 * @param events messages (roles user and assistant)
 * @param tokens token counts
 * @param firstTs the first event's time, ISO 8601
 * @param lastTs the last event's time, ISO 8601
 * @param branch the Git branch that its log named last, where it names any
 */
public record SessionView(
    String deviceId,
    String deviceLabel,
    List<String> deviceLabels,
    String provider,
    String projectSlug,
    String projectName,
    String sessionId,
    @Nullable String title,
    long events,
    Tokens tokens,
    @Nullable String firstTs,
    @Nullable String lastTs,
    @Nullable String branch) {}
