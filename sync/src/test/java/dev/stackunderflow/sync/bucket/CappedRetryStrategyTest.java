package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class CappedRetryStrategyTest {

  private final RetryStrategy sdk = AwsRetryStrategy.standardRetryStrategy();
  private final CappedRetryStrategy capped = new CappedRetryStrategy(sdk);

  private Duration refresh(Duration suggested) {
    var token = capped.acquireInitialToken(AcquireInitialTokenRequest.create("test")).token();
    return capped
        .refreshRetryToken(
            RefreshRetryTokenRequest.builder()
                .token(token)
                .failure(S3Exception.builder().statusCode(503).build())
                .suggestedDelay(suggested)
                .build())
        .delay();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1000, 5000})
  void shortWaitOfTheProviderIsWaited(long millis) {
    assertThat(refresh(Duration.ofMillis(millis)))
        .isGreaterThanOrEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(longs = {5001, 60_000, 3_600_000})
  void longWaitOfTheProviderEndsTheRetries(long millis) {
    assertThatThrownBy(() -> refresh(Duration.ofMillis(millis)))
        .isInstanceOf(TokenAcquisitionFailedException.class);
  }

  @Test
  void everythingElseIsTheSdks() {
    assertThat(capped.maxAttempts()).isEqualTo(sdk.maxAttempts()).isEqualTo(3);
    assertThat(capped.useClientDefaults()).isEqualTo(sdk.useClientDefaults());
  }
}
