package dev.stackunderflow.sync.bucket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3-compatible bucket, by the AWS SDK on the JDK's own HTTP client. */
final class S3Bucket implements Bucket {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(4);
  private static final Duration CALL_TIMEOUT = Duration.ofMinutes(10);

  private final BucketUrl.S3 url;
  private final S3Client client;
  private final RequestCounter counter;

  private S3Bucket(BucketUrl.S3 url, S3Client client, RequestCounter counter) {
    this.url = url;
    this.client = client;
    this.counter = counter;
  }

  static S3Bucket open(BucketUrl.S3 url, BucketOptions options, Map<String, String> env)
      throws BucketException {
    AwsCredentialsProvider credentials = credentials(options, env);
    requireCredentials(credentials, options);
    var counter = new RequestCounter();
    var builder =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SOCKET_TIMEOUT))
            .credentialsProvider(credentials)
            .region(region(url, env))
            .forcePathStyle(url.usesPathStyle())
            // Plain puts: a server may answer before it has read the end of a chunked body, and the
            // JDK's client does not wait for "100 Continue" reliably; either way puts would fail
            // now and then and be sent twice.
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
                        .addExecutionInterceptor(new Counting(counter)));
    if (url.endpoint() != null) {
      builder.endpointOverride(url.endpoint());
    }
    return new S3Bucket(url, builder.build(), counter);
  }

  private static AwsCredentialsProvider credentials(
      BucketOptions options, Map<String, String> env) {
    if (options.profile() != null) {
      return ProfileCredentialsProvider.create(options.profile());
    }
    String id = env.get("AWS_ACCESS_KEY_ID");
    String secret = env.get("AWS_SECRET_ACCESS_KEY");
    String session = env.get("AWS_SESSION_TOKEN");
    if (id != null && secret != null && !id.isBlank() && !secret.isBlank()) {
      return StaticCredentialsProvider.create(
          session == null || session.isBlank()
              ? AwsBasicCredentials.create(id, secret)
              : AwsSessionCredentials.create(id, secret, session));
    }
    return DefaultCredentialsProvider.builder().build();
  }

  /** Asked for at once, so that "no credentials" is said as such and not as a dead network. */
  private static void requireCredentials(AwsCredentialsProvider credentials, BucketOptions options)
      throws BucketException {
    try {
      credentials.resolveCredentials();
    } catch (SdkException | IllegalStateException e) {
      throw new BucketException(
          BucketException.Kind.DENIED,
          options.profile() == null
              ? "No credentials for the bucket were found. Set AWS_ACCESS_KEY_ID and"
                  + " AWS_SECRET_ACCESS_KEY, or name a profile of ~/.aws/config with --profile."
              : "The profile "
                  + options.profile()
                  + " gives no credentials. Look into ~/.aws/config; for SSO run: aws sso login"
                  + " --profile "
                  + options.profile(),
          e);
    }
  }

  private static Region region(BucketUrl.S3 url, Map<String, String> env) {
    String region = url.regionOrFromHost();
    if (region == null && url.endpoint() == null) {
      region = env.getOrDefault("AWS_REGION", env.get("AWS_DEFAULT_REGION"));
    }
    return Region.of(region == null || region.isBlank() ? "us-east-1" : region);
  }

  /** Counts each attempt: a retry costs what the first one costs. */
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
    try {
      List<Entry> entries = new ArrayList<>();
      String token = null;
      do {
        String from = token;
        ListObjectsV2Response page =
            client.listObjectsV2(
                r -> r.bucket(url.bucket()).prefix(name(prefix)).continuationToken(from));
        for (S3Object object : page.contents()) {
          entries.add(
              new Entry(
                  object.key().substring(url.prefix().length() + 1),
                  unquoted(object.eTag()),
                  object.size()));
        }
        token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
      } while (token != null);
      return entries;
    } catch (SdkException e) {
      throw failure(e);
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
        throw new IOException("the answer broke off");
      }
      return Optional.of(new Content(bytes, unquoted(in.response().eTag())));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      if (isStatus(e, 404) && !isCode(e, "NoSuchBucket")) {
        return Optional.empty();
      }
      throw failure(e);
    } catch (IOException e) {
      throw new BucketException(
          BucketException.Kind.UNREACHABLE,
          "The connection to " + where() + " broke off while reading.",
          e);
    }
  }

  private BucketException tooLarge(String key) {
    return new BucketException(
        BucketException.Kind.TOO_LARGE,
        "The object " + name(key) + " is larger than any that this program writes.",
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
      case Precondition.Matches matches -> request.ifMatch("\"" + matches.etag() + "\"");
    }
    try {
      var response = client.putObject(request.build(), RequestBody.fromBytes(bytes));
      return new PutResult.Done(unquoted(response.eTag()));
    } catch (SdkException e) {
      boolean conditional = !(precondition instanceof Precondition.None);
      // 409: AWS says so when two conditional writes meet. 404: If-Match on an absent object.
      if (conditional
          && (isStatus(e, 412)
              || isStatus(e, 409)
              || (isStatus(e, 404) && !isCode(e, "NoSuchBucket")))) {
        return new PutResult.PreconditionFailed();
      }
      throw failure(e);
    }
  }

  @Override
  public void delete(String key) throws BucketException {
    try {
      client.deleteObject(r -> r.bucket(url.bucket()).key(name(key)));
    } catch (SdkException e) {
      if (!isStatus(e, 404) || isCode(e, "NoSuchBucket")) {
        throw failure(e);
      }
    }
  }

  private BucketException failure(SdkException e) {
    if (e instanceof AwsServiceException service) {
      return answered(service);
    }
    String why = "";
    for (Throwable cause = e.getCause(); cause != null && why.isEmpty(); cause = cause.getCause()) {
      why = why(cause);
    }
    return new BucketException(
        BucketException.Kind.UNREACHABLE, "No answer from " + where() + why + ".", e);
  }

  private static String why(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> " (no such host, or no network)";
      case ConnectException _ -> " (connection refused)";
      case SocketTimeoutException _ -> " (it took too long)";
      case SSLException _ -> " (the secure connection failed)";
      case IOException _ -> " (the connection broke off)";
      default -> "";
    };
  }

  private BucketException answered(AwsServiceException e) {
    String code = code(e);
    int status = e.statusCode();
    String answer = " (it answered " + status + (code.isEmpty() ? "" : " " + code) + ").";
    if (code.equals("NoSuchBucket")) {
      return new BucketException(
          BucketException.Kind.NO_BUCKET,
          "There is no bucket "
              + url.bucket()
              + " at "
              + host()
              + answer
              + " Check the name and the endpoint, or create the bucket.",
          e);
    }
    if (code.equals("RequestTimeTooSkewed")) {
      return new BucketException(
          BucketException.Kind.CLOCK,
          "This machine's clock is off, so " + where() + " refused" + answer + " Set the clock.",
          e);
    }
    if (status == 501 || code.equals("NotImplemented")) {
      return new BucketException(
          BucketException.Kind.UNSUPPORTED, where() + " does not know this request" + answer, e);
    }
    if (status == 401 || status == 403 || code.equals("AuthorizationHeaderMalformed")) {
      return new BucketException(
          BucketException.Kind.DENIED,
          where()
              + " refused access"
              + answer
              + " Check the access key, its secret and its rights to list, read and write, and the"
              + " region.",
          e);
    }
    if (status == 429 || status >= 500 || status == 408) {
      return new BucketException(
          BucketException.Kind.UNREACHABLE,
          where() + " can't answer now" + answer,
          e,
          retryAfter(e));
    }
    if (status == 301 || status == 307) {
      return new BucketException(
          BucketException.Kind.DENIED,
          where() + " is in another region" + answer + " Say which: add region=… to the URL.",
          e);
    }
    return new BucketException(
        BucketException.Kind.UNEXPECTED, where() + " did not take the request" + answer, e);
  }

  /** The header's seconds (RFC 9110); a date in it is not obeyed. */
  private static Duration retryAfter(AwsServiceException e) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().sdkHttpResponse() == null) {
      return Duration.ZERO;
    }
    return e.awsErrorDetails()
        .sdkHttpResponse()
        .firstMatchingHeader("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,5}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  private String where() {
    return "the bucket " + url.bucket() + " at " + host();
  }

  private String host() {
    return url.endpoint() == null ? "AWS" : url.endpoint().getAuthority();
  }

  private static boolean isStatus(SdkException e, int status) {
    return e instanceof AwsServiceException service && service.statusCode() == status;
  }

  private static boolean isCode(SdkException e, String code) {
    return e instanceof AwsServiceException service && code(service).equals(code);
  }

  private static String code(AwsServiceException e) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null) {
      return "";
    }
    return e.awsErrorDetails().errorCode();
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  @Override
  public Requests requests() {
    return counter.requests();
  }

  @Override
  public void close() {
    client.close();
  }
}
