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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A running API over the view of two machines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ApiFixture {

  static final int SESSIONS = 7;

  final S3Server s3 = new S3Server();

  Machine laptop;

  Machine work;

  Service api;

  JsonNode openApi;

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
  static String example(String path) {
    return path.replace("{id}", "session-1") + (path.equals("/api/search") ? "?q=hello" : "");
  }

  /** Against the schema, read as strictly as can be: no field more and none less. */
  void assertMatches(JsonNode schema, JsonNode document) {
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

  static void forbidOthers(JsonNode schema) {
    if (schema instanceof ObjectNode object
        && object.has("properties")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ApiIT::forbidOthers);
  }

  void problem(Service.Answer answer, int status, String code) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo("application/problem+json");
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("code").asText()).isEqualTo(code);
    assertThat(answer.body()).doesNotContain("Exception", "\\tat ");
    assertMatches(openApi.at("/components/schemas/Problem"), answer.json());
  }

  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  List<String> paged(String path, String list, String field) throws Exception {
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

  /** A request as somebody may write it, with any headers. */
  String raw(String head, String body) throws Exception {
    URI uri = URI.create(api.url());
    try (var socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException e) {
      return "cut off";
    }
  }

  String raw(String method, String path, String... headers) throws Exception {
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

  void problemNotSetUp(Service.Answer answer) throws Exception {
    problem(answer, 409, "not_set_up");
    assertThat(answer.body()).contains("sync init");
  }
}
