package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {

  private final S3Errors errors =
      new S3Errors(
          (BucketUrl.S3) BucketUrl.parse("s3://sessions?endpoint=https://s3.example.com", false),
          new RegionHint());

  private static SdkException answer(int status, String code, String retryAfter) {
    var response = SdkHttpResponse.builder().statusCode(status);
    if (!retryAfter.isEmpty()) {
      response.putHeader("Retry-After", retryAfter);
    }
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage("provider's words")
                .sdkHttpResponse(response.build())
                .build())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "403, AccessDenied, DENIED, refused access",
    "403, InvalidAccessKeyId, DENIED, refused access",
    "401, '', DENIED, refused access",
    "400, AuthorizationHeaderMalformed, REGION, region",
    "403, RequestTimeTooSkewed, CLOCK, clock",
    "404, NoSuchBucket, NO_BUCKET, There is no bucket sessions at s3.example.com",
    "501, NotImplemented, UNSUPPORTED, does not support",
    "400, NotImplemented, UNSUPPORTED, does not support",
    "301, PermanentRedirect, REGION, region=…",
    "307, TemporaryRedirect, REGION, region=…",
    "408, RequestTimeout, UNREACHABLE, not available now",
    "429, SlowDown, UNREACHABLE, not available now",
    "500, InternalError, UNREACHABLE, not available now",
    "503, ServiceUnavailable, UNREACHABLE, not available now",
    "400, InvalidRequest, UNEXPECTED, rejected the request",
    "418, '', UNEXPECTED, rejected the request",
  })
  void answerBecomesAKindAndWords(
      int status, String code, BucketException.Kind kind, String words) {
    BucketException e = errors.of(answer(status, code, ""));
    assertThat(e.kind()).isEqualTo(kind);
    assertThat(e.getMessage())
        .contains(words, String.valueOf(status), code, "sessions")
        .doesNotContain("provider's words")
        .matches("(?s)[A-Z].*|s3\\.example\\.com .*"); // a sentence, or a host's name
    assertThat(e.retryAfter()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "0, 0", "86400, 86400", "999999, 0", "-1, 0", "'', 0", "soon, 0"})
  void waitThatTheProviderAsksForIsKept(String header, long seconds) {
    assertThat(errors.of(answer(503, "SlowDown", header)).retryAfter())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void dateAsRetryAfterIsIgnored() {
    assertThat(errors.of(answer(503, "", "Wed, 21 Oct 2026 07:28:00 GMT")).retryAfter()).isZero();
  }

  @Test
  void answerWithoutDetailsIsStillExplained() {
    BucketException e = errors.of((SdkException) S3Exception.builder().statusCode(403).build());
    assertThat(e.kind()).isEqualTo(BucketException.Kind.DENIED);
    assertThat(e.getMessage()).contains("(it answered 403)");
  }

  @Test
  void missingAnswerSaysWhy() {
    assertNoAnswer(new UnknownHostException("s3.example.com"), "no such host");
    assertNoAnswer(new ConnectException("refused"), "connection refused");
    var untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("unable to find valid certification path"));
    assertNoAnswer(untrusted, "certificate is not trusted on this machine");
    assertNoAnswer(new SSLPeerUnverifiedException("other host"), "is for another host");
    assertNoAnswer(
        new SSLException("Unsupported or unrecognized SSL message"), "is the endpoint http://");
    assertNoAnswer(new SocketTimeoutException("read"), "timed out");
    assertNoAnswer(new SSLHandshakeException("certificate"), "secure connection failed");
    assertNoAnswer(new IOException("reset"), "connection was lost");
    assertNoAnswer(new IllegalStateException("x", new ConnectException("y")), "refused");
    assertNoAnswer(new IllegalStateException("x"), "s3.example.com.");
  }

  private void assertNoAnswer(Exception cause, String words) {
    BucketException e = errors.of(SdkClientException.create("request failed", cause));
    assertThat(e.kind()).isEqualTo(BucketException.Kind.UNREACHABLE);
    assertThat(e.getMessage()).startsWith("No answer from the bucket sessions").contains(words);
  }

  @Test
  void missingObjectIsToldFromAMissingBucket() {
    assertThat(S3Errors.isObjectMissing(answer(404, "NoSuchKey", ""))).isTrue();
    assertThat(S3Errors.isObjectMissing(answer(404, "", ""))).isTrue();
    assertThat(S3Errors.isObjectMissing(answer(404, "NoSuchBucket", ""))).isFalse();
    assertThat(S3Errors.isObjectMissing(answer(403, "AccessDenied", ""))).isFalse();
    assertThat(S3Errors.isObjectMissing(SdkClientException.create("no answer"))).isFalse();
  }
}
