package dev.stackunderflow.sync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The part of S3 that the program uses, over real HTTP, with the faults that a test asks for: so
 * that what the provider or the network does wrong goes through the real client.
 */
public final class FaultServer implements AutoCloseable {

  /** What goes wrong. */
  public enum Kind {
    /** An answer with a status and an error code, and nothing done. */
    REFUSE,
    /** It is done, and the answer is an error all the same. */
    DO_AND_REFUSE,
    /** The connection is reset, and nothing done. */
    RESET,
    /** It is done, and the connection is reset before the answer. */
    DO_AND_RESET,
    /** The answer is cut off in the middle. */
    TRUNCATE,
    /** The answer comes in small pieces. */
    SLOW,
    /** A list shows what was there before the last writes. */
    STALE
  }

  /**
   * A fault.
   *
   * @param kind what goes wrong
   * @param status the HTTP status, where it answers
   * @param code S3's error code
   * @param retryAfterSeconds the {@code Retry-After} header, null for none
   */
  public record Fault(Kind kind, int status, String code, @Nullable Integer retryAfterSeconds) {

    /** An error answer. */
    public static Fault refuse(int status, String code) {
      return new Fault(Kind.REFUSE, status, code, null);
    }

    /** One without an answer. */
    public static Fault of(Kind kind) {
      return new Fault(kind, 500, "InternalError", null);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> objects = new TreeMap<>();
  private Map<String, byte[]> before = Map.of();
  private final List<String> log = new ArrayList<>();
  private @Nullable Fault fault;
  private int skip;
  private int times;
  private boolean locked;
  private @Nullable List<byte[]> versions;

  /** Starts it on a free port of loopback. */
  public FaultServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The URL for {@code sync init}. */
  public String url() {
    return "s3://bucket?path-style=true&endpoint=http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has requests go wrong: skips some, then so many in a row. */
  public synchronized void fail(Fault next, int skipFirst, int howOften) {
    fault = next;
    skip = skipFirst;
    times = howOften;
  }

  /** No more faults. */
  public synchronized void heal() {
    fault = null;
  }

  /** Refuses every deletion, as an object lock does. */
  public synchronized void lockObjects() {
    locked = true;
  }

  /**
   * Keeps what is written over or deleted, as a versioned bucket does, and says so as that does.
   */
  public synchronized void keepVersions() {
    versions = new ArrayList<>();
  }

  /** What was written over or deleted since. */
  public synchronized List<byte[]> olderVersions() {
    return versions == null ? List.of() : List.copyOf(versions);
  }

  /** Whether the fault that was asked for has come. */
  public synchronized boolean hasFailed() {
    return fault == null || times == 0;
  }

  /** The requests so far, as {@code METHOD name}. */
  public synchronized List<String> requests() {
    return List.copyOf(log);
  }

  /** The objects. */
  public synchronized Map<String, byte[]> objects() {
    return new TreeMap<>(objects);
  }

  private synchronized @Nullable Fault next() {
    if (fault == null || times == 0) {
      return null;
    }
    if (skip > 0) {
      skip--;
      return null;
    }
    times--;
    return fault;
  }

  private record Answer(int status, byte[] body, @Nullable String etag) {}

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
      synchronized (this) {
        log.add(exchange.getRequestMethod() + " " + key);
      }
      Fault now = next();
      if (now == null) {
        send(exchange, answer(exchange, key, body, false), null);
        return;
      }
      switch (now.kind()) {
        case REFUSE -> send(exchange, error(now), now);
        case DO_AND_REFUSE -> {
          answer(exchange, key, body, false);
          send(exchange, error(now), now);
        }
        case RESET -> {
          // Closed without an answer.
        }
        case DO_AND_RESET -> answer(exchange, key, body, false);
        case TRUNCATE, SLOW, STALE ->
            send(exchange, answer(exchange, key, body, now.kind() == Kind.STALE), now);
      }
    }
  }

