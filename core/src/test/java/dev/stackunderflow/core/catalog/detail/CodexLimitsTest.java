package dev.stackunderflow.core.catalog.detail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodexLimitsTest {

  private static final String NOON = "2026-11-02T12:00:00.000Z";
  private static final long EPOCH = 1_793_620_800L;

  private static List<LimitStatement> read(String limits) {
    String raw =
        "{\"timestamp\":\"%s\",\"type\":\"event_msg\",\"payload\":{\"type\":\"token_count\",\"rate_limits\":%s}}"
            .formatted(NOON, limits);
    return CodexLimits.read(
        new Event(
            1,
            0,
            NOON,
            "event_msg",
            null,
            0,
            0,
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
            0));
  }

  @Test
  void bothWindowsAreRead() {
    List<LimitStatement> stated =
        read(
            """
            {"limit_id":"codex","primary":{"used_percent":42.5,"window_minutes":300,"resets_at":%d},
             "secondary":{"used_percent":7,"window_minutes":10080,"resets_in_seconds":86400}}
            """
                .formatted(EPOCH + 3600));
    assertThat(stated).hasSize(2);
    LimitStatement primary = stated.getFirst();
    assertThat(primary.windowMinutes()).isEqualTo(300);
    assertThat(primary.usedPercent()).isEqualTo(42.5);
    assertThat(primary.reset()).isEqualTo("2026-11-02T13:00:00Z");
    assertThat(primary.isReached()).isFalse();
    assertThat(stated.getLast().reset()).isEqualTo("2026-11-03T12:00:00Z");
  }

  @Test
  void aLimitIsReachedAtAHundredPercentOrWhereTheAgentSaysSo() {
    assertThat(read("{\"primary\":{\"used_percent\":100}}"))
        .extracting(LimitStatement::isReached)
        .containsExactly(true);
    assertThat(
            read(
                """
                {"rate_limit_reached_type":"rate_limit_reached",
                 "primary":{"used_percent":12},"secondary":{"used_percent":99}}
                """))
        .extracting(LimitStatement::isReached)
        .containsExactly(false, true);
    assertThat(read("{\"rate_limit_reached_type\":\"x\",\"primary\":null}"))
        .containsExactly(new LimitStatement("", null, null, null, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "7",
        "[]",
        "{}",
        "{\"primary\":null,\"secondary\":null}",
        "{\"primary\":{\"used_percent\":\"42\"}}",
        "{\"primary\":{\"used_percent\":-1,\"window_minutes\":300}}",
        "{\"primary\":{\"used_percent\":1e300}}",
        "{\"primary\":{\"window_minutes\":300,\"resets_at\":9223372036854775807}}",
        "{\"primary\":{\"window_minutes\":300,\"resets_at\":1}}",
        "{\"primary\":{\"window_minutes\":300,\"resets_in_seconds\":-5}}",
        "{\"primary\":{\"window_minutes\":300,\"resets_in_seconds\":9223372036854775807}}"
      })
  void whatCannotBeTrueIsNotStated(String limits) {
    assertThat(read(limits)).isEmpty();
  }

  @Test
  void aWindowOfNoPossibleLengthHasNone() {
    for (String minutes : List.of("0", "-300", "1e30", "\"five hours\"", "9223372036854775807")) {
      assertThat(read("{\"primary\":{\"used_percent\":1,\"window_minutes\":" + minutes + "}}"))
          .extracting(LimitStatement::windowMinutes)
          .containsExactly((Long) null);
    }
  }

  @Test
  void anotherLimitOfTheAccountHasItsName() {
    assertThat(read("{\"limit_id\":\"codex_bengalfox\",\"primary\":{\"used_percent\":3}}"))
        .extracting(LimitStatement::name)
        .containsExactly("codex_bengalfox");
  }
}
