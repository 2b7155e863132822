package dev.stackunderflow.app.launch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.stackunderflow.core.hash.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * As much of S3 as the training needs, in memory, on the loopback interface: no signatures are
 * checked. Not for tests of the sync: those run against real servers.
 */
final class MemoryS3 implements AutoCloseable {

  private static final int NOT_FOUND = 404;
  private static final int PRECONDITION_FAILED = 412;

  private final HttpServer server;
  private final String scheme;
  private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();

  /**
   * Starts it.
   *
   * @param tls what it identifies itself with, null for plain HTTP
   */
  MemoryS3(@Nullable SSLContext tls) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = secure;
    }
    scheme = tls == null ? "http" : "https";
    server.createContext("/", this::answer);
    server.start();
  }

  /** The URL of a bucket, as {@code sync init} expects it. */
  String url() {
    return "s3://training?endpoint="
        + scheme
        + "://127.0.0.1:"
        + server.getAddress().getPort()
        + "&region=us-east-1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String key = exchange.getRequestURI().getPath().replaceFirst("^/training/?", "");
      byte[] object = objects.get(key);
      switch (exchange.getRequestMethod()) {
        case "GET", "HEAD" -> {
          if (key.isEmpty()) {
            send(exchange, 200, list(exchange).getBytes(StandardCharsets.UTF_8));
          } else if (object == null) {
            error(exchange, NOT_FOUND, "NoSuchKey");
          } else {
            exchange.getResponseHeaders().set("ETag", etag(object));
            send(exchange, 200, object);
          }
        }
        case "PUT" -> {
          String ifMatch = exchange.getRequestHeaders().getFirst("If-Match");
          boolean isNewOnly = exchange.getRequestHeaders().containsKey("If-None-Match");
          boolean isRefused =
              (isNewOnly && object != null)
                  || (ifMatch != null && (object == null || !ifMatch.equals(etag(object))));
          if (isRefused) {
            error(exchange, PRECONDITION_FAILED, "PreconditionFailed");
          } else {
            objects.put(key, body);
            exchange.getResponseHeaders().set("ETag", etag(body));
            send(exchange, 200, new byte[0]);
          }
        }
        default -> {
          objects.remove(key);
          send(exchange, 204, new byte[0]);
        }
      }
    }
  }

  private String list(HttpExchange exchange) {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String prefix = query.replaceFirst("^(?:.*&)?prefix=([^&]*).*$", "$1");
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>");
    objects.forEach(
        (key, object) -> {
          if (key.startsWith(prefix)) {
            xml.append("<Contents><Key>").append(key).append("</Key><ETag>");
            xml.append(etag(object)).append("</ETag><Size>").append(object.length);
            xml.append("</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>");
          }
        });
    return xml.append("<IsTruncated>false</IsTruncated></ListBucketResult>").toString();
  }

  private static String etag(byte[] object) {
    return '"' + HexFormat.of().formatHex(Sha256.start().digest(object)) + '"';
  }

  private static void error(HttpExchange exchange, int status, String code) throws IOException {
    String xml = "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code></Error>";
    send(exchange, status, xml.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    boolean hasBody = body.length > 0 && !exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
    if (hasBody) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
