package dev.stackunderflow.core.catalog.search;

/**
 * A message that was found.
 *
 * @param deviceId the device's id
 * @param deviceLabel the name that people read for the device
 * @param provider the agent
 * @param projectSlug the provider's name for the project
 * @param projectName a short name of the project
 * @param sessionId the session
 * @param timestamp ISO 8601
 * @param role {@code user} or {@code assistant}
 * @param text the message's text, whole
 */
public record SearchHit(
    String deviceId,
    String deviceLabel,
    String provider,
    String projectSlug,
    String projectName,
    String sessionId,
    String timestamp,
    String role,
    String text) {}
