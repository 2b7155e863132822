package dev.stackunderflow.core.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a repository by the URL of its remote, the same for all forms of that URL: {@code
 * github.com/o/r} for {@code git@github.com:o/r.git} and {@code https://github.com/o/r}.
 */
public final class GitRemote {

  private static final int MAX_LENGTH = 2_000;

  private static final Map<String, String> DEFAULT_PORTS =
      Map.of(
          "ssh", "22", "git+ssh", "22", "ssh+git", "22", "https", "443", "http", "80", "git",
          "9418");

  private static final String HOST = "(\\[[0-9A-Fa-f:.]+\\]|[\\p{L}\\p{N}._-]+)";

  private static final Pattern URL =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9+.-]*)://(?:[^/@]*(?:@[^/@]*)*@)?" + HOST + "(?::([0-9]*))?/(.*)");

  /** {@code user@host:path}; the host may be written with its port, in brackets. */
  private static final Pattern SHORT =
      Pattern.compile("(?:(?:[^/:@\\[]+@)?" + HOST + "|\\[([^\\]/]+)\\]):(?!:|//)(.*)");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:[^/:@]+@)?([\\p{L}\\p{N}._-]+)(?::([0-9]+))?");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\..*|\\[::1\\]|\\[0*(?::0*){2,6}:0*1\\]");

  private GitRemote() {}

  /**
   * Names the repository.
   *
   * @param url the remote's URL as Git has it; credentials in it are not part of the name
   * @return host, port where it is not the usual one, and path, without {@code .git}; null where
   *     the URL names nothing that other machines know: a folder, or a server on this machine
   */
  public static @Nullable String name(@Nullable String url) {
    if (url == null || url.length() > MAX_LENGTH || !isPlain(url.strip())) {
      return null;
    }
    String plain = url.strip();
    Matcher full = URL.matcher(plain);
    if (full.matches()) {
      String scheme = full.group(1).toLowerCase(Locale.ROOT);
      String usual = DEFAULT_PORTS.get(scheme);
      String path = scheme.startsWith("http") ? withoutQuery(full.group(4)) : full.group(4);
      return usual == null ? null : name(full.group(2), full.group(3), usual, path);
    }
    Matcher brief = SHORT.matcher(plain);
    if (!brief.matches()) {
      return null;
    }
    String host = brief.group(1);
    if (host == null) {
      Matcher both = HOST_AND_PORT.matcher(brief.group(2));
      return both.matches() ? name(both.group(1), both.group(2), "22", brief.group(3)) : null;
    }
    boolean isDrive = host.length() == 1; // C:\src\app
    return isDrive ? null : name(host, null, "22", brief.group(3));
  }

  private static boolean isPlain(String url) {
    return !url.isEmpty() && url.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '\\');
  }

  private static @Nullable String name(
      String host, @Nullable String port, String usualPort, String path) {
    String name = host.toLowerCase(Locale.ROOT);
    while (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    List<String> segments = segments(path);
    if (name.isEmpty() || LOOPBACK.matcher(name).matches() || segments.isEmpty()) {
      return null;
    }
    boolean isUsual = port == null || port.isEmpty() || port.equals(usualPort);
    return name + (isUsual ? "" : ":" + port) + "/" + String.join("/", segments);
  }

  /** The path's names; none where it is not a repository's. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return List.of();
      }
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    if (!segments.isEmpty() && segments.getLast().endsWith(".git")) {
      String last = segments.removeLast();
      if (last.length() > ".git".length()) {
        segments.add(last.substring(0, last.length() - ".git".length()));
      }
    }
    return segments;
  }

  private static String withoutQuery(String path) {
    int end = path.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = path.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    return path.substring(0, end);
  }
}
