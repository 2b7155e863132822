package dev.stackunderflow.core.catalog.detail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pull request that a session was linked to. Claude Code writes a line of the type {@code
 * pr-link} with its number, address and repository.
 *
 * @param url its address; empty where the line has none
 * @param repository {@code owner/name}; empty where the line has none
 * @param number its number; null where the line has none
 */
public record PullRequest(String url, String repository, @Nullable Long number) {

  private static final int LONGEST = 2000;
  private static final Pattern ADDRESS =
      Pattern.compile(
          "https?://[^/]+/(.{1,400}?)/(?:-/)?(?:pull|pulls|merge_requests)/(\\d{1,18})");

  /** Reads the line; null where it names neither an address nor a number. */
  static @Nullable PullRequest of(JsonNode line) {
    String url = LenientJson.textOr(line, "prUrl", "").strip();
    url = url.length() > LONGEST || !url.startsWith("http") ? "" : url;
    String repository = LenientJson.textOr(line, "prRepository", "").strip();
    long stated = LenientJson.number(line, "prNumber");
    Long number = stated > 0 && stated < Long.MAX_VALUE ? Long.valueOf(stated) : null;
    Matcher address = ADDRESS.matcher(url);
    if (address.lookingAt()) {
      repository = repository.isEmpty() ? address.group(1) : repository;
      number = number == null ? Long.valueOf(address.group(2)) : number;
    }
    if (url.isEmpty() && number == null) {
      return null;
    }
    boolean isLong = repository.length() > LONGEST;
    return new PullRequest(url, isLong ? repository.substring(0, LONGEST) : repository, number);
  }

  /** {@code owner/name#12}, or what is known of that. */
  public String name() {
    return number == null ? url : repository + "#" + number;
  }
}