  private static Answer error(Fault fault) {
    String xml =
        "<?xml version=\"1.0\"?><Error><Code>"
            + fault.code()
            + "</Code><Message>x</Message></Error>";
    return new Answer(fault.status(), xml.getBytes(StandardCharsets.UTF_8), null);
  }

  private static void send(HttpExchange exchange, Answer answer, @Nullable Fault fault)
      throws IOException {
    if (answer.etag() != null) {
      exchange.getResponseHeaders().set("ETag", '"' + answer.etag() + '"');
    }
    if (fault != null && fault.retryAfterSeconds() != null) {
      exchange.getResponseHeaders().set("Retry-After", fault.retryAfterSeconds().toString());
    }
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    if (body.length == 0) {
      return;
    }
    if (fault != null && fault.kind() == Kind.TRUNCATE) {
      exchange.getResponseBody().write(body, 0, body.length / 2);
      exchange.getResponseBody().flush();
      return; // closing it now breaks off
    }
    int piece = fault != null && fault.kind() == Kind.SLOW ? 1 + body.length / 5 : body.length;
    for (int from = 0; from < body.length; from += piece) {
      exchange.getResponseBody().write(body, from, Math.min(piece, body.length - from));
      exchange.getResponseBody().flush();
    }
  }

  private synchronized Answer answer(
      HttpExchange exchange, String key, byte[] body, boolean stale) {
    return switch (exchange.getRequestMethod()) {
      case "GET" -> key.isEmpty() ? list(exchange, stale) : get(key);
      case "PUT" -> put(exchange, key, body);
      case "DELETE" -> {
        if (locked) {
          yield error(Fault.refuse(403, "AccessDenied"));
        }
        keep(exchange, objects.remove(key), true);
        yield new Answer(204, new byte[0], null);
      }
      default -> error(Fault.refuse(501, "NotImplemented"));
    };
  }

  private Answer get(String key) {
    byte[] object = objects.get(key);
    return object == null
        ? error(Fault.refuse(404, "NoSuchKey"))
        : new Answer(200, object, etag(object));
  }

  private Answer put(HttpExchange exchange, String key, byte[] body) {
    byte[] there = objects.get(key);
    String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
    boolean mustBeAbsent = exchange.getRequestHeaders().getFirst("If-None-Match") != null;
    if ((mustBeAbsent && there != null)
        || (ifMatch != null && (there == null || !ifMatch.contains(etag(there))))) {
      return error(Fault.refuse(412, "PreconditionFailed"));
    }
    before = new TreeMap<>(objects);
    keep(exchange, objects.put(key, body), false);
    return new Answer(200, new byte[0], etag(body));
  }

  private void keep(HttpExchange exchange, byte @Nullable [] older, boolean isDeleted) {
    if (versions != null) {
      if (older != null) {
        versions.add(older);
      }
      exchange.getResponseHeaders().set("x-amz-version-id", "version" + log.size());
      if (isDeleted) {
        exchange.getResponseHeaders().set("x-amz-delete-marker", "true");
      }
    }
  }

  private Answer list(HttpExchange exchange, boolean stale) {
    String prefix = "";
    for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
      if (part.startsWith("prefix=")) {
        prefix = URLDecoder.decode(part.substring(7), StandardCharsets.UTF_8);
      }
    }
    var xml =
        new StringBuilder(
            "<?xml version=\"1.0\"?><ListBucketResult><IsTruncated>false</IsTruncated>");
    for (Map.Entry<String, byte[]> object : (stale ? before : objects).entrySet()) {
      if (object.getKey().startsWith(prefix)) {
        xml.append("<Contents><Key>")
            .append(object.getKey())
            .append("</Key><ETag>&quot;")
            .append(etag(object.getValue()))
            .append("&quot;</ETag><Size>")
            .append(object.getValue().length)
            .append("</Size></Contents>");
      }
    }
    return new Answer(
        200, xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8), null);
  }

  private static String etag(byte[] object) {
    return Integer.toHexString(java.util.Arrays.hashCode(object)) + object.length;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
