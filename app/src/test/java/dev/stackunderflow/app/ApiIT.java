package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.TestClock;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The API of the running command: what it answers, and whom. Continuous sync is off here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {

  private static final int SESSIONS = 7;

  private final S3Server s3 = new S3Server();
  private Machine laptop;
  private Machine work;
  private Service api;
  private JsonNode openApi;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    laptop = new Machine(folder.resolve("laptop"), s3.credentials(), new TestClock());
    work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
    for (int i = 0; i < SESSIONS; i++) {
      laptop.append(
          "-home-me-src-app" + i % 2,
          "session-" + i,
          Lines.user("u" + i, Lines.at(i), "hello number " + i),
          Lines.assistant("a" + i, Lines.at(i + 1), "hello to you", 50));
    }
    laptop.ingest();
    laptop.init(s3.url());
    laptop.push();
    work.env().put(Machine.KEY, laptop.key());
    work.append(
        "-home-me-src-app0", "session-0", Lines.user("other", Lines.at(0), "another story"));
    work.ingest();
    work.init(s3.url());
    work.pull();
    work.push();
    api = Service.start(work);
    Service.await(
        "the first look",
        () -> api.get("/api/sync/status").json().at("/auto/state").asText().equals("off"));
    openApi = api.send("GET", "/api/openapi.json", "").json();
  }

  @AfterAll
  void stop() throws Exception {
    api.close();
    s3.close();
  }

  /** A path of the description as it can be asked. */
  private static String example(String path) {
    return path.replace("{id}", "session-1") + (path.equals("/api/search") ? "?q=hello" : "");
  }

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

  /** Against the schema, read as strictly as can be: no field more and none less. */
  private void assertMatches(JsonNode schema, JsonNode document) {
    ObjectNode strict = openApi.deepCopy();
    forbidOthers(strict.get("components").get("schemas"));
    strict.setAll((ObjectNode) schema);
    strict.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(strict.toString(), InputFormat.JSON);
    assertThat(validator.validate(document.toString(), InputFormat.JSON))
        .as(document.toString())
        .isEmpty();
  }

  private static void forbidOthers(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ApiIT::forbidOthers);
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

  private void problem(Service.Answer answer, int status, String code) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
    assertThat(answer.body()).doesNotContain("Exception", "\\tat ");
    assertMatches(openApi.at("/components/schemas/Problem"), answer.json());
  }

  @Test
  void theStatusIsTheCommandsAndNamesNothingToWhoLacksTheToken() throws Exception {
    JsonNode printed = Shell.run(work.env(), "sync", "status", "--json").json();
    assertThat(api.get("/api/sync/status").json()).isEqualTo(printed);
    Service.Answer open = api.send("GET", "/api/sync/status", "");
    assertThat(open.body())
        .doesNotContain("laptop", "\"work\"", S3Server.BUCKET, "127.0.0.1", Machine.KEY, "app0");
    assertThat(names(open.json())).isEqualTo(names(printed));
    assertThat(open.json().get("generation")).isEqualTo(printed.get("generation"));
    assertMatches(openApi.at("/components/schemas/Status"), open.json());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void whatItShowsIsWhatTheCommandsPrint() throws Exception {
    assertThat(api.get("/api/sessions").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "sessions", "--json").json());
    assertThat(api.get("/api/projects").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "projects", "--json").json());
    assertThat(api.get("/api/report?device=laptop").json())
        .isEqualTo(Shell.run(work.env(), "report", "--device", "laptop", "--json").json());
    assertThat(api.get("/api/sync/conflicts").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "sync", "conflicts", "--json").json());
    assertThat(api.get("/api/sync/devices").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "sync", "devices", "--json").json());
    assertThat(api.get("/api/search?q=%22hello+number%22+3").json().get("items"))
        .isEqualTo(Shell.run(work.env(), "search", "hello number", "3", "--json").json())
        .hasSize(1);
    JsonNode shown = Shell.run(work.env(), "show", "session-3", "--json").json();
    assertThat(api.get("/api/sessions/session-3").json().get("events"))
        .isEqualTo(shown.get("events"))
        .hasSize(2);
  }

  @Test
  void pagesGiveEverythingOnce() throws Exception {
    assertThat(paged("/api/sessions?limit=2", "items", "session_id")).hasSize(SESSIONS);
    assertThat(paged("/api/projects?limit=1", "items", "slug")).hasSize(3);
    assertThat(paged("/api/search?q=hello&limit=3", "items", "snippet")).hasSize(13);
    assertThat(paged("/api/sync/devices?limit=1", "items", "device_id")).hasSize(2);
    assertThat(paged("/api/sessions/session-2?limit=1", "events", "uuid"))
        .containsExactly("u2", "a2");
  }

  private List<String> paged(String path, String list, String field) throws Exception {
    List<String> found = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = api.get(path + cursor).json();
      page.get(list).forEach(item -> found.add(item.get(field).asText()));
      if (page.get("next_cursor").isNull()) {
        return found;
      }
      cursor = "&cursor=" + page.get("next_cursor").asText();
      assertThat(found.size()).as("an end").isLessThan(100);
    }
  }

  @Test
  void whatCantBeAnsweredIsSaidInWords() throws Exception {
    problem(api.get("/api/sessions?color=red"), 400, "usage");
    problem(api.get("/api/sessions?limit=0"), 400, "usage");
    problem(api.get("/api/sessions?limit=1&limit=2"), 400, "usage");
    problem(api.get("/api/sessions?cursor=nonsense"), 400, "usage");
    problem(api.get("/api/sessions/session-1?all=perhaps"), 400, "usage");
    problem(api.get("/api/search"), 400, "usage");
    problem(api.get("/api/search?q=*"), 400, "usage");
    problem(api.get("/api/sessions?device=nobody"), 404, "not_found");
    problem(api.get("/api/sessions/nothing"), 404, "not_found");
    problem(api.get("/api/sessions/session"), 409, "ambiguous");
    problem(api.get("/api/nothing"), 404, "not_found");
    problem(api.get("/"), 404, "not_found");
    problem(api.get("/api/sync/now"), 405, "method");
    problem(api.post("/api/sessions"), 405, "method");
  }

  /** A request as somebody may write it, with any headers. */
  private String raw(String head, String body) throws Exception {
    URI uri = URI.create(api.url());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return "cut off";
    }
  }

  private String raw(String method, String path, String... headers) throws Exception {
    return raw(
        method
            + " "
            + path
            + " HTTP/1.1\r\nConnection: close\r\nAuthorization: Bearer "
            + api.token()
            + "\r\n"
            + String.join("\r\n", headers),
        "");
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
    assertThat(twice.err()).contains("Perhaps it runs already");
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

  private void problemNotSetUp(Service.Answer answer) throws Exception {
    problem(answer, 409, "not_set_up");
    assertThat(answer.body()).contains("sync init");
  }
}
