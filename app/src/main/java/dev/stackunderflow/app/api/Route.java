package dev.stackunderflow.app.api;

import java.util.Optional;
import java.util.Set;

/**
 * A route of the API.
 *
 * @param method the HTTP method
 * @param path the path; a last segment in braces matches any text
 * @param access who may call it
 * @param parameters the names of its query parameters
 * @param handler answers requests
 */
record Route(String method, String path, Access access, Set<String> parameters, Handler handler) {

  /** Who may call a route. */
  enum Access {
    /** Anybody, also if the API is exposed. */
    ANYBODY,
    /** Anybody on this machine; if the API is exposed, only with the token. */
    THIS_MACHINE,
    /** Clients with the token. */
    TOKEN
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    /** Returns the answer. */
    Answer answer(Request request) throws Exception;
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param document written as JSON
   */
  record Answer(int status, Object document) {
    static Answer ok(Object document) {
      return new Answer(200, document);
    }
  }

  /**
   * The text in place of the braces, empty if the path has none; nothing if the path does not
   * match.
   */
  Optional<String> match(String asked) {
    int brace = path.indexOf('{');
    if (brace < 0) {
      return asked.equals(path) ? Optional.of("") : Optional.empty();
    }
    String fixed = path.substring(0, brace);
    boolean fits = asked.startsWith(fixed) && asked.length() > fixed.length();
    return fits ? Optional.of(asked.substring(fixed.length())) : Optional.empty();
  }
}
