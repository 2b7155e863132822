package dev.stackunderflow.core.export;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accepts exactly one statement that reads. The databases are opened read-only as well; this check
 * rejects statements that do not write to them but have other effects: ATTACH, VACUUM INTO, PRAGMA,
 * a second statement.
 */
final class ReadOnlySql {

  private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES", "EXPLAIN");

  /** Strings, quoted names in all three styles, and comments, terminated or not. */
  private static final Pattern NO_SYNTAX =
      Pattern.compile(
          "'[^']*+(?:'|$)|\"[^\"]*+(?:\"|$)|`[^`]*+(?:`|$)|\\[[^\\]]*+(?:\\]|$)"
              + "|--[^\n]*+|/\\*(?s:.*?)(?:\\*/|\\z)");

  private static final Pattern FIRST_WORD = Pattern.compile("\\s*([A-Za-z]+)");

  private ReadOnlySql() {}

  static void check(String sql) throws QueryRejectedException {
    String syntax =
        NO_SYNTAX
            .matcher(sql)
            .replaceAll(m -> m.group().startsWith("-") || m.group().startsWith("/") ? " " : "x");
    Matcher word = FIRST_WORD.matcher(syntax);
    if (!word.lookingAt() || !READING.contains(word.group(1).toUpperCase(Locale.ROOT))) {
      throw new QueryRejectedException(
          "This command only reads: begin with SELECT, WITH, VALUES or EXPLAIN. Nothing was changed.");
    }
    int end = syntax.indexOf(';');
    if (end >= 0 && !syntax.substring(end + 1).isBlank()) {
      throw new QueryRejectedException("Only one statement is allowed. Nothing was changed.");
    }
  }
}
