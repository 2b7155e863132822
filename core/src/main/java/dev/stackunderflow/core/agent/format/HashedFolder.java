package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.hash.HexDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the folder of which an agent only keeps the SHA-256: among the folders that it trusts, and
 * those above the paths that its tools were called with.
 */
final class HashedFolder {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /** Absolute paths on Linux and macOS, and on Windows. */
  private static final Pattern PATH =
      Pattern.compile("(?:/|\\b[A-Za-z]:\\\\)[^\\s\"'`<>|:*?,;()\\[\\]{}]+");

  /** How many folders are tried: a session can hold any number of paths. */
  private static final int MAX_TRIES = 10_000;

  private final String hash;
  private final Set<String> tried = new HashSet<>();
  private @Nullable String found;

  /** Looks for the folder with this hash; for none where the name is not a hash. */
  HashedFolder(String hash) {
    this.hash = hash;
  }

  boolean isHash() {
    return HASH.matcher(hash).matches();
  }

  @Nullable String found() {
    return found;
  }

  /** Tries the folders that are names of an object's fields. */
  void tryNames(JsonNode object) {
    object.fieldNames().forEachRemaining(this::tryWithParents);
  }

  /** Tries the paths in a value's texts. */
  void tryTexts(JsonNode value) {
    if (value.isTextual()) {
      tryWithParents(value.textValue());
      Matcher paths = PATH.matcher(value.textValue());
      while (found == null && paths.find()) {
        tryWithParents(paths.group());
      }
    }
    for (JsonNode each : value) {
      if (found == null) {
        tryTexts(each);
      }
    }
  }

  private void tryWithParents(String path) {
    String folder = path;
    while (found == null
        && folder.length() > 1
        && folder.length() < 1_000
        && tried.size() < MAX_TRIES
        && tried.add(folder)) {
      if (HexDigest.sha256(folder).equals(hash)) {
        found = folder;
      }
      folder = folder.substring(0, Math.max(0, lastSeparator(folder)));
    }
  }

  private static int lastSeparator(String path) {
    return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  }
}
