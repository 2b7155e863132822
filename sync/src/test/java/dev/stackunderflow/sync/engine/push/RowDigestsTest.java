package dev.stackunderflow.sync.engine.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.store.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowDigestsTest {

  private static Event event(int seq) {
    return new Event(
        seq,
        seq,
        "2026-11-01T10:00:00Z",
        "user",
        null,
        0,
        0,
        0,
        0,
        "text " + seq,
        "[]",
        "{}",
        0,
        null,
        null,
        "standard",
        null,
        0,
        0);
  }

  @Test
  void eachDigestIsItsEvents() throws Exception {
    try (var digests = new RowDigests()) {
      List<RowDigests.Digest> promised = new ArrayList<>();
      for (int i = 0; i < 1000; i++) { // the last batch is not full
        promised.add(digests.of(event(i)));
      }

      for (int i = 999; i >= 0; i--) {
        assertThat(promised.get(i).get()).isEqualTo(event(i).rowDigest());
      }
    }
  }

  @Test
  void aDigestCanBeWaitedForWhileItsBatchFills() throws Exception {
    try (var digests = new RowDigests()) {
      assertThat(digests.of(event(1)).get()).isEqualTo(event(1).rowDigest());
      assertThat(digests.of(event(2)).get()).isEqualTo(event(2).rowDigest());
    }
  }
}
