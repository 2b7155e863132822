package dev.stackunderflow.core.carry;

import dev.stackunderflow.core.json.JsonField;
import java.util.OptionalLong;

/**
 * Numbers the lines of a Codex rollout without gaps and repeats. Codex numbers each line ({@code
 * ordinal}) and stops reading where a number is not the one that it expects, so lines that are
 * appended behind others continue their numbers. Lines without a number are kept as they are.
 */
final class OrdinalNumbering {

  private static final JsonField ORDINAL = new JsonField("ordinal");

  private OptionalLong last;

  /**
   * Continues behind a line.
   *
   * @param last the number of the last line before; empty at the beginning of a file
   */
  OrdinalNumbering(OptionalLong last) {
    this.last = last;
  }

  /** The line's number; empty where it has none. */
  static OptionalLong of(String line) {
    return ORDINAL.number(line);
  }

  /** The next line with its number in this file; every other byte is kept. */
  String next(String line) {
    OptionalLong own = ORDINAL.number(line);
    if (own.isEmpty()) {
      return line;
    }
    long number = last.isPresent() ? last.getAsLong() + 1 : own.getAsLong();
    last = OptionalLong.of(number);
    return number == own.getAsLong() ? line : ORDINAL.withNumber(line, number);
  }
}
