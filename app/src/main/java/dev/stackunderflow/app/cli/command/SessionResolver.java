package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.core.export.SessionName;
import java.util.List;

/** The one session that a person means. */
final class SessionResolver {

  private static final int LISTED = 20;

  private SessionResolver() {}

  static SessionName one(List<SessionName> found, String typed) throws NotFoundException {
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new NotFoundException(
          "No session's id begins with " + typed + ". List them: stackunderflow sessions");
    }
    var words = new StringBuilder("Several sessions begin with " + typed + ". Which one?");
    found.stream().limit(LISTED).forEach(name -> words.append("\n  ").append(name.sessionId()));
    throw new NotFoundException(words.toString());
  }
}
