package dev.stackunderflow.bench.run;

import dev.stackunderflow.sync.testing.S3Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * An S3 server (S3Proxy) on loopback in a process of its own, so that its work is not counted as
 * the measured program's. It counts requests and the bytes of the objects that are put and fetched.
 */
final class CountedS3 implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;
  private final PrintWriter questions;
  private final String url;

  /**
   * What the server did between two looks.
   *
   * @param requests requests that reached a bucket
   * @param putBytes bytes of the objects put
   * @param gotBytes bytes of the objects fetched
   */
  record Count(long requests, long putBytes, long gotBytes) {}

  /** Starts the server and waits until it answers. */
  CountedS3(String java, Path log) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    java,
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:+UseSerialGC",
                    "-Xmx4g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CountedS3.class.getName()))
            .redirectError(Redirect.to(log.toFile()))
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    url = answer();
  }

  /** A URL for {@code sync init}. */
  String url(String prefix) {
    return url.replace("?", "/" + prefix + "?");
  }

  /** The endpoint, as {@code http://127.0.0.1:PORT}. */
  String endpoint() {
    return url.substring(url.indexOf('=') + 1);
  }

  Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID",
        S3Server.ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY",
        S3Server.SECRET_ACCESS_KEY);
  }

  /** What was counted since the last call. */
  Count count() throws IOException {
    questions.println("count");
    String[] parts = answer().split(" ");
    return new Count(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
  }

  /** Deletes all objects. */
  void clear() throws IOException {
    questions.println("clear");
    answer();
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("The S3 server ended.");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** The server: reads {@code count} and {@code clear} line by line, ends at the end of input. */
  public static void main(String[] args) throws IOException {
    var requests = new AtomicLong();
    var putBytes = new AtomicLong();
    var gotBytes = new AtomicLong();
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (var server = new S3Server(store -> new Counter(store, requests, putBytes, gotBytes));
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      out.println(server.url());
      String line;
      while ((line = in.readLine()) != null) {
        if (line.equals("clear")) {
          server.names().forEach(server::delete);
          out.println("cleared");
        } else {
          out.println(
              requests.getAndSet(0) + " " + putBytes.getAndSet(0) + " " + gotBytes.getAndSet(0));
        }
      }
    }
    System.exit(0);
  }

  /** Counts what reaches the store. */
  private static final class Counter extends ForwardingBlobStore {
    private final AtomicLong requests;
    private final AtomicLong putBytes;
    private final AtomicLong gotBytes;

    Counter(BlobStore store, AtomicLong requests, AtomicLong putBytes, AtomicLong gotBytes) {
      super(store);
      this.requests = requests;
      this.putBytes = putBytes;
      this.gotBytes = gotBytes;
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
      requests.incrementAndGet();
      return super.list(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream in) {
      requests.incrementAndGet();
      putBytes.addAndGet(request.contentLength());
      return super.putBlob(request, in);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(
        MultipartUpload upload, UploadPartRequest request, InputStream in) {
      requests.incrementAndGet();
      putBytes.addAndGet(request.contentLength());
      return super.uploadMultipartPart(upload, request, in);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
      requests.incrementAndGet();
      return super.blobMetadata(request);
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
      requests.incrementAndGet();
      ResponseInputStream<GetObjectResponse> found = super.getBlob(request);
      gotBytes.addAndGet(found.response().contentLength());
      return found;
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
      requests.incrementAndGet();
      return super.removeBlob(request);
    }
  }
}
