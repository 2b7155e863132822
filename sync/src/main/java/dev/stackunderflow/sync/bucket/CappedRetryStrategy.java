package dev.stackunderflow.sync.bucket;

import java.time.Duration;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The SDK's retries, except that it does not wait if the provider asks for a long wait: a command
 * then queues what it has and reports when to retry.
 */
final class CappedRetryStrategy implements RetryStrategy {

  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final RetryStrategy retries;

  CappedRetryStrategy(RetryStrategy retries) {
    this.retries = retries;
  }

  @Override
  public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
    return retries.acquireInitialToken(request);
  }

  @Override
  public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
    if (request.suggestedDelay().filter(delay -> delay.compareTo(LONGEST) > 0).isPresent()) {
      throw new TokenAcquisitionFailedException("the provider asks for a longer wait");
    }
    return retries.refreshRetryToken(request);
  }

  @Override
  public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
    return retries.recordSuccess(request);
  }

  @Override
  public int maxAttempts() {
    return retries.maxAttempts();
  }

  @Override
  public boolean useClientDefaults() {
    return retries.useClientDefaults();
  }

  @Override
  public Builder<?, ?> toBuilder() {
    return retries.toBuilder();
  }
}
