package dev.stackunderflow.app.api;

import java.util.Optional;
import java.util.Set;

/**
 * One thing that can be asked.
 *
 * @param method the HTTP method
 * @param path the path; a last part in braces stands for any text
 * @param access who may ask
 * @param parameters the query's parameters that it takes
 * @param handler answers
 */
record Route(String method, String path, Access access, Set<String> parameters, Handler handler) {

  /** Who may ask. */
  enum Access {
    /** Anybody on this machine, also where the API is exposed. */
    ANYBODY,
    /** Anybody on this machine; with the token where the API is exposed. */
    THIS_MACHINE,
    /** Who has the token. */
    TOKEN
  }

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    /** Makes the document that is the answer. */
    Answer answer(Request request) throws Exception;
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param document what is written as JSON
   */
  record Answer(int status, Object document) {
    static Answer ok(Object document) {
      return new Answer(200, document);
    }
  }

  /**
   * The text that stands for the braces, empty where there are none; or nothing if it is another.
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
