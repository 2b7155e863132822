package dev.stackunderflow.core.store;

/**
 * Which session a transcript belongs to: a subagent's {@code <session>/agent-x} to its parent's.
 */
public final class SessionRoots {

  private SessionRoots() {}

  /** The agent's own id of a transcript: of a subagent's the part behind its session's. */
  public static String ownId(String sessionId) {
    return sessionId.substring(sessionId.lastIndexOf('/') + 1);
  }

  /** The session that a transcript with this id belongs to. */
  public static String of(String sessionId) {
    int slash = sessionId.indexOf('/');
    return slash > 0 ? sessionId.substring(0, slash) : sessionId;
  }
}
