package dev.stackunderflow.app.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param check what was checked, a stable name such as {@code bucket}
 * @param state how it is
 * @param message what was found, in words
 * @param next what to do; null where there is nothing to do
 */
public record Finding(String check, State state, String message, @Nullable String next) {

  /** How it is. */
  public enum State {
    /** As it should be. */
    OK,
    /** Works, and there is something to know. */
    NOTE,
    /** Something does not work, or is not safe. */
    PROBLEM,
    /** Not checked, because an earlier check failed or sync is not set up. */
    SKIPPED;

    /** The name in documents. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String message) {
    return new Finding(check, State.OK, message, null);
  }

  static Finding note(String check, String message, @Nullable String next) {
    return new Finding(check, State.NOTE, message, next);
  }

  static Finding problem(String check, String message, @Nullable String next) {
    return new Finding(check, State.PROBLEM, message, next);
  }

  static Finding skipped(String check, String message) {
    return new Finding(check, State.SKIPPED, message, null);
  }
}
