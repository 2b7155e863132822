package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.sync.bucket.S3Refusal.Right;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** An S3-compatible bucket, accessed with the AWS SDK over the JDK's HTTP client. */
final class S3Bucket implements Bucket {

  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(4);
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(10);

  private final BucketUrl.S3 url;
  private final S3Client client;
  private final AwsCredentialsProvider credentials;
  private final RequestCounter counter;
  private final S3Errors errors;
  private final ServerClock clock;
  private final ConditionalWrites conditionalWrites;

  private S3Bucket(
      BucketUrl.S3 url,
      S3Client client,
      AwsCredentialsProvider credentials,
      RequestCounter counter,
      S3Errors errors,
      ServerClock clock,
      ConditionalWrites conditionalWrites) {
    this.url = url;
    this.client = client;
    this.credentials = credentials;
    this.counter = counter;
    this.errors = errors;
    this.clock = clock;
    this.conditionalWrites = conditionalWrites;
  }

  @Override
  public Bucket with(ConditionalWrites kind) {
    return new S3Bucket(url, client, credentials, counter, errors, clock, kind);
  }

  static S3Bucket open(BucketUrl.S3 url, BucketOptions options, Map<String, String> env)
      throws BucketException {
    return open(url, S3Credentials.find(options, env), env);
  }

  /** A bucket that is asked as anybody can. */
  static S3Bucket openWithoutCredentials(BucketUrl.S3 url, Map<String, String> env) {
    return open(url, AnonymousCredentialsProvider.create(), env);
  }

  private static S3Bucket open(
      BucketUrl.S3 url, AwsCredentialsProvider credentials, Map<String, String> env) {
    var counter = new RequestCounter();
    var region = new RegionHint();
    var clock = new ServerClock(Instant::now);
    var builder =
        S3Client.builder()
            .httpClientBuilder(S3Http.client(url))
            .credentialsProvider(credentials)
            .region(region(url, env))
            .forcePathStyle(url.usesPathStyle())
            // Plain puts: a server may answer before it has read the end of a chunked body, and the
            // JDK's client does not wait for "100 Continue" reliably; either way some puts would
            // fail and be sent twice.
            .serviceConfiguration(c -> c.chunkedEncodingEnabled(false).expectContinueEnabled(false))
            // R2, B2 and older MinIO refuse the checksums that the SDK adds by default; every
            // object here is authenticated by age and by its hash in a head.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                            new CappedRetryStrategy(AwsRetryStrategy.standardRetryStrategy()))
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        .apiCallTimeout(CALL_TIMEOUT)
                        .addExecutionInterceptor(new Counting(counter))
                        .addExecutionInterceptor(new RejectWebPages())
                        .addExecutionInterceptor(clock)
                        .addExecutionInterceptor(region));
    if (url.endpoint() != null) {
      builder.endpointOverride(url.endpoint());
    }
    return new S3Bucket(
        url,
        builder.build(),
        credentials,
        counter,
        new S3Errors(url, region),
        clock,
        ConditionalWrites.QUOTED_ETAG);
  }

  private static Region region(BucketUrl.S3 url, Map<String, String> env) {
    String region = url.regionOrFromHost();
    if (region == null && url.endpoint() == null) {
      region = env.getOrDefault("AWS_REGION", env.get("AWS_DEFAULT_REGION"));
    }
    return Region.of(region == null || region.isBlank() ? "us-east-1" : region);
  }

  /** Counts each attempt, because a retry costs as much as the first attempt. */
  private static final class Counting implements ExecutionInterceptor {

    private final RequestCounter counter;

    Counting(RequestCounter counter) {
      this.counter = counter;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes a) {
      String name = context.request().getClass().getSimpleName();
      for (String kind : List.of("List", "Get", "Put", "Delete")) {
        if (name.startsWith(kind)) {
          counter.count(kind.toLowerCase(Locale.ROOT));
        }
      }
    }
  }

  private String name(String key) {
    return url.prefix() + "/" + key;
  }

  @Override
  public List<Entry> list(String prefix) throws BucketException {
    return list(prefix, S3Listing.MAX_ENTRIES);
  }

  @Override
  public List<Entry> list(String prefix, int maxEntries) throws BucketException {
    try {
      return new S3Listing(client, url, errors).all(name(prefix), maxEntries);
    } catch (SdkException e) {
      throw errors.of(e, Right.LIST);
    }
  }

  @Override
  public Optional<Content> get(String key, long maxBytes) throws BucketException {
    try (ResponseInputStream<GetObjectResponse> in =
        client.getObject(r -> r.bucket(url.bucket()).key(name(key)))) {
      Long length = in.response().contentLength();
      if (length != null && length > maxBytes) {
        in.abort();
        throw tooLarge(key);
      }
      byte[] bytes = in.readNBytes((int) Math.min(maxBytes + 1, Integer.MAX_VALUE - 8));
      if (bytes.length > maxBytes) {
        in.abort();
        throw tooLarge(key);
      }
      if (length != null && bytes.length != length) {
        throw new IOException("the answer is incomplete");
      }
      String etag = in.response().eTag();
      return Optional.of(
          new Content(bytes, etag == null ? "sha256-" + Sha256.hex(bytes) : unquoted(etag)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      if (S3Errors.isObjectMissing(e)) {
        return Optional.empty();
      }
      throw errors.of(e, Right.READ);
    } catch (IOException e) {
      throw errors.broken(e);
    }
  }

  private BucketException tooLarge(String key) {
    return new BucketException(
        BucketException.Kind.TOO_LARGE,
        "The object " + name(key) + " is larger than any object that this program writes.",
        null);
  }

  @Override
  public PutResult put(String key, byte[] bytes, Precondition precondition) throws BucketException {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(url.bucket())
            .key(name(key))
            .contentType("application/octet-stream");
    switch (precondition) {
      case Precondition.None _ -> {}
      case Precondition.Absent _ -> request.ifNoneMatch("*");
      case Precondition.Matches matches ->
          request.ifMatch(
              conditionalWrites == ConditionalWrites.BARE_ETAG
                  ? matches.etag()
                  : '"' + matches.etag() + '"');
    }
    try {
      var response = client.putObject(request.build(), RequestBody.fromBytes(bytes));
      String etag = response.eTag();
      return new PutResult.Done(etag == null ? etagOf(key, bytes.length) : unquoted(etag));
    } catch (SdkException e) {
      boolean conditional = !(precondition instanceof Precondition.None);
      // 409: AWS answers this if two conditional writes collide. 404: If-Match without an object.
      if (conditional
          && (S3Errors.isStatus(e, 412)
              || S3Errors.isStatus(e, 409)
              || S3Errors.isObjectMissing(e))) {
        return new PutResult.PreconditionFailed();
      }
      throw errors.of(e, Right.WRITE);
    }
  }

  @Override
  public void delete(String key) throws BucketException {
    try {
      client.deleteObject(r -> r.bucket(url.bucket()).key(name(key)));
    } catch (SdkException e) {
      if (!S3Errors.isObjectMissing(e)) {
        throw errors.of(e, Right.DELETE);
      }
    }
  }

  /** Asks for the ETag of an object whose put was answered without one. */
  private String etagOf(String key, int size) throws BucketException {
    Content content = get(key, size).orElseThrow(() -> errors.noEtag(name(key)));
    return content.etag();
  }

  static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  @Override
  public Requests requests() {
    return counter.requests();
  }

  @Override
  public Optional<Duration> clockSkew() {
    return clock.skew();
  }

  @Override
  public void close() {
    client.close();
    if (credentials instanceof SdkAutoCloseable closeable) {
      closeable.close();
    }
  }
}
