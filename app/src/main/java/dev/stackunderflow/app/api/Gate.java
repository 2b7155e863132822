package dev.stackunderflow.app.api;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets in what a program of this user asks, and keeps out what a web page has the user's browser
 * ask: by the name it asked for (DNS rebinding), by where the page is from, and by the token.
 */
final class Gate {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** An address can't be rebound; a name can. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|\\[[0-9a-f:.]{2,45}\\]");

  private final ApiToken token;
  private final String host;
  private final int port;
  private final boolean exposed;

  /**
   * A gate.
   *
   * @param token what opens it
   * @param host where the server listens, as it was asked to
   * @param port the server's port
   * @param exposed whether other machines may ask: then nothing but health is open without a token
   */
  Gate(ApiToken token, String host, int port, boolean exposed) {
    this.token = token;
    this.host = host.toLowerCase(Locale.ROOT);
    this.port = port;
    this.exposed = exposed;
  }

  /** Whether the caller has the token. */
  boolean hasToken(Headers headers) {
    return token.isIn(headers.getFirst("Authorization"));
  }

  /** Refuses what a foreign page could have sent. */
  void requireHonestOrigin(Headers headers) throws Problem {
    if (!isOurs(headers.getFirst("Host"))) {
      throw new Problem(
          403,
          "foreign_host",
          "The API answers under 127.0.0.1, localhost and [::1] only. Nothing was done.");
    }
    String origin = headers.getFirst("Origin");
    if (origin != null && !isOurOrigin(origin)) {
      throw new Problem(
          403, "foreign_origin", "The API answers no page of another site. Nothing was done.");
    }
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new Problem(
          403, "foreign_origin", "The API answers no page of another site. Nothing was done.");
    }
  }

  /** Refuses who lacks the token. */
  void requireToken(Headers headers) throws Problem {
    if (!hasToken(headers)) {
      throw new Problem(
          401,
          "no_token",
          "This needs the header 'Authorization: Bearer TOKEN', with the token in the file api-token"
              + " in the program's folder.");
    }
  }

  /** Whether even what holds no content needs the token. */
  boolean isExposed() {
    return exposed;
  }

  private boolean isOurOrigin(String origin) {
    try {
      URI uri = URI.create(origin);
      return "http".equals(uri.getScheme()) && isOurs(uri.getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private boolean isOurs(@Nullable String authority) {
    if (authority == null) {
      return false;
    }
    String asked = authority.toLowerCase(Locale.ROOT);
    String suffix = ":" + port;
    String name =
        asked.endsWith(suffix) ? asked.substring(0, asked.length() - suffix.length()) : asked;
    if (name.equals(asked) && port != 80) {
      return false;
    }
    return LOOPBACK.contains(name)
        || (exposed && (name.equals(host) || ADDRESS.matcher(name).matches()));
  }
}
