package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.app.cli.UsageException;
import dev.stackunderflow.core.export.SessionName;
import java.util.List;

/** Finds the session that a user names by the beginning of its id. */
final class SessionResolver {

  private static final int LISTED = 20;

  private SessionResolver() {}

  /**
   * The one session of those found.
   *
   * @param found the sessions whose id begins with it
   * @param typed what the user typed
   * @throws UsageException if there is none, or more than one; the message lists them
   */
  static SessionName one(List<SessionName> found, String typed) throws UsageException {
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new UsageException(
          "No session id begins with " + typed + ". To list them: stackunderflow sessions");
    }
    var words = new StringBuilder("Several sessions begin with " + typed + ". Which one?");
    found.stream().limit(LISTED).forEach(name -> words.append("\n  ").append(name.sessionId()));
    throw new UsageException(words.toString());
  }
}
