package dev.stackunderflow.sync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stackunderflow.core.hash.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A small S3 that answers as providers were reported to, path style, signatures not checked. */
public final class QuirkServer implements AutoCloseable {

  /** What the provider does differently from AWS. */
  public enum Quirk {
    /** {@code If-Match} is accepted without quotes only (Hetzner, Ceph 16). */
    BARE_ETAG,
    /** Answers to puts have no ETag. */
    NO_PUT_ETAG,
    /** No answer and no list has an ETag. */
    NO_ETAG,
    /** ETags are weak, as behind a compressing proxy; {@code If-Match} never holds. */
    WEAK_ETAG,
    /** Lists have one object a page, say that there is more, and give no token. */
    NO_TOKEN,
    /** Lists have one object a page, and the token leads to an empty page. */
    WRONG_TOKEN,
    /** Lists repeat their first page without end. */
    REPEATING_PAGE,
    /** Lists name objects of other places too, and one that has no name. */
    FOREIGN_KEYS,
    /** Lists are not well-formed XML. */
    MALFORMED_LIST,
    /** Lists end after one object and say that there is no more. */
    EARLY_END,
    /**
     * Answers without a body are said to be HTML, as moto's are; a header tells that they are S3's.
     */
    HTML_WITHOUT_BODY,
    /** Every answer is a login page with status 200. */
    WEB_PAGE,
    /** Every answer is an empty document with status 200. */
    EMPTY_DOCUMENT,
    /** 400 ExpiredToken. */
    EXPIRED_TOKEN,
    /** 403 ExpiredToken, as MinIO answers. */
    EXPIRED_TOKEN_403,
    /** 400 AuthorizationHeaderMalformed with the region in the document. */
    WRONG_REGION,
    /** 301 PermanentRedirect with the region in a header. */
    REDIRECT,
    /** 400 InvalidBucketName. */
    INVALID_BUCKET_NAME
  }

  private static final byte[] NOTHING = new byte[0];

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> objects = new TreeMap<>();
  private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
  private final List<String> requests = new ArrayList<>();

