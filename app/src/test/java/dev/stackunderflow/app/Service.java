package dev.stackunderflow.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The real command as a process of its own: {@code start} on a free port. */
public final class Service implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final String url;
  private final String token;
  private final HttpClient client = HttpClient.newHttpClient();

  private Service(Process process, String url, String token) {
    this.process = process;
    this.url = url;
    this.token = token;
  }

  /** An answer. */
  public record Answer(int status, String type, String body) {
    /** The body as JSON. */
    public JsonNode json() throws IOException {
      return JSON.readTree(body);
    }
  }

  /** A process that runs the command with the machine's environment and nothing else. */
  public static ProcessBuilder command(Machine machine, String... args) {
    var command = new ArrayList<>(java(Main.class));
    command.addAll(List.of(args));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(machine.env());
    return builder;
  }

  /** The words that start a class of this program or its tests. */
  static List<String> java(Class<?> main) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  /** Starts it and waits until it says where it listens. */
  public static Service start(Machine machine) throws IOException {
    ProcessBuilder builder = command(machine, "start", "--port", "0");
    Files.createDirectories(machine.folder());
    Path err = machine.folder().resolve("start.err");
    builder.redirectError(err.toFile());
    Process process = builder.start();
    String url = firstLine(process);
    if (url == null) {
      process.destroyForcibly();
      throw new AssertionError("it did not start: " + Files.readString(err));
    }
    String token = Files.readString(machine.home().folder().resolve("api-token")).strip();
    return new Service(process, url, token);
  }

  /** The first line of its output; null if it ends, or is silent for a minute. */
  private static @Nullable String firstLine(Process process) {
    var line = new CompletableFuture<@Nullable String>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                line.complete(process.inputReader(StandardCharsets.UTF_8).readLine());
              } catch (IOException e) {
                line.complete(null);
              }
            });
    return line.completeOnTimeout(null, LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Where it listens. */
  public String url() {
    return url;
  }

  /** What opens it. */
  public String token() {
    return token;
  }

  /** Its process. */
  public Process process() {
    return process;
  }

  /** Asks with the token. */
  public Answer get(String path) throws Exception {
    return send("GET", path, token);
  }

  /** Has it do something, with the token. */
  public Answer post(String path) throws Exception {
    return send("POST", path, token);
  }

  /** Asks with any token; with an empty one, without. */
  public Answer send(String method, String path, String withToken) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(LIMIT)
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (!withToken.isEmpty()) {
      request.header("Authorization", "Bearer " + withToken);
    }
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.body());
  }

  /** Asks until it is so; fails after a minute. */
  public static void await(String what, Callable<Boolean> isSo) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isSo.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("never came: " + what);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Ends it without a word, as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Asks it to end (SIGTERM); says whether it did within the time. */
  public boolean stop(Duration within) throws InterruptedException {
    process.destroy();
    return process.waitFor(within);
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
    process.onExit().join();
  }
}
