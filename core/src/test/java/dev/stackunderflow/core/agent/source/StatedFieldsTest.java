package dev.stackunderflow.core.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedFieldsTest {

  private static final StatedReader BRANCH = StatedFields.NONE.branch("gitBranch");
  private static final StatedReader COST =
      StatedFields.NONE.cost("actual", "usd").cost("estimated");

  private static Event event(String role, String raw, long output) {
    return new Event(
        1,
        0,
        "t",
        role,
        null,
        0,
        output,
        0,
        0,
        "",
        "[]",
        raw,
        0,
        null,
        null,
        "standard",
        null,
        0,
        0);
  }

  private static Stated stated(StatedReader reader, String raw) {
    return reader.of(event("assistant", raw, 7), null);
  }

  @Test
  void theBranchOfTheRecordItselfCountsWhateverItsContentSays() {
    String inside =
        """
        {"message":{"gitBranch":"other"},"text":"\\"gitBranch\\":\\"no\\"\"""";
    assertThat(stated(BRANCH, inside + ",\"gitBranch\":\"main\"}").branch()).isEqualTo("main");
    assertThat(stated(BRANCH, inside + "}").branch()).isNull();
    assertThat(stated(BRANCH, "{\"gitBranch\" : \"main\"}").branch()).isEqualTo("main");
  }

  @ParameterizedTest
  @CsvSource({
    "main, main",
    "main-2, main-2",
    "mai, mai",
    "a\\\"b, a\"b",
    "\\u006dain, main",
  })
  void aKnownBranchIsNotTakenForALongerOrAnEscapedOne(String written, String name) {
    String raw = "{\"gitBranch\":\"" + written + "\"}";
    assertThat(BRANCH.of(event("user", raw, 0), "main").branch()).isEqualTo(name);
    String cut = raw.substring(0, raw.length() - 2);
    assertThat(BRANCH.of(event("user", cut, 0), "main").branch()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"gitBranch\":null}",
        "{\"gitBranch\":\"\"}",
        "{\"gitBranch\":\" \"}",
        "{\"gitBranch\":5}",
        "{\"gitBranch\":{\"name\":\"main\"}}",
        "[\"gitBranch\"]",
        "\"gitBranch\"",
        "{\"gitBranch\":",
      })
  void whatNamesNoBranchIsNone(String raw) {
    assertThat(stated(BRANCH, raw)).isEqualTo(Stated.NOTHING);
  }

  @Test
  void aFullNameIsShortenedAndAnEndlessOneIsNone() {
    assertThat(Stated.of("refs/heads/fix/a", null, null).branch()).isEqualTo("fix/a");
    assertThat(Stated.of("x".repeat(501), null, null).branch()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0072722500000000001, 7272250",
    "1e-9, 1",
    "1e-12, 0",
    "9999.99, 9999990000000",
    "10000.01, 0",
    "1e400, 0",
    "-0.5, 0",
    "0, 0",
    "123, 123000000000",
  })
  void costsAreKeptInBillionthsAndImpossibleOnesAreNone(String usd, long nanos) {
    assertThat(stated(COST, "{\"actual\":{\"usd\":" + usd + "}}").costNanos()).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "\"0.5\"", "null", "[0.5]", "Infinity", "true"})
  void whatIsNoNumberIsNoCost(String usd) {
    assertThat(stated(COST, "{\"actual\":{\"usd\":" + usd + "}}").costNanos()).isZero();
    assertThat(Stated.of(null, null, Double.NaN).costNanos()).isZero();
  }

  @Test
  void theFirstFieldWithACostCounts() {
    assertThat(stated(COST, "{\"estimated\":1,\"actual\":{\"usd\":2}}").costNanos())
        .isEqualTo(2_000_000_000L);
    assertThat(stated(COST, "{\"estimated\":1,\"actual\":{\"usd\":0}}").costNanos())
        .isEqualTo(1_000_000_000L);
  }

  @Test
  void withoutTokensOnlyANamedKindOfRecordHasACost() {
    Event none = event("session.usage", "{\"estimated\":1}", 0);
    assertThat(COST.of(none, null)).isEqualTo(Stated.NOTHING);
    StatedReader ofUsage = StatedFields.NONE.in("session.usage").cost("estimated");
    assertThat(ofUsage.of(none, null).costNanos()).isEqualTo(1_000_000_000L);
    assertThat(ofUsage.of(event("user", "{\"estimated\":1}", 9), null)).isEqualTo(Stated.NOTHING);
  }
}
