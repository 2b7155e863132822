package dev.stackunderflow.app.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpdateCheckTest {

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int status = 302;
  private String location = "/o/r/releases/tag/v1.2.0";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().get("Cookie"));
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String page() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/o/r/releases/latest";
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.9, true",
    "1.2.0-SNAPSHOT, true",
    "0.99.99, true",
    "1.2.0, false",
    "1.10.0, false",
    "2.0.0-rc.1, false",
    "development, false"
  })
  void itSaysWhetherTheReleaseIsNewer(String current, boolean isNewer) throws Exception {
    UpdateCheck.Answer answer = UpdateCheck.ask(page(), current);

    assertThat(answer.latest()).isEqualTo("1.2.0");
    assertThat(answer.isNewer()).isEqualTo(isNewer);
    assertThat(answer.page()).isEqualTo(page().replace("latest", "tag/v1.2.0"));
  }

  @Test
  void oneRequestIsSentAndTheRedirectionIsNotFollowed() throws Exception {
    UpdateCheck.ask(page(), "1.0.0");

    assertThat(requests).containsExactly("HEAD /o/r/releases/latest null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/o/r/releases", "/o/r/releases/tag/nightly", "/o/r/releases/tag/v1.2.0/../x", ""})
  void aPageWithoutAReleaseIsSaidSo(String to) {
    location = to;

    assertThatThrownBy(() -> UpdateCheck.ask(page(), "1.0.0"))
        .isInstanceOf(IOException.class)
        .hasMessage("No release is published at " + page() + ". Nothing was changed.");
  }

  @Test
  void anAddressThatIsNoneStillNamesTheRelease() throws Exception {
    location = "https://exa mple/releases/tag/v2.0.0";

    UpdateCheck.Answer answer = UpdateCheck.ask(page(), "1.0.0");

    assertThat(answer.latest()).isEqualTo("2.0.0");
    assertThat(answer.page()).isEqualTo(page());
  }

  @Test
  void anErrorOfThePageIsSaidSo() {
    status = 503;

    assertThatThrownBy(() -> UpdateCheck.ask(page(), "1.0.0"))
        .hasMessage("Could not ask " + page() + ": it answered 503. Nothing was changed.");
  }

  @Test
  void aPageThatCannotBeReachedIsSaidSo() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String nobody = "http://127.0.0.1:" + free + "/releases/latest";

    assertThatThrownBy(() -> UpdateCheck.ask(nobody, "1.0.0"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Could not ask " + nobody + ": ")
        .hasMessageEndingWith(". Nothing was changed.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com/x", "file:///etc/passwd", "ftp://127.0.0.1/x", "::", ""})
  void nothingIsAskedInThePlainOrOfAnythingElse(String url) {
    assertThatThrownBy(() -> UpdateCheck.ask(url, "1.0.0")).hasMessage("Not an https URL: " + url);
  }

  @Test
  void aPreReleaseIsOlderThanItsRelease() {
    List<String> sorted =
        List.of(
            "0.9.9",
            "1.0.0-2",
            "1.0.0-SNAPSHOT",
            "1.0.0-rc",
            "1.0.0-rc.2",
            "1.0.0-rc.10",
            "1.0.0-rc.x",
            "1.0.0",
            "1.0.1",
            "1.2.0",
            "1.10.0");

    assertThat(
            sorted.reversed().stream()
                .map(text -> ReleaseVersion.parse(text).orElseThrow())
                .sorted()
                .map(ReleaseVersion::toString))
        .isEqualTo(sorted);
  }
}
