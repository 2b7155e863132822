package dev.stackunderflow.app.api;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stackunderflow.app.api.Route.Access;
import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP server of the API: checks each request at the gate, runs its route, writes the answer.
 */
public final class ApiServer implements AutoCloseable {

  private static final int MAX_BODY_BYTES = 8192;
  private static final int BACKLOG = 128;

  static {
    // The JDK's server reads these once, in seconds. A stream of events ends before its limit.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    System.setProperty("sun.net.httpserver.maxRspTime", "600");
    System.setProperty("sun.net.httpserver.idleInterval", "30");
    System.setProperty("sun.net.httpserver.timerMillis", "5000"); // the default is every second
    System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "64");
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("jdk.httpserver.maxConnections", "256");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Gate gate;
  private final Views views;
  private final Path folder;
  private final SyncCalls sync;
  private final EventHub hub;
  private final EventStream stream;
  private final List<Route> routes;
  private final Runnable viewed;

  /**
   * Binds the server's address. It answers after {@link #start}.
   *
   * @param config what it works with
   * @param host the address to listen on
   * @param port the port, 0 for any free one
   * @param exposed whether other machines may call it
   * @throws IOException if the address is not available; nothing is left open then
   */
  public ApiServer(ApiConfig config, String host, int port, boolean exposed) throws IOException {
    server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
    gate = new Gate(config.token(), host, server.getAddress().getPort(), exposed);
    views = new Views(config.home());
    folder = config.home().folder();
    sync = new SyncCalls(config.work(), config.sync(), config.succeeded());
    hub = config.hub();
    stream = new EventStream(hub);
    routes = new Routes(config.home(), config.sync(), views, sync).all();
    viewed = config.viewed();
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /** Starts to answer. */
  public void start() {
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** All routes except the stream of events. */
  List<Route> routes() {
    return routes;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        answer(exchange);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        problem(exchange, Problem.of(e, folder));
      } catch (Exception e) {
        problem(exchange, Problem.of(e, folder));
      }
    }
  }

  private void answer(HttpExchange exchange) throws Exception {
    Headers headers = exchange.getRequestHeaders();
    gate.requireHonestOrigin(headers);
    String path = exchange.getRequestURI().getRawPath();
    String method = exchange.getRequestMethod();
    if (path.equals(EventStream.PATH)) {
      gate.requireToken(headers);
      requireMethod(exchange, "GET");
      Request.parameters(exchange.getRequestURI().getRawQuery(), java.util.Set.of());
      stream.serve(exchange);
      return;
    }
    List<Route> known = routes.stream().filter(route -> route.match(path).isPresent()).toList();
    Optional<Route> found = known.stream().filter(r -> r.method().equals(method)).findFirst();
    // Without the token nobody learns which routes exist.
    if (found.map(route -> needsToken(route.access())).orElse(true)) {
      gate.requireToken(headers);
    }
    if (known.isEmpty()) {
      throw new Problem(404, "not_found", "No such route. See /api/openapi.json.");
    }
    Route route = found.orElse(known.getFirst());
    requireMethod(exchange, route.method());
    requireSmallBody(exchange);
    String name = Request.decode(route.match(path).orElse("").replace("+", "%2B"));
    if (route.access() == Access.TOKEN) {
      viewed.run();
    }
    Route.Answer answer =
        route
            .handler()
            .answer(
                new Request(
                    name,
                    Request.parameters(exchange.getRequestURI().getRawQuery(), route.parameters()),
                    gate.hasToken(headers)));
    send(exchange, answer.status(), "application/json", answer.document());
  }

  private boolean needsToken(Access access) {
    return switch (access) {
      case ANYBODY -> false;
      case THIS_MACHINE -> gate.isExposed();
      case TOKEN -> true;
    };
  }

  private static void requireMethod(HttpExchange exchange, String method) throws Problem {
    if (!exchange.getRequestMethod().equals(method)) {
      exchange.getResponseHeaders().set("Allow", method);
      throw new Problem(
          405, "method", "This route supports only " + method + ". Nothing was done.");
    }
  }

  /** No request needs a body; a small one is ignored. */
  private static void requireSmallBody(HttpExchange exchange) throws IOException, Problem {
    InputStream body = exchange.getRequestBody();
    if (body.readNBytes(MAX_BODY_BYTES + 1).length > MAX_BODY_BYTES) {
      throw new Problem(
          413, "too_large", "The body is too large; no request needs one. Nothing was done.");
    }
  }

  private static void problem(HttpExchange exchange, Problem problem) {
    if (exchange.getResponseCode() != -1) {
      return; // the answer has begun: the client sees that it is incomplete
    }
    Headers headers = exchange.getResponseHeaders();
    if (problem.status() == 401) {
      headers.set("WWW-Authenticate", "Bearer realm=\"stackunderflow\"");
    }
    if (problem.status() == 503) {
      headers.set("Retry-After", "2");
    }
    try {
      send(exchange, problem.status(), "application/problem+json", problem.json());
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static void send(HttpExchange exchange, int status, String type, Object document)
      throws IOException {
    byte[] bytes = JsonWriter.bytes(document);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** Stops; running answers are cut off after a second. */
  @Override
  public void close() {
    hub.close();
    server.stop(1);
    threads.shutdownNow();
    views.close();
    sync.close();
  }
}
