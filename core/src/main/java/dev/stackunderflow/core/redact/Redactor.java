package dev.stackunderflow.core.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.stackunderflow.core.redact.SecretForms.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Replaces secrets in texts, and counts what it replaced: tokens of well-known forms, private keys,
 * values of variables whose name says that they are secret, home folders and the user's names. It
 * cannot know a secret that has no form and no name.
 */
public final class Redactor {

  private static final String SECRET = "secret";
  private static final String HOME_FOLDER = "home folder";
  private static final String NAME = "name";

  private static final String SECRET_WORD =
      "(?:secret|token|passw(?:or)?d|passwd|passphrase|api[_-]?key|access[_-]?key|private[_-]?key"
          + "|signing[_-]?key|encryption[_-]?key|credential|auth[_-]?key)";

  /** Name, what stands between it and its value, value. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?i)\\b([a-z0-9_.-]{0,60}"
              + SECRET_WORD
              + "[a-z0-9_.-]{0,40})(\\\\?[\"']?\\s{0,3}(?:=>|:=|=|:)\\s{0,3}\\\\?[\"']?)"
              + "([^\\s\"'`\\\\,;<>(){}\\[\\]]{4,})");

  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i)^[a-z0-9_.-]{0,60}" + SECRET_WORD + "[a-z0-9_.-]{0,40}$");

  /** A count, or something that is named like one. */
  private static final Pattern COUNT_NAME =
      Pattern.compile("(?i)tokens|token_?(?:count|limit|usage)");

  private static final Pattern HOMES =
      Pattern.compile(
          "(?:/(?:var/|data/)?home|/Users)/[A-Za-z0-9._][A-Za-z0-9._-]*"
              + "|\\b[A-Za-z]:\\\\{1,2}Users\\\\{1,2}[A-Za-z0-9._][A-Za-z0-9._-]*");

  /** A folder's name in which Claude Code and others write a path with dashes. */
  private static final Form DASHED_HOME =
      new Form(
          HOME_FOLDER,
          List.of("-home-", "-Users-"),
          Pattern.compile("(^|[\\s/\"'])-(?:home|Users)-[A-Za-z0-9]+"),
          "${1}~");

  private static final Set<String> NO_VALUES =
      Set.of("true", "false", "null", "none", "undefined", "string", "str", "required", "optional");

  private final List<Form> own = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  /**
   * A redactor.
   *
   * @param identity the home folder and the names of the user
   */
  public Redactor(Identity identity) {
    if (!identity.home().isEmpty()) {
      own.add(
          new Form(
              HOME_FOLDER,
              List.of(identity.home()),
              Pattern.compile(Pattern.quote(identity.home()) + "\\b"),
              "~"));
    }
    // A name that holds another one goes first.
    List<String> names = new ArrayList<>(identity.names());
    names.sort(Comparator.comparingInt(String::length).reversed());
    for (String name : names) {
      own.add(
          new Form(
              NAME,
              List.of(""),
              Pattern.compile("(?i)\\b" + Pattern.quote(name) + "\\b"),
              SecretForms.mark(NAME)));
    }
  }

  /** The text without its secrets; the same one where it has none. */
  public String text(String text) {
    String safe = text;
    for (Form form : SecretForms.ALL) {
      safe = replace(safe, form);
    }
    safe = assignments(safe);
    if (safe.contains("/home/") || safe.contains("/Users/") || safe.contains("\\Users\\")) {
      safe = replace(safe, new Form(HOME_FOLDER, List.of(""), HOMES, "~"));
    }
    safe = replace(safe, DASHED_HOME);
    for (Form form : own) {
      safe = replace(safe, form);
    }
    return safe;
  }

  /** The value of a field: a secret where the field's name says so. */
  public String value(String name, String value) {
    if (isSecretName(name) && value.length() >= 4 && isValue(value)) {
      count(SECRET);
      return SecretForms.mark(SECRET);
    }
    return text(value);
  }

  /** What was replaced and how often, by kind in the singular; never a value. */
  public Map<String, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  private void count(String kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  private String replace(String text, Form form) {
    if (!form.mayBeIn(text)) {
      return text;
    }
    Matcher found = form.pattern().matcher(text);
    if (!found.find()) {
      return text;
    }
    var safe = new StringBuilder(text.length());
    do {
      count(form.kind());
      boolean keeps = form.replacement().startsWith("${1}");
      String kept = keeps ? found.group(1) : "";
      String mark = keeps ? form.replacement().substring("${1}".length()) : form.replacement();
      String at = form.kind().equals("password") && kept.endsWith("://") ? "@" : "";
      found.appendReplacement(safe, Matcher.quoteReplacement(kept + mark + at));
    } while (found.find());
    return found.appendTail(safe).toString();
  }

  private String assignments(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean mayHave =
        lower.contains("secret")
            || lower.contains("token")
            || lower.contains("pass")
            || lower.contains("key")
            || lower.contains("credential");
    if (!mayHave) {
      return text;
    }
    Matcher found = ASSIGNMENT.matcher(text);
    if (!found.find()) {
      return text;
    }
    var safe = new StringBuilder(text.length());
    do {
      if (isSecret(found.group(1), found.group(2), found.group(3))) {
        count(SECRET);
        found.appendReplacement(
            safe,
            Matcher.quoteReplacement(found.group(1) + found.group(2) + SecretForms.mark(SECRET)));
      }
    } while (found.find());
    return found.appendTail(safe).toString();
  }

  /** Whether a value is one: code and documents name secrets without holding them. */
  private static boolean isSecret(String name, String between, String value) {
    if (!isSecretName(name) || !isValue(value)) {
      return false;
    }
    boolean isQuoted = between.endsWith("\"") || between.endsWith("'");
    boolean isVariable = between.startsWith("=") && name.equals(name.toUpperCase(Locale.ROOT));
    boolean isMixed =
        value.length() >= 8
            && value.chars().anyMatch(Character::isDigit)
            && value.chars().anyMatch(Character::isLetter);
    return isQuoted || isVariable || isMixed;
  }

  private static boolean isSecretName(String name) {
    return SECRET_NAME.matches(name) && !COUNT_NAME.matcher(name).find();
  }

  /** A reference to a variable, a number or a placeholder is not a secret. */
  private static boolean isValue(String value) {
    char first = value.charAt(0);
    return first != '$'
        && first != '%'
        && first != '*'
        && !value.startsWith("redacted")
        && !value.startsWith("[redacted")
        && !value.startsWith("process.env")
        && !value.startsWith("os.environ")
        && !NO_VALUES.contains(value.toLowerCase(Locale.ROOT))
        && !value.chars().allMatch(c -> c == 'x' || c == 'X' || c == '.' || c == '-')
        && !(value.chars().allMatch(Character::isDigit) && value.length() < 6);
  }
}
