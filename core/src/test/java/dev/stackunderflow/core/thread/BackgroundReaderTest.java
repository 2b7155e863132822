package dev.stackunderflow.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackgroundReaderTest {

  private static void readNumbers(BackgroundReader.Sink<Integer> sink, int count)
      throws SQLException, IOException {
    for (int i = 0; i < count; i++) {
      sink.accept(i);
    }
  }

  @Test
  void allItemsComeInOrderOnTheCallersThread() throws Exception {
    List<Integer> taken = new ArrayList<>();
    Thread caller = Thread.currentThread();

    BackgroundReader.<Integer, RuntimeException>each(
        sink -> {
          assertThat(Thread.currentThread()).isNotEqualTo(caller);
          readNumbers(sink, 10_000);
        },
        _ -> 100,
        item -> {
          assertThat(Thread.currentThread()).isEqualTo(caller);
          taken.add(item);
        });

    assertThat(taken).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
  }

  @Test
  void theReadersFailureComesBehindWhatItRead() {
    List<Integer> taken = new ArrayList<>();

    assertThatThrownBy(
            () ->
                BackgroundReader.<Integer, InstantiationException>each(
                    sink -> {
                      readNumbers(sink, 3);
                      throw new InstantiationException("no more");
                    },
                    _ -> 1,
                    taken::add))
        .isInstanceOf(InstantiationException.class)
        .hasMessage("no more");
    assertThat(taken).containsExactly(0, 1, 2);
  }

  @Test
  void theReaderHasEndedWhenTheWorkFails() {
    var hasEnded = new AtomicBoolean();

    assertThatThrownBy(
            () ->
                BackgroundReader.<Integer, RuntimeException>each(
                    sink -> {
                      try {
                        readNumbers(sink, Integer.MAX_VALUE);
                      } finally {
                        hasEnded.set(true);
                      }
                    },
                    _ -> 1000,
                    item -> {
                      if (item == 5) {
                        throw new SQLException("full");
                      }
                    }))
        .isInstanceOf(SQLException.class)
        .hasMessage("full");
    assertThat(hasEnded).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theReaderStaysOnlySoFarAhead() throws Exception {
    var read = new AtomicInteger();
    var farthest = new AtomicInteger();

    BackgroundReader.<Integer, RuntimeException>each(
        sink -> {
          for (int i = 0; i < 200; i++) {
            read.set(i);
            sink.accept(i);
          }
        },
        _ -> 256 << 10,
        item -> farthest.accumulateAndGet(read.get() - item, Math::max));

    assertThat(farthest.get()).isLessThanOrEqualTo(7); // MiB: four batches wait, and the next one
  }
}
