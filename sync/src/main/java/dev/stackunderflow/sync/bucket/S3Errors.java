package dev.stackunderflow.sync.bucket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Translates failures of the AWS SDK into what a user can do about them. */
final class S3Errors {

  private final BucketUrl.S3 url;

  S3Errors(BucketUrl.S3 url) {
    this.url = url;
  }

  /** The failure of a request, with words for the user; it never quotes a credential. */
  BucketException of(SdkException e) {
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

  /** The connection broke while an object was read. */
  BucketException broken(IOException e) {
    return new BucketException(
        BucketException.Kind.UNREACHABLE,
        "The connection to " + where() + " broke while reading.",
        e);
  }

  private static String why(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> " (no such host, or no network)";
      case ConnectException _ -> " (connection refused)";
      case SocketTimeoutException _ -> " (timed out)";
      case SSLException _ -> " (the secure connection failed)";
      case IOException _ -> " (the connection broke)";
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
          "This machine's clock is wrong, so " + where() + " refused" + answer + " Set the clock.",
          e);
    }
    if (status == 501 || code.equals("NotImplemented")) {
      return new BucketException(
          BucketException.Kind.UNSUPPORTED, where() + " does not support this request" + answer, e);
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
          where() + " is not available now" + answer,
          e,
          retryAfter(e));
    }
    if (status == 301 || status == 307) {
      return new BucketException(
          BucketException.Kind.DENIED,
          where() + " is in another region" + answer + " Add region=… to the URL.",
          e);
    }
    return new BucketException(
        BucketException.Kind.UNEXPECTED, where() + " rejected the request" + answer, e);
  }

  /** The seconds of the header {@code Retry-After} (RFC 9110); a date there is ignored. */
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

  /** Whether the answer says that an object, and not the bucket, is missing. */
  static boolean isObjectMissing(SdkException e) {
    return isStatus(e, 404) && !code(e).equals("NoSuchBucket");
  }

  /** Whether the answer has this HTTP status. */
  static boolean isStatus(SdkException e, int status) {
    return e instanceof AwsServiceException service && service.statusCode() == status;
  }

  private static String code(SdkException e) {
    return e instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && service.awsErrorDetails().errorCode() != null
        ? service.awsErrorDetails().errorCode()
        : "";
  }
}
