package dev.stackunderflow.core.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.decision.Decision.ForgetProject;
import dev.stackunderflow.core.decision.Decision.ForgetSession;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgetRulesTest {

  private static final Instant TAKEN = Instant.parse("2026-11-26T12:00:00Z");

  private static Decision decision(Decision.What what) {
    return new Decision("id", TAKEN.toEpochMilli(), "laptop", what);
  }

  @Test
  void onlyEventsBeforeTheInstantAreDeleted() {
    var rules =
        ForgetRules.of(
            List.of(
                decision(new ForgetSession("claude", "s", Instant.parse("2026-11-01T00:00:00Z")))));
    assertThat(rules.of("claude", "-app", "s").covers("2026-10-31T23:59:59.999Z")).isTrue();
    assertThat(rules.of("claude", "-app", "s").covers("2026-11-01T00:00:00.000Z")).isFalse();
    assertThat(rules.of("claude", "-app", "s/agent-1").covers("2026-10-01T00:00:00Z")).isTrue();
    assertThat(rules.of("claude", "-app", "s2").isNone()).isTrue();
    assertThat(rules.of("codex", "-app", "s").isNone()).isTrue();
  }

  @Test
  void aDecisionNeverCoversWhatIsWrittenAfterIt() {
    Instant farAhead = Instant.parse("2099-01-01T00:00:00Z");
    var rules = ForgetRules.of(List.of(decision(new ForgetProject("claude", "-app", farAhead))));
    assertThat(rules.of("claude", "-app", "s").covers("2026-11-26T11:59:59Z")).isTrue();
    assertThat(rules.of("claude", "-app", "s").covers("2026-11-26T12:00:01Z")).isFalse();
  }

  @Test
  void theLaterOfTwoInstantsApplies() {
    var rules =
        ForgetRules.of(
            List.of(
                decision(new ForgetSession("claude", "s", Instant.parse("2026-11-01T00:00:00Z"))),
                decision(
                    new ForgetProject("claude", "-app", Instant.parse("2026-11-02T00:00:00Z")))));
    assertThat(rules.of("claude", "-app", "s").covers("2026-11-01T12:00:00Z")).isTrue();
    assertThat(rules.of("claude", "-other", "s").covers("2026-11-01T12:00:00Z")).isFalse();
  }

  @Test
  void textThatIsNotATimeIsDeletedWithEverythingOlder() {
    var rules = ForgetRules.of(List.of(decision(new ForgetSession("claude", "s", TAKEN))));
    assertThat(rules.of("claude", "-app", "s").covers("soon")).isTrue();
    assertThat(ForgetRules.of(List.of()).of("claude", "-app", "s").covers("soon")).isFalse();
  }
}
