package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call the API, and that it is as it describes itself. */
class ApiIT extends ApiFixture {

  @Test
  void whatTheDescriptionSaysIsSo() throws Exception {
    int asked = 0;
    for (Map.Entry<String, JsonNode> path : openApi.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        JsonNode content = operation.getValue().at("/responses/200/content").elements().next();
        if (path.getKey().equals("/api/events")) {
          continue; // it has a test of its own
        }
        String method = operation.getKey().equals("get") ? "GET" : "POST";
        Service.Answer answer = api.send(method, example(path.getKey()), api.token());
        assertThat(answer.status()).as(path.getKey() + answer.body()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertMatches(content.at("/schema"), answer.json());
        asked++;
      }
    }
    assertThat(asked).isEqualTo(13);
    assertThat(api.get("/api/sync/conflicts").json().get("items")).as("not empty").isNotEmpty();
  }

  @Test
  void withoutTheTokenNothingIsShownOrDoneButHealthStatusAndDescription() throws Exception {
    for (Map.Entry<String, JsonNode> path : openApi.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        boolean isOpen =
            Set.of("/api/health", "/api/openapi.json", "/api/sync/status").contains(path.getKey());
        assertThat(operation.getValue().has("security")).isEqualTo(isOpen);
        String method = operation.getKey().equals("get") ? "GET" : "POST";
        for (String token : List.of("", "wrong", api.token() + "x", api.token().substring(1))) {
          Service.Answer answer = api.send(method, example(path.getKey()), token);
          assertThat(answer.status()).as(path.getKey()).isEqualTo(isOpen ? 200 : 401);
          if (!isOpen) {
            problem(answer, 401, "no_token");
            assertThat(answer.body()).doesNotContain("hello", "laptop", api.token());
          }
        }
      }
    }
    assertThat(api.send("GET", "/api/anything", "").status())
        .as("who lacks the token does not learn what there is")
        .isEqualTo(401);
  }

  @Test
  void aPageOfAnotherSiteGetsNothingEvenWithTheToken() throws Exception {
    String own = URI.create(api.url()).getAuthority();
    String port = own.substring(own.indexOf(':'));
    assertThat(raw("GET", "/api/sessions", "Host: " + own)).startsWith("HTTP/1.1 200");
    assertThat(raw("GET", "/api/sessions", "Host: localhost" + port)).startsWith("HTTP/1.1 200");
    for (String host :
        List.of("evil.example", "evil.example" + port, "127.0.0.1.evil.example" + port)) {
      assertThat(raw("GET", "/api/health", "Host: " + host))
          .as(host)
          .startsWith("HTTP/1.1 403")
          .contains("foreign_host");
    }
    assertThat(raw("GET", "/api/health", "Host: 127.0.0.1:1")).startsWith("HTTP/1.1 403");
    for (String header :
        List.of(
            "Origin: http://evil.example",
            "Origin: null",
            "Origin: https://127.0.0.1" + port,
            "Origin: http://localhost:3000",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      assertThat(raw("POST", "/api/sync/push", "Host: " + own, header))
          .as(header)
          .startsWith("HTTP/1.1 403")
          .contains("foreign_origin");
    }
    String page = raw("GET", "/api/sessions", "Host: " + own, "Origin: http://" + own);
    assertThat(page).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("access-control");
    assertThat(raw("OPTIONS", "/api/sessions", "Host: " + own, "Origin: http://evil.example"))
        .startsWith("HTTP/1.1 403")
        .doesNotContainIgnoringCase("access-control");
  }

  @Test
  void largeRequestsAreRefused() throws Exception {
    String head =
        "POST /api/sync/push HTTP/1.1\r\nConnection: close\r\nHost: "
            + URI.create(api.url()).getAuthority()
            + "\r\nAuthorization: Bearer "
            + api.token();
    assertThat(raw(head + "\r\nContent-Length: 8193", "x".repeat(8193))).startsWith("HTTP/1.1 413");
    assertThat(raw(head + "\r\nX-Long: " + "x".repeat(20_000), "")).doesNotStartWith("HTTP/1.1 2");
  }

  @Test
  void theTokenIsTheUsersAlone() throws Exception {
    Path file = work.home().folder().resolve("api-token");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file).strip()).isEqualTo(api.token()).hasSize(43);
  }

  @Test
  void itListensOnLoopbackOnlyUnlessItIsExposed() {
    Shell.Run run = Shell.run(work.env(), "start", "--host", "0.0.0.0", "--port", "0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--expose").contains("Nothing was started");
    assertThat(run.out()).isEmpty();
    String port = String.valueOf(URI.create(api.url()).getPort());
    Shell.Run twice = Shell.run(work.env(), "start", "--port", port);
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("may already be running");
  }

  @Test
  void aTokenThatOthersCouldReadIsReplacedAndTheProcessStopsWhenItIsAsked(@TempDir Path folder)
      throws Exception {
    Machine machine = new Machine(folder.resolve("third"), Map.of(), new TestClock());
    Set<String> tokens = new HashSet<>();
    for (String mode : List.of("rw-------", "rw-r--r--", "rw-------")) {
      try (Service service = Service.start(machine)) {
        tokens.add(service.token());
        assertThat(service.send("GET", "/api/sync/status", "").body())
            .isEqualTo("{\"configured\":false}");
        assertThat(service.get("/api/sessions").json().get("items")).isEmpty();
        problemNotSetUp(service.post("/api/sync/now"));
        assertThat(service.stop(Duration.ofSeconds(15))).as("it ended").isTrue();
      }
      Files.setPosixFilePermissions(
          machine.home().folder().resolve("api-token"), PosixFilePermissions.fromString(mode));
    }
    assertThat(tokens).hasSize(2);
  }
}
