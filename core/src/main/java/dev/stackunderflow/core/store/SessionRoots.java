package dev.stackunderflow.core.store;

/**
 * Which session a transcript belongs to: a subagent's {@code <session>/agent-x} to its parent's.
 */
public final class SessionRoots {

  private SessionRoots() {}

  /** The session that a transcript with this id belongs to. */
  public static String of(String sessionId) {
    int slash = sessionId.indexOf('/');
    return slash > 0 ? sessionId.substring(0, slash) : sessionId;
  }
}
