package dev.stackunderflow.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.sync.api.BucketTrial;
import dev.stackunderflow.sync.api.Status;
import dev.stackunderflow.sync.api.SyncException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the checks make of what a machine or a bucket answers. */
class FindingsTest {

  private static final List<String> ALL = List.of("list", "write", "read", "delete");

  private static Status status() {
    return new Status(
        "id",
        "laptop",
        "full",
        "s3://b/p",
        "age1mine",
        "env:KEY",
        true,
        null,
        1,
        null,
        null,
        0,
        0,
        0,
        new Status.Retry(0, 0, null, null),
        0,
        Map.of(),
        null,
        List.of());
  }

  private static BucketTrial trial(
      List<String> worked,
      boolean conditional,
      @Nullable String fingerprint,
      @Nullable Duration skew,
      @Nullable SyncException failure) {
    return new BucketTrial(
        "s3://b/p",
        worked,
        conditional,
        fingerprint,
        skew,
        failure,
        failure != null && String.valueOf(failure.getMessage()).contains("refused"),
        null);
  }

  private static Finding of(String check, BucketTrial trial) {
    Optional<Finding> finding =
        SyncChecks.judge(trial, status()).stream().filter(f -> f.check().equals(check)).findFirst();
    return finding.orElseThrow();
  }

  @Test
  void aBucketThatAllowsEverythingHasOnlyGoodFindings() {
    BucketTrial good = trial(ALL, true, "age1mine", Duration.ofSeconds(-2), null);
    assertThat(SyncChecks.judge(good, status()))
        .extracting(Finding::check)
        .containsExactly("bucket", "vault", "conditional_writes", "clock");
    assertThat(SyncChecks.judge(good, status()))
        .allMatch(finding -> finding.state() == Finding.State.OK);
  }

  @ParameterizedTest
  @CsvSource({
    "-3600, PROBLEM, 60 min behind",
    "-61, PROBLEM, behind",
    "-60, OK, agrees",
    "0, OK, agrees",
    "600, PROBLEM, 10 min ahead of",
  })
  void aClockThatIsAMinuteOffIsAProblem(long seconds, Finding.State state, String words) {
    Finding clock = of("clock", trial(ALL, true, "age1mine", Duration.ofSeconds(seconds), null));
    assertThat(clock.state()).isEqualTo(state);
    assertThat(clock.message()).contains(words);
  }

  @Test
  void withoutDeletionAndConditionalWritesSyncWorks() {
    BucketTrial trial = trial(List.of("list", "write", "read"), false, "age1mine", null, null);
    assertThat(of("rights", trial).state()).isEqualTo(Finding.State.NOTE);
    assertThat(of("conditional_writes", trial).state()).isEqualTo(Finding.State.NOTE);
  }

  @Test
  void aMissingVaultAndAnotherKeyAreProblems() {
    assertThat(of("vault", trial(ALL, true, null, null, null)).message()).contains("no vault");
    Finding replaced = of("vault", trial(ALL, true, "age1other", null, null));
    assertThat(replaced.state()).isEqualTo(Finding.State.PROBLEM);
    assertThat(replaced.message()).contains("age1other");
  }

  @Test
  void aRefusalSaysWhatWorkedBefore() {
    var denied = new SyncException.Denied("The bucket b refused access.", null);
    Finding bucket = of("bucket", trial(List.of("list"), false, null, null, denied));
    assertThat(bucket.state()).isEqualTo(Finding.State.PROBLEM);
    assertThat(bucket.message()).isEqualTo("works: list. The bucket b refused access.");
    assertThat(bucket.next()).contains("policy");
    var missing = new SyncException.Denied("There is no bucket b.", null);
    assertThat(of("bucket", trial(List.of(), false, null, null, missing)).next())
        .contains("sync init --bucket URL")
        .doesNotContain("policy");
    var silent = new SyncException.Unreachable("No answer.", null);
    assertThat(of("bucket", trial(List.of(), false, null, null, silent)).next())
        .contains("Check the network");
  }

  @ParameterizedTest
  @CsvSource({
    "104857599, PROBLEM",
    "104857600, NOTE",
    "1073741823, NOTE",
    "1073741824, OK",
  })
  void freeSpaceIsJudged(long bytes, Finding.State state) {
    assertThat(LocalChecks.disk(bytes).state()).isEqualTo(state);
  }
}
