package dev.stackunderflow.app.update;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Asks a release page for the newest version: one request without a body, a cookie or an id. GitHub
 * answers {@code …/releases/latest} with a redirection to {@code …/releases/tag/vVERSION}, which is
 * read and not followed.
 */
public final class UpdateCheck {

  /** Where this program is released. */
  public static final String RELEASES =
      "https://github.com/0bserver07/StackUnderflow/releases/latest";

  private static final int TIMEOUT_MILLIS = 10_000;
  private static final String TAG = "/releases/tag/";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "localhost");

  private UpdateCheck() {}

  /**
   * What the page answered.
   *
   * @param current this program's version
   * @param latest the newest release's
   * @param isNewer whether that one is newer
   * @param page where it is described
   */
  public record Answer(String current, String latest, boolean isNewer, String page) {}

  /**
   * Asks.
   *
   * @param releases the page, {@link #RELEASES} or a mirror's
   * @param current this program's version
   * @throws IOException if the page cannot be reached, or does not name a release; with a message
   *     for the user
   */
  public static Answer ask(String releases, String current) throws IOException {
    URI page = page(releases);
    String location;
    try {
      location = redirection(page);
    } catch (IOException e) {
      throw new IOException("Could not ask " + page + ": " + reason(e) + ". Nothing was changed.");
    }
    int tag = location.lastIndexOf(TAG);
    ReleaseVersion latest =
        ReleaseVersion.parse(tag < 0 ? "" : location.substring(tag + TAG.length()))
            .orElseThrow(
                () ->
                    new IOException(
                        "No release is published at " + page + ". Nothing was changed."));
    // A build from sources has no number of its own: every release is as new.
    boolean isNewer =
        ReleaseVersion.parse(current).map(own -> own.compareTo(latest) < 0).orElse(false);
    return new Answer(current, latest.toString(), isNewer, described(page, location));
  }

  /** Where the release is described: where the page sent to, if that is an address. */
  private static String described(URI page, String location) {
    try {
      return page.resolve(new URI(location)).toString();
    } catch (URISyntaxException e) {
      return page.toString();
    }
  }

  private static URI page(String releases) throws IOException {
    try {
      URI page = new URI(releases);
      boolean isSecure = "https".equals(page.getScheme());
      boolean isLocal = "http".equals(page.getScheme()) && LOOPBACK.contains(page.getHost());
      if (isSecure || isLocal) {
        return page;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new IOException("Not an https URL: " + releases);
  }

  /** Where the page sends to; empty if nowhere. */
  private static String redirection(URI page) throws IOException {
    var connection = (HttpURLConnection) page.toURL().openConnection();
    try {
      connection.setRequestMethod("HEAD");
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestProperty("User-Agent", "stackunderflow");
      int status = connection.getResponseCode();
      if (status >= 400) {
        throw new IOException("it answered " + status);
      }
      String location = connection.getHeaderField("Location");
      return location == null ? "" : location;
    } finally {
      connection.disconnect();
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case UnknownHostException _ -> "its name cannot be resolved";
      case SocketTimeoutException _ -> "it did not answer in time";
      default -> String.valueOf(e.getMessage());
    };
  }
}
