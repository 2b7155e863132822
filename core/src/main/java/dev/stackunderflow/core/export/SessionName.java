package dev.stackunderflow.core.export;

/**
 * Which session.
 *
 * @param provider the agent, such as {@code claude}
 * @param sessionId the agent's id of it; a subagent's transcript is part of its session
 */
public record SessionName(String provider, String sessionId) {}
