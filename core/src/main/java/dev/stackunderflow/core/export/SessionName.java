package dev.stackunderflow.core.export;

/**
 * Names a session of the merged view.
 *
 * @param provider the agent, such as {@code claude}
 * @param sessionId the agent's id of the session; a subagent's transcript is part of its parent's
 *     session
 */
public record SessionName(String provider, String sessionId) {}