  /** Starts on a free port of loopback. */
  public QuirkServer(Quirk... quirks) throws IOException {
    become(quirks);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The URL for {@code sync init}. */
  public String url() {
    return "s3://bucket?path-style=true&endpoint=http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on has these quirks and no others. */
  public synchronized void become(Quirk... next) {
    quirks.clear();
    quirks.addAll(List.of(next));
  }

  /** The requests so far, as {@code METHOD name}. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** The objects; changes to the map change the bucket. */
  public synchronized Map<String, byte[]> objects() {
    return objects;
  }

  private record Answer(int status, String type, byte[] body, Map<String, String> headers) {}

  private static Answer error(int status, String code, String more) {
    String xml = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code>" + more + "</Error>";
    return new Answer(status, "application/xml", xml.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
      Answer answer;
      synchronized (this) {
        requests.add(exchange.getRequestMethod() + " " + key);
        Answer broken = broken();
        answer = broken == null ? answer(exchange, key, body) : broken;
      }
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
      boolean isHtml = quirks.contains(Quirk.HTML_WITHOUT_BODY) && answer.body().length == 0;
      exchange.getResponseHeaders().set("Content-Type", isHtml ? "text/html" : answer.type());
      if (isHtml) {
        exchange.getResponseHeaders().set("x-amzn-requestid", "1");
      }
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private @Nullable Answer broken() {
    for (Quirk quirk : quirks) {
      Answer answer =
          switch (quirk) {
            case WEB_PAGE ->
                new Answer(
                    200,
                    "text/html; charset=utf-8",
                    "<html><body>Please log in</body></html>".getBytes(StandardCharsets.UTF_8),
                    Map.of());
            case EMPTY_DOCUMENT ->
                new Answer(
                    200,
                    "application/xml",
                    "<Nothing/>".getBytes(StandardCharsets.UTF_8),
                    Map.of());
            case EXPIRED_TOKEN -> error(400, "ExpiredToken", "");
            case EXPIRED_TOKEN_403 -> error(403, "ExpiredToken", "");
            case WRONG_REGION -> error(400, "AuthorizationHeaderMalformed", "<Region>gra</Region>");
            case REDIRECT ->
                new Answer(
                    301, "application/xml", NOTHING, Map.of("x-amz-bucket-region", "eu-north-1"));
            case INVALID_BUCKET_NAME -> error(400, "InvalidBucketName", "");
            default -> null;
          };
      if (answer != null) {
        return answer;
      }
    }
    return null;
  }

  private Answer answer(HttpExchange exchange, String key, byte[] body) {
    return switch (exchange.getRequestMethod()) {
      case "GET" -> key.isEmpty() ? list(query(exchange)) : get(key);
      case "PUT" -> put(exchange, key, body);
      case "DELETE" -> {
        objects.remove(key);
        yield new Answer(204, "application/xml", NOTHING, Map.of());
      }
      default -> error(501, "NotImplemented", "");
    };
  }

  private Answer get(String key) {
    byte[] object = objects.get(key);
    return object == null
        ? error(404, "NoSuchKey", "")
        : new Answer(200, "application/octet-stream", object, etagHeader(object));
  }

  private Answer put(HttpExchange exchange, String key, byte[] body) {
    byte[] there = objects.get(key);
    String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
    boolean mustBeAbsent = exchange.getRequestHeaders().getFirst("If-None-Match") != null;
    if (mustBeAbsent && there != null) {
      return error(412, "PreconditionFailed", "");
    }
    if (ifMatch != null && (there == null || !holds(ifMatch, there))) {
      return error(412, "PreconditionFailed", "");
    }
    objects.put(key, body);
    return new Answer(
        200,
        "application/xml",
        NOTHING,
        quirks.contains(Quirk.NO_PUT_ETAG) ? Map.of() : etagHeader(body));
  }

  private boolean holds(String ifMatch, byte[] object) {
    if (quirks.contains(Quirk.WEAK_ETAG)) {
      return false;
    }
    String etag = etag(object);
    return ifMatch.equals(quirks.contains(Quirk.BARE_ETAG) ? etag : '"' + etag + '"');
  }

  private Map<String, String> etagHeader(byte[] object) {
    return quirks.contains(Quirk.NO_ETAG) ? Map.of() : Map.of("ETag", quoted(object));
  }

  private String quoted(byte[] object) {
    return (quirks.contains(Quirk.WEAK_ETAG) ? "W/" : "") + '"' + etag(object) + '"';
  }

  private static String etag(byte[] object) {
    return Sha256.hex(object).substring(0, 32);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
      int equals = part.indexOf('=');
      query.put(
          equals < 0 ? part : part.substring(0, equals),
          equals < 0 ? "" : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }

  private Answer list(Map<String, String> query) {
    String prefix = query.getOrDefault("prefix", "");
    String after = query.getOrDefault("continuation-token", query.getOrDefault("start-after", ""));
    boolean repeats = quirks.contains(Quirk.REPEATING_PAGE);
    boolean isPaged =
        repeats
            || quirks.contains(Quirk.NO_TOKEN)
            || quirks.contains(Quirk.WRONG_TOKEN)
            || quirks.contains(Quirk.EARLY_END);
    List<String> keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix) && (repeats || key.compareTo(after) > 0))
            .toList();
    List<String> page = isPaged && keys.size() > 1 ? keys.subList(0, 1) : keys;
    boolean more = page.size() < keys.size() && !quirks.contains(Quirk.EARLY_END);
    var xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
    xml.append("<IsTruncated>").append(more).append("</IsTruncated>");
    if (more && !quirks.contains(Quirk.NO_TOKEN)) {
      String token = quirks.contains(Quirk.WRONG_TOKEN) ? "~" : page.getLast();
      xml.append("<NextContinuationToken>").append(token).append("</NextContinuationToken>");
    }
    if (quirks.contains(Quirk.FOREIGN_KEYS)) {
      xml.append("<Contents><Key>z</Key></Contents><Contents><Size>1</Size></Contents>");
      xml.append("<Contents><Key>zzzzzzzzzzzzzzzzzzzzzzzz/v1/heads/x.age</Key></Contents>");
    }
    if (quirks.contains(Quirk.MALFORMED_LIST)) {
      xml.append("<Contents><Key>&#0;</Key></Contents>");
    }
    for (String key : page) {
      xml.append("<Contents><Key>").append(key).append("</Key>");
      if (!quirks.contains(Quirk.NO_ETAG)) {
        String etag = quoted(objects.getOrDefault(key, NOTHING)).replace("\"", "&quot;");
        xml.append("<ETag>").append(etag).append("</ETag>");
      }
      xml.append("<Size>").append(objects.getOrDefault(key, NOTHING).length);
      xml.append("</Size></Contents>");
    }
    byte[] document = xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
    return new Answer(200, "application/xml", document, Map.of());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
