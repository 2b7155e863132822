package dev.stackunderflow.core.git;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads the remotes out of a repository's {@code config}, as git-config(1) describes the file.
 * Files that it includes are not read, and {@code insteadOf} is not applied.
 */
final class GitConfig {

  private static final int MAX_REMOTES = 1_000;

  private final String text;
  private int at;

  /** The section that a key belongs to: its name, a dot, and its subsection. */
  private String section = "";

  private GitConfig(String text) {
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /** The file is not one of Git's. */
  private static final class Malformed extends Exception {}

  /**
   * The remotes' URLs.
   *
   * @param text the file's text
   * @return the first URL of each remote by its name, in the order of the file; empty for a file
   *     that Git would refuse
   */
  static Map<String, String> remotes(String text) {
    Map<String, String> remotes = new LinkedHashMap<>();
    try {
      new GitConfig(text).read(remotes);
    } catch (Malformed e) {
      return Map.of();
    }
    return remotes;
  }

  private void read(Map<String, String> remotes) throws Malformed {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '#' || c == ';') {
        skipLine();
      } else if (c == '[') {
        section = section();
      } else {
        String key = key();
        String value = value();
        boolean isUrl = section.startsWith("remote.") && key.equals("url") && !value.isEmpty();
        if (isUrl && remotes.size() < MAX_REMOTES) {
          remotes.putIfAbsent(section.substring("remote.".length()), value);
        }
      }
    }
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end + 1;
  }

  /** {@code [name]}, {@code [name "subsection"]} or the older {@code [name.subsection]}. */
  private String section() throws Malformed {
    int end = at + 1;
    while (end < text.length() && isNameCharacter(text.charAt(end))) {
      end++;
    }
    String name = text.substring(at + 1, end).toLowerCase(Locale.ROOT);
    at = end;
    skipBlanks();
    if (next() == '"') {
      name += "." + quotedSubsection();
      skipBlanks();
    }
    if (next() != ']') {
      throw new Malformed();
    }
    at++;
    return name;
  }

  private static boolean isNameCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.';
  }

  private String quotedSubsection() throws Malformed {
    var name = new StringBuilder();
    at++;
    while (next() != '"') {
      if (next() == '\\') {
        at++;
      }
      if (next() == '\n') {
        throw new Malformed();
      }
      name.append(next());
      at++;
    }
    at++;
    return name.toString();
  }

  private String key() throws Malformed {
    int end = at;
    while (end < text.length() && isNameCharacter(text.charAt(end)) && text.charAt(end) != '.') {
      end++;
    }
    if (end == at) {
      throw new Malformed();
    }
    String key = text.substring(at, end).toLowerCase(Locale.ROOT);
    at = end;
    return key;
  }

  /** What follows a key, to the line's end; empty where there is no value. */
  private String value() throws Malformed {
    skipBlanks();
    if (at == text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r') {
      return "";
    }
    if (text.charAt(at) == '#' || text.charAt(at) == ';') {
      skipLine();
      return "";
    }
    if (text.charAt(at) != '=') {
      throw new Malformed();
    }
    at++;
    skipBlanks();
    return valueText();
  }

  private String valueText() throws Malformed {
    var value = new StringBuilder();
    int kept = 0; // blanks behind this are at the end, unless something follows
    boolean quoted = false;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at++);
      if (c == '"') {
        quoted = !quoted;
        kept = value.length();
      } else if (c == '\\') {
        escaped(value);
        kept = value.length();
      } else if (!quoted && (c == '#' || c == ';')) {
        at--;
        skipLine();
        break;
      } else {
        value.append(c);
        kept = quoted || !Character.isWhitespace(c) ? value.length() : kept;
      }
    }
    if (quoted) {
      throw new Malformed();
    }
    return value.substring(0, kept);
  }

  private void escaped(StringBuilder value) throws Malformed {
    char c = next();
    at++;
    switch (c) {
      case '\n' -> {} // a continued line
      case '\r' -> {
        if (next() != '\n') {
          throw new Malformed();
        }
        at++;
      }
      case '"', '\\' -> value.append(c);
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'b' -> value.append('\b');
      default -> throw new Malformed();
    }
  }

  private void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  private char next() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }
}
