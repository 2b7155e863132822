package dev.stackunderflow.app.cli.command.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusInputTest {

  private static StatusInput read(String text) {
    return StatusInput.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Duration.ofSeconds(30));
  }

  @Test
  void whatClaudeCodeSaysIsRead() {
    StatusInput input =
        read(
            """
            {"session_id":"s1","transcript_path":"/home/me/x.jsonl","model":{"id":"m"},
             "cost":{"total_cost_usd":0.25,"total_duration_ms":1},
             "rate_limits":{"five_hour":{"used_percentage":23.5,"resets_at":1738425600},
                            "seven_day":{"used_percentage":41}}}
            """);
    assertThat(input.sessionId()).isEqualTo("s1");
    assertThat(input.transcript()).isEqualTo("/home/me/x.jsonl");
    assertThat(input.cost()).isEqualByComparingTo("0.25");
    assertThat(input.fiveHours())
        .isEqualTo(new StatusInput.Window(23.5, Instant.parse("2025-02-01T16:00:00Z")));
    assertThat(input.week()).isEqualTo(new StatusInput.Window(41, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not JSON",
        "7",
        "[]",
        "null",
        "{\"session_id\":7,\"cost\":\"much\",\"rate_limits\":[]}",
        "{\"cost\":{\"total_cost_usd\":-1}}",
        "{\"cost\":{\"total_cost_usd\":1e300}}",
        "{\"rate_limits\":{\"five_hour\":{\"used_percentage\":\"12\"}}}",
        "{\"rate_limits\":{\"five_hour\":{\"used_percentage\":-3}}}",
        "{\"rate_limits\":{\"five_hour\":{\"resets_at\":5}}}",
        "{\"session_id\":\"cut off"
      })
  void whatIsMissingOrCannotBeTrueIsNotKnown(String text) {
    assertThat(read(text)).isEqualTo(StatusInput.NONE);
  }

  @Test
  void aResetOfNoPossibleTimeIsNotKnown() {
    for (String reset : new String[] {"0", "-1", "9223372036854775807", "\"soon\"", "1e40"}) {
      StatusInput.Window window =
          read("{\"rate_limits\":{\"five_hour\":{\"used_percentage\":1,\"resets_at\":"
                  + reset
                  + "}}}")
              .fiveHours();
      assertThat(window).as(reset).isEqualTo(new StatusInput.Window(1, null));
    }
  }

  @Test
  void anInputThatNobodyWritesIsNotWaitedFor() throws Exception {
    try (var writer = new PipedOutputStream();
        var in = new PipedInputStream(writer)) {
      assertThat(StatusInput.read(in, Duration.ofMillis(20))).isEqualTo(StatusInput.NONE);
    }
  }
}
