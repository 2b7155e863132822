package dev.stackunderflow.core.store;

/**
 * Names a session within one device.
 *
 * @param provider the agent, such as {@code claude}
 * @param slug the agent's name for the project
 * @param sessionId the agent's id of the session
 */
public record SessionKey(String provider, String slug, String sessionId) {}
