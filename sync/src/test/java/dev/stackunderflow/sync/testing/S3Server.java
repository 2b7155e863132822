package dev.stackunderflow.sync.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A real S3 server (S3Proxy) on loopback in this JVM, with signatures checked. */
public final class S3Server implements AutoCloseable {

  /** The access key's id. */
  public static final String ACCESS_KEY_ID = "test-access-key";

  /** The access key's secret. */
  public static final String SECRET_ACCESS_KEY = "test-secret-of-the-access-key";

  /** The bucket that exists. */
  public static final String BUCKET = "sessions";

  private static final Pattern ON_ITS_WAY =
      Pattern.compile(".*\\.(age|json)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final BlobStore store;
  private S3Proxy server;
  private final int port;

  /** Starts one with an empty bucket in memory. */
  public S3Server() {
    this(store -> store);
  }

  /**
   * Starts one whose requests go to what {@code around} makes of its store, for example a counter.
   */
  public S3Server(UnaryOperator<BlobStore> around) {
    store = around.apply(BlobStores.create("transient-nio2", new Properties()));
    store.createContainer(BUCKET);
    server = start(0);
    port = server.getPort();
  }

  private S3Proxy start(int onPort) {
    try {
      S3Proxy proxy =
          S3Proxy.builder()
              .blobStore(store)
              .endpoint(URI.create("http://127.0.0.1:" + onPort))
              .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
              .stopTimeout(0)
              .build();
      proxy.start();
      return proxy;
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server did not start", e);
    }
  }

  /** The bucket's URL for {@code sync init}. */
  public String url() {
    return url(BUCKET);
  }

  /** A URL for any bucket of this server. */
  public String url(String bucket) {
    return "s3://" + bucket + "?endpoint=http://127.0.0.1:" + port;
  }

  /** The environment with the right credentials. */
  public Map<String, String> credentials() {
    return Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID, "AWS_SECRET_ACCESS_KEY", SECRET_ACCESS_KEY);
  }

  /** Stops answering: connections are refused. */
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the S3 server did not stop", e);
    }
  }

  /** Answers again, with what it held. */
  public void restart() {
    server = start(port);
  }

  /** Every object's bytes by name, as the bucket's operator sees them. */
  public Map<String, byte[]> objects() {
    Map<String, byte[]> objects = new TreeMap<>();
    names().forEach(name -> objects.put(name, object(name)));
    return objects;
  }

  /** Every object's name; what is only on its way has another name in this server's store. */
  public List<String> names() {
    return store.list(ListObjectsV2Request.builder().bucket(BUCKET).build()).contents().stream()
        .map(entry -> entry.key())
        .filter(name -> !ON_ITS_WAY.matcher(name).matches())
        .toList();
  }

  /** One object's bytes, as the bucket's operator sees them. */
  public byte[] object(String name) {
    try (var in = store.getBlob(BUCKET, name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts an object, as the bucket's operator can. */
  public void put(String name, byte[] bytes) {
    store.putBlob(
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key(name)
            .contentLength((long) bytes.length)
            .build(),
        new ByteArrayInputStream(bytes));
  }

  /** Deletes an object, as the bucket's operator can. */
  public void delete(String name) {
    store.removeBlob(BUCKET, name);
  }

  @Override
  public void close() {
    stop();
    store.close();
  }
}
