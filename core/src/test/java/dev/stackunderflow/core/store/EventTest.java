package dev.stackunderflow.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {

  private static Event event(String content, String tools, String raw, long tokens) {
    return new Event(
        7,
        3,
        "2026-11-01T10:00:00Z",
        "assistant",
        "m",
        tokens,
        2,
        3,
        4,
        content,
        tools,
        raw,
        0,
        "u",
        null,
        "standard",
        null,
        0,
        0);
  }

  private static final Event EVENT = event("text", "[\"Bash\"]", "{\"a\":1}", 1);

  @Test
  void aRowDigestIsOfEveryColumnButTheId() {
    byte[] digest = EVENT.rowDigest();
    assertThat(EVENT.withId(8).rowDigest()).isEqualTo(digest);
    for (Event other :
        List.of(
            event("texT", "[\"Bash\"]", "{\"a\":1}", 1),
            event("text", "[]", "{\"a\":1}", 1),
            event("text", "[\"Bash\"]", "{\"a\":2}", 1),
            event("text[\"Bash\"]", "", "{\"a\":1}", 1),
            event("text", "[\"Bash\"]", "{\"a\":1}", 2),
            EVENT.at(4, 0),
            EVENT.at(3, 1))) {
      assertThat(other.rowDigest()).isNotEqualTo(digest);
      assertThat(other.hasRowDigest(digest)).isFalse();
      assertThat(other.hasRowDigest(EVENT.earlierRowDigest())).isFalse();
    }
  }

  @Test
  void aDigestOfAnEarlierVersionIsRecognised() {
    // Computed by Python's hashlib: each field behind its length.
    byte[] earlier = HexFormat.of().parseHex("07a88cc295617399dca1623905100457");
    assertThat(EVENT.earlierRowDigest()).isEqualTo(earlier);
    assertThat(EVENT.hasRowDigest(earlier)).isTrue();
    assertThat(EVENT.hasRowDigest(EVENT.rowDigest())).isTrue();
  }
}
