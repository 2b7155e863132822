package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.SyncException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What follows a failed sync. */
class RetryPolicyTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private String network = "home";

  private final HostEnvironment host =
      new HostEnvironment() {
        @Override
        public boolean isOnBattery() {
          return false;
        }

        @Override
        public String network() {
          return network;
        }
      };

  private final RetryPolicy policy = new RetryPolicy(new Random(7), host);

  private Duration delay() {
    var decision = policy.after(new SyncException.Unreachable("no answer", null), NOW, null);
    return Duration.between(NOW, ((RetryPolicy.Decision.Later) decision).at());
  }

  @Test
  void theDelayDoublesUpToAQuarterOfAnHour() {
    for (long seconds = 1; seconds < 900; seconds *= 2) {
      assertThat(delay()).isBetween(Duration.ofMillis(seconds * 500), Duration.ofSeconds(seconds));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(delay()).isBetween(Duration.ofSeconds(450), Duration.ofSeconds(900));
    }
    policy.succeeded();
    assertThat(delay()).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theProvidersWishIsHonoured() {
    Instant wish = NOW.plus(Duration.ofHours(2));
    assertThat(policy.after(new SyncException.Unreachable("slow down", null), NOW, wish))
        .isEqualTo(new RetryPolicy.Decision.Later(wish));
  }

  @Test
  void whatARetryCannotCurePauses() {
    for (SyncException e :
        List.of(
            new SyncException.WrongKey("x"),
            new SyncException.Denied("x", null),
            new SyncException.NewerFormat("x"),
            new SyncException.Usage("x"))) {
      assertThat(policy.after(e, NOW, null)).isInstanceOf(RetryPolicy.Decision.Pause.class);
    }
  }

  @Test
  void anotherSyncIsNotAFailure() {
    assertThat(policy.after(new SyncException.Busy("x"), NOW, null))
        .isEqualTo(new RetryPolicy.Decision.Soon(NOW.plusSeconds(2)));
    network = "office";
    assertThat(policy.hasNewNetwork()).isFalse();
  }

  @Test
  void aNewNetworkIsNoticedOnceAndOnlyAfterAFailure() {
    delay();
    assertThat(policy.hasNewNetwork()).isFalse();
    network = "office";
    assertThat(policy.hasNewNetwork()).isTrue();
    assertThat(policy.hasNewNetwork()).isFalse();
  }
}
