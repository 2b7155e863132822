package dev.stackunderflow.sync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stackunderflow.core.hash.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A small S3 that refuses as AWS does, with AWS's error documents: by bucket, region, access key
 * and right. Path style; signatures are not checked.
 */
public final class AwsServer implements AutoCloseable {

  /** The bucket that exists. */
  public static final String BUCKET = "sessions";

  /** Where it is. */
  public static final String REGION = "eu-north-1";

  /** An access key that may do everything. */
  public static final String KEY = "AKIAIOSFODNN7EXAMPLE";

  /** What an access key may be allowed to do. */
  public enum Right {
    LIST,
    READ,
    WRITE,
    DELETE
  }

  /** How conditional writes are answered. */
  public enum Conditions {
    KEPT,
    IGNORED,
    NOT_IMPLEMENTED
  }

  private static final Pattern CREDENTIAL =
      Pattern.compile("Credential=([^/]+)/[0-9]{8}/([^/]+)/s3/aws4_request");

  private static final byte[] NOTHING = new byte[0];

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> objects = new TreeMap<>();
  private final Map<String, Set<Right>> keys = new HashMap<>();
  private final Map<String, Answer> refused = new HashMap<>();
  private Conditions conditions = Conditions.KEPT;
  private boolean redirects;

  private record Answer(int status, byte[] body, Map<String, String> headers) {}

  /** Starts on a free port of loopback, with {@link #KEY}. */
  public AwsServer() throws IOException {
    keys.put(KEY, Set.of(Right.values()));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The bucket's URL for {@code sync init}. */
  public String url() {
    return "s3://" + BUCKET + "?endpoint=" + endpoint() + "&region=" + REGION;
  }

  /** Adds an access key. */
  public synchronized void allow(String id, Right... rights) {
    keys.put(id, Set.of(rights));
  }

  /** Answers each request of an access key with an error. */
  public synchronized void refuse(String id, int status, String code) {
    refused.put(id, error(status, code, "", Map.of()));
  }

  /** From now on answers conditional writes in this way. */
  public synchronized void answerConditions(Conditions next) {
    conditions = next;
  }

  /** Redirects who asks without credentials to the bucket's region, as AWS's other regions do. */
  public synchronized void redirect() {
    redirects = true;
  }

  /** The names of the objects. */
  public synchronized List<String> names() {
    return List.copyOf(objects.keySet());
  }

  /** Puts an object. */
  public synchronized void put(String name, byte[] bytes) {
    objects.put(name, bytes);
  }

  private static Answer error(int status, String code, String more, Map<String, String> headers) {
    String document =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><Message>AWS's words</Message>"
            + more
            + "<RequestId>4442587FB7D0A2F9</RequestId><HostId>x</HostId></Error>";
    return new Answer(status, document.getBytes(StandardCharsets.UTF_8), headers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
      Answer answer = answer(exchange, path[0], path.length < 2 ? "" : path[1], body);
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private synchronized Answer answer(
      HttpExchange exchange, String bucket, String key, byte[] body) {
    if (!bucket.equals(BUCKET)) {
      return error(404, "NoSuchBucket", "<BucketName>" + bucket + "</BucketName>", Map.of());
    }
    Right right =
        switch (exchange.getRequestMethod()) {
          case "PUT" -> Right.WRITE;
          case "DELETE" -> Right.DELETE;
          default -> key.isEmpty() ? Right.LIST : Right.READ;
        };
    Answer no = refusal(exchange, right);
    if (no != null) {
      return no;
    }
    return switch (right) {
      case LIST -> list(exchange);
      case READ -> get(key);
      case WRITE -> write(exchange, key, body);
      case DELETE -> {
        objects.remove(key);
        yield new Answer(204, NOTHING, Map.of());
      }
    };
  }

  private @Nullable Answer refusal(HttpExchange exchange, Right right) {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Matcher credential = CREDENTIAL.matcher(authorization == null ? "" : authorization);
    if (!credential.find()) {
      return redirects
          ? error(301, "PermanentRedirect", "", Map.of("x-amz-bucket-region", REGION))
          : error(403, "AccessDenied", "", Map.of());
    }
    String id = credential.group(1);
    if (!credential.group(2).equals(REGION)) {
      return error(
          400, "AuthorizationHeaderMalformed", "<Region>" + REGION + "</Region>", Map.of());
    }
    if (refused.containsKey(id)) {
      return refused.get(id);
    }
    Set<Right> rights = keys.get(id);
    if (rights == null) {
      return error(
          403, "InvalidAccessKeyId", "<AWSAccessKeyId>" + id + "</AWSAccessKeyId>", Map.of());
    }
    return rights.contains(right) ? null : error(403, "AccessDenied", "", Map.of());
  }

  private Answer get(String key) {
    byte[] object = objects.get(key);
    return object == null
        ? error(404, "NoSuchKey", "<Key>" + key + "</Key>", Map.of())
        : new Answer(200, object, Map.of("ETag", etag(object)));
  }

  private Answer write(HttpExchange exchange, String key, byte[] body) {
    byte[] there = objects.get(key);
    String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
    boolean mustBeAbsent = exchange.getRequestHeaders().getFirst("If-None-Match") != null;
    if (ifMatch != null || mustBeAbsent) {
      if (conditions == Conditions.NOT_IMPLEMENTED) {
        return error(501, "NotImplemented", "<Header>If-Match</Header>", Map.of());
      }
      boolean holds = mustBeAbsent ? there == null : there != null && etag(there).equals(ifMatch);
      if (conditions == Conditions.KEPT && !holds) {
        return error(412, "PreconditionFailed", "<Condition>If-Match</Condition>", Map.of());
      }
    }
    objects.put(key, body);
    return new Answer(200, NOTHING, Map.of("ETag", etag(body)));
  }

  private Answer list(HttpExchange exchange) {
    String prefix = "";
    for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
      if (part.startsWith("prefix=")) {
        prefix = URLDecoder.decode(part.substring(7), StandardCharsets.UTF_8);
      }
    }
    var xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      if (object.getKey().startsWith(prefix)) {
        xml.append("<Contents><Key>").append(object.getKey()).append("</Key><ETag>");
        xml.append(etag(object.getValue()).replace("\"", "&quot;")).append("</ETag><Size>");
        xml.append(object.getValue().length).append("</Size></Contents>");
      }
    }
    byte[] document = xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    return new Answer(200, document, Map.of());
  }

  private static String etag(byte[] object) {
    return '"' + Sha256.hex(object).substring(0, 32) + '"';
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
