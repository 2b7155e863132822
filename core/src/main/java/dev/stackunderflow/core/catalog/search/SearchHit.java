package dev.stackunderflow.core.catalog.search;

/**
 * A message that matches.
 *
 * @param deviceId the device's id
 * @param deviceLabel the device's label
 * @param provider the agent
 * @param projectSlug the provider's name for the project
 * @param projectName a short name of the project
 * @param sessionId the session
 * @param timestamp ISO 8601
 * @param role {@code user} or {@code assistant}
 * @param text the message's whole text
 * @param superseded whether its line is no longer in the log
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
    String text,
    boolean superseded) {}
