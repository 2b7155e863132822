package dev.stackunderflow.core.catalog;

/**
 * Which session a transcript belongs to: a subagent's {@code <session>/agent-x} to its parent's.
 */
final class Threads {

  private Threads() {}

  static String of(String sessionId) {
    int slash = sessionId.indexOf('/');
    return slash > 0 ? sessionId.substring(0, slash) : sessionId;
  }
}
