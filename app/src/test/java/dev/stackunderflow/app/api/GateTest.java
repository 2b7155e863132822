package dev.stackunderflow.app.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.stackunderflow.core.file.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets through to the API: programs of the user, and no page of another site. */
class GateTest {

  private static final int PORT = 8081;

  private ApiToken token;
  private String header;

  @BeforeEach
  void createToken(@TempDir Path folder) throws Exception {
    var home = new Home(folder.resolve("home"));
    token = ApiToken.readOrMake(home, new SecureRandom());
    header = "Bearer " + Files.readString(ApiToken.file(home)).strip();
  }

  private static Headers headers(String... namesAndValues) {
    var headers = new Headers();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  private static void refused(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(status))
        .hasMessageNotContaining("Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:8081", "localhost:8081", "LOCALHOST:8081", "[::1]:8081"})
  void loopbackNamesWithThePortAreAccepted(String host) {
    var gate = new Gate(token, "127.0.0.1", PORT, false);
    assertThatCode(() -> gate.requireHonestOrigin(headers("Host", host)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example:8081",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1.evil.example:8081",
        "localhost:8081@evil.example",
        "192.168.1.7:8081",
        ""
      })
  void anyOtherHostNameIsRefused(String host) {
    var gate = new Gate(token, "127.0.0.1", PORT, false);
    refused(403, () -> gate.requireHonestOrigin(headers("Host", host)));
  }

  @Test
  void aRequestWithoutAHostIsRefused() {
    refused(403, () -> new Gate(token, "127.0.0.1", PORT, false).requireHonestOrigin(headers()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "https://127.0.0.1:8081",
        "http://127.0.0.1:9999",
        "null",
        "not a URL"
      })
  void aPageOfAnotherOriginIsRefused(String origin) {
    var gate = new Gate(token, "127.0.0.1", PORT, false);
    refused(
        403, () -> gate.requireHonestOrigin(headers("Host", "127.0.0.1:8081", "Origin", origin)));
  }

  @Test
  void itsOwnOriginAndTheAddressBarAreAccepted() {
    var gate = new Gate(token, "127.0.0.1", PORT, false);
    assertThatCode(
            () ->
                gate.requireHonestOrigin(
                    headers(
                        "Host", "127.0.0.1:8081",
                        "Origin", "http://127.0.0.1:8081",
                        "Sec-Fetch-Site", "same-origin")))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                gate.requireHonestOrigin(
                    headers("Host", "localhost:8081", "Sec-Fetch-Site", "none")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site"})
  void whatABrowserMarksAsComingFromAnotherSiteIsRefused(String site) {
    var gate = new Gate(token, "127.0.0.1", PORT, false);
    refused(
        403,
        () -> gate.requireHonestOrigin(headers("Host", "localhost:8081", "Sec-Fetch-Site", site)));
  }

  @Test
  void anExposedApiAnswersUnderItsNameAndAddressesButUnderNoOtherName() {
    var gate = new Gate(token, "Nas.local", PORT, true);
    for (String host : new String[] {"nas.local:8081", "192.168.1.7:8081", "[fd00::7]:8081"}) {
      assertThatCode(() -> gate.requireHonestOrigin(headers("Host", host)))
          .doesNotThrowAnyException();
    }
    refused(403, () -> gate.requireHonestOrigin(headers("Host", "evil.example:8081")));
  }

  @Test
  void withoutTheTokenThereIsNoWayIn() {
    var gate = new Gate(token, "127.0.0.1", PORT, false);
    refused(401, () -> gate.requireToken(headers()));
    refused(401, () -> gate.requireToken(headers("Authorization", "Bearer wrong")));
    assertThatCode(() -> gate.requireToken(headers("Authorization", header)))
        .doesNotThrowAnyException();
  }
}
