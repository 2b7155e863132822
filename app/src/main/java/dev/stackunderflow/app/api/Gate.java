package dev.stackunderflow.app.api;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Admits requests of the user's own programs and refuses those that a web page makes the user's
 * browser send: by the requested host name (DNS rebinding), by the page's origin, and by the token.
 */
final class Gate {

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** DNS rebinding needs a name: an address is safe. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|\\[[0-9a-f:.]{2,45}\\]");

  private final ApiToken token;
  private final String host;
  private final int port;
  private final boolean exposed;

  /**
   * Creates a gate.
   *
   * @param token what admits a request
   * @param host the address that the server listens on, as configured
   * @param port the server's port
   * @param exposed whether other machines may call it; everything but health then needs the token
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

  /**
   * Refuses what a page of another site could have sent.
   *
   * @throws Problem with status 403
   */
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
          403, "foreign_origin", "The API does not answer pages of other sites. Nothing was done.");
    }
    String site = headers.getFirst("Sec-Fetch-Site");
    if (site != null && !site.equals("same-origin") && !site.equals("none")) {
      throw new Problem(
          403, "foreign_origin", "The API does not answer pages of other sites. Nothing was done.");
    }
  }

  /**
   * Refuses a request without the token.
   *
   * @throws Problem with status 401
   */
  void requireToken(Headers headers) throws Problem {
    if (!hasToken(headers)) {
      throw new Problem(
          401,
          "no_token",
          "This needs the header 'Authorization: Bearer TOKEN', with the token from the file"
              + " api-token in the program's folder.");
    }
  }

  /** Whether other machines may call the API. */
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
