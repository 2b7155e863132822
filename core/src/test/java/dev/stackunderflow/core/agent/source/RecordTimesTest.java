package dev.stackunderflow.core.agent.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-07-01T12:00:00.123456, 2026-07-01T10:00:00.123456Z",
    "2026-01-01T12:00:00, 2026-01-01T11:00:00Z",
    "2026-01-01 12:00:00, 2026-01-01T11:00:00Z",
    "2026-01-01T12:00:00Z, 2026-01-01T12:00:00Z",
    "2026-01-01T12:00:00.5+02:00, 2026-01-01T10:00:00.500Z",
    "1767268800, 2026-01-01T12:00:00Z",
    "noon,",
    "0001-01-01T00:00:00,"
  })
  void aTextWithoutAZoneIsLocal(String text, String expected) {
    Instant time = RecordTimes.local(TextNode.valueOf(text), ZoneId.of("Europe/Berlin"));
    assertThat(String.valueOf(time)).isEqualTo(String.valueOf(expected));
  }
}
