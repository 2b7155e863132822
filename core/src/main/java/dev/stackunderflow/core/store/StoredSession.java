package dev.stackunderflow.core.store;

import org.jspecify.annotations.Nullable;

/**
 * A session with the project that it belongs to.
 *
 * @param id the row's id in the store
 * @param provider the agent, such as {@code claude}
 * @param slug the provider's name for the project
 * @param path the project's folder, where known
 * @param displayName a short name of the project
 * @param firstSeen seconds since 1970
 * @param lastModified seconds since 1970
 * @param sessionId the provider's id of the session
 * @param firstTs the first event's time, ISO 8601, where known
 * @param lastTs the last event's time, ISO 8601, where known
 * @param messageCount messages in it, as the store's writer counts them
 */
public record StoredSession(
    long id,
    String provider,
    String slug,
    @Nullable String path,
    String displayName,
    double firstSeen,
    double lastModified,
    String sessionId,
    @Nullable String firstTs,
    @Nullable String lastTs,
    long messageCount) {

  /** The session's name. */
  public SessionKey key() {
    return new SessionKey(provider, slug, sessionId);
  }

  /** The same session in a project of this folder. */
  StoredSession in(String folder) {
    return copy(id, folder);
  }

  /** The same session under another row id. */
  public StoredSession withId(long other) {
    return copy(other, path);
  }

  private StoredSession copy(long otherId, @Nullable String otherPath) {
    return new StoredSession(
        otherId,
        provider,
        slug,
        otherPath,
        displayName,
        firstSeen,
        lastModified,
        sessionId,
        firstTs,
        lastTs,
        messageCount);
  }
}
