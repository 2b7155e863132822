package dev.stackunderflow.sync.bucket;

import dev.stackunderflow.sync.bucket.S3Refusal.Right;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Explains what an S3 provider answered, or that it did not answer. */
final class S3Errors {

  private final BucketUrl.S3 url;
  private final RegionHint region;

  S3Errors(BucketUrl.S3 url, RegionHint region) {
    this.url = url;
    this.region = region;
  }

  /** The bucket and its host, at the beginning of a message. */
  private String subject() {
    return "The bucket " + url.bucket() + " at " + host();
  }

  /** The bucket and its host, within a message. */
  String where() {
    return "the bucket " + url.bucket() + " at " + host();
  }

  private String host() {
    return url.endpoint() == null ? "AWS" : url.endpoint().getAuthority();
  }

  /** The connection was lost while an object was read. */
  BucketException broken(IOException e) {
    return new BucketException(
        BucketException.Kind.UNREACHABLE,
        "The connection to " + where() + " was lost while reading.",
        e);
  }

  /** Whether the answer says that an object, and not the bucket, is missing. */
  static boolean isObjectMissing(SdkException e) {
    return isStatus(e, 404)
        && !(e instanceof AwsServiceException service && code(service).equals("NoSuchBucket"));
  }

  /** Whether the answer has this HTTP status. */
  static boolean isStatus(SdkException e, int status) {
    return e instanceof AwsServiceException service && service.statusCode() == status;
  }

  private static String code(AwsServiceException e) {
    if (e.awsErrorDetails() == null || e.awsErrorDetails().errorCode() == null) {
      return "";
    }
    return e.awsErrorDetails().errorCode();
  }

  /** A list that the provider did not complete. */
  BucketException incompleteList(String why) {
    return new BucketException(
        BucketException.Kind.INVALID_ANSWER,
        "The list of objects from " + where() + " is incomplete: " + why + ". It was not used.",
        null);
  }

  /** An answer with status 200 that S3 does not give. */
  BucketException notS3(String what) {
    return new BucketException(
        BucketException.Kind.INVALID_ANSWER,
        host() + " does not answer like S3: " + what + ". Check the endpoint.",
        null);
  }

  /** An object that was written and has no ETag. */
  BucketException noEtag(String key) {
    return new BucketException(
        BucketException.Kind.INVALID_ANSWER,
        subject() + " gave no ETag for " + key + ", and the object cannot be read back.",
        null);
  }

  /** Explains a failed request. */
  BucketException of(SdkException e) {
    return of(e, null);
  }

  /**
   * Explains a failed request.
   *
   * @param right what the access key must be allowed for it; null where that does not matter
   */
  BucketException of(SdkException e, @Nullable Right right) {
    if (e instanceof AwsServiceException service) {
      return answered(service, right);
    }
    if (RejectWebPages.isCauseOf(e)) {
      return new BucketException(
          BucketException.Kind.UNREACHABLE,
          "The request to "
              + host()
              + " was answered by a web page, not by S3. The network may require a login (open any"
              + " page in a browser), or the endpoint is not an S3 endpoint.",
          e);
    }
    String why = "";
    for (Throwable cause = e.getCause(); cause != null && why.isEmpty(); cause = cause.getCause()) {
      if (cause instanceof XMLStreamException) {
        return new BucketException(
            BucketException.Kind.UNREACHABLE, subject() + " gave an answer that is not XML.", e);
      }
      why = why(cause);
    }
    return new BucketException(
        BucketException.Kind.UNREACHABLE, "No answer from " + where() + why + ".", e);
  }

  private static String why(Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ -> " (no such host, or no network)";
      case ConnectException _ -> " (connection refused)";
      case SocketTimeoutException _ -> " (timed out)";
      case SSLException tls -> tls(tls);
      case IOException _ -> " (the connection was lost)";
      default -> "";
    };
  }

  private static String tls(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
        return " (its certificate is not trusted on this machine, or is for another host;"
            + " docs/providers.md says how to trust your own)";
      }
    }
    return String.valueOf(failure.getMessage()).startsWith("Unsupported or unrecognized SSL")
        ? " (it does not speak https: is the endpoint http://…?)"
        : " (the secure connection failed)";
  }

  private BucketException answered(AwsServiceException e, @Nullable Right right) {
    String code = code(e);
    int status = e.statusCode();
    String answer = " (it answered " + status + (code.isEmpty() ? "" : " " + code) + ").";
    return switch (code) {
      case "NoSuchBucket" ->
          refused(
              BucketException.Kind.NO_BUCKET,
              "There is no bucket "
                  + url.bucket()
                  + " at "
                  + host()
                  + answer
                  + " Check the name and the endpoint, or create the bucket.",
              e);
      case "InvalidBucketName" ->
          refused(
              BucketException.Kind.NO_BUCKET,
              host()
                  + " does not allow the bucket name "
                  + url.bucket()
                  + answer
                  + " S3 allows 3 to 63 lower-case letters, digits, hyphens and dots.",
              e);
      case "RequestTimeTooSkewed" ->
          refused(
              BucketException.Kind.CLOCK,
              "This machine's clock is off, so "
                  + where()
                  + " refused"
                  + answer
                  + " Set the clock.",
              e);
      case "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired" ->
          refused(
              BucketException.Kind.DENIED,
              "The session token for "
                  + where()
                  + " has expired"
                  + answer
                  + " Sign in again (for example: aws sso login), then repeat the command.",
              e);
      case "NotImplemented" -> unsupported(answer, e);
      default -> byStatus(e, status, code, answer, right);
    };
  }

  private BucketException byStatus(
      AwsServiceException e, int status, String code, String answer, @Nullable Right right) {
    if (code.equals("AuthorizationHeaderMalformed") || status == 301 || status == 307) {
      String named = region.region().orElse(null);
      return BucketException.ofRegion(
          subject()
              + " is in another region"
              + answer
              + " Add region="
              + (named == null ? "…" : named)
              + " to the bucket URL.",
          e,
          named);
    }
    if (status == 501) {
      return unsupported(answer, e);
    }
    if (status == 401 || status == 403 || code.startsWith("InvalidToken")) {
      return refused(
          BucketException.Kind.DENIED,
          subject() + " refused access" + answer + " " + S3Refusal.advice(code, right),
          e);
    }
    if (status == 429 || status >= 500 || status == 408) {
      return new BucketException(
          BucketException.Kind.UNREACHABLE,
          subject() + " is not available now" + answer,
          e,
          retryAfter(e));
    }
    return refused(
        BucketException.Kind.UNEXPECTED, subject() + " rejected the request" + answer, e);
  }

  private BucketException unsupported(String answer, AwsServiceException e) {
    return refused(
        BucketException.Kind.UNSUPPORTED, subject() + " does not support this request" + answer, e);
  }

  private static BucketException refused(
      BucketException.Kind kind, String message, AwsServiceException e) {
    return new BucketException(kind, message, e);
  }

  /** The header's seconds (RFC 9110); a date in it is ignored. */
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
}
