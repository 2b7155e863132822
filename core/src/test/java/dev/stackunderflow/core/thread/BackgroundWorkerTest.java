package dev.stackunderflow.core.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackgroundWorkerTest {

  private final BackgroundWorker worker = new BackgroundWorker("worker");

  /** Waits also where it is interrupted, as work with SQLite does. */
  private static void await(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void piecesAreDoneInOrderOnAnotherThread() throws Exception {
    List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    Thread caller = Thread.currentThread();
    try (worker) {
      for (int i = 0; i < 10_000; i++) {
        int number = i;
        worker.give(
            100,
            () -> {
              assertThat(Thread.currentThread()).isNotEqualTo(caller);
              done.add(number);
            });
      }
      worker.await();
      assertThat(done).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
    }
  }

  @Test
  void aResultComesAfterAllThatWasGivenBefore() throws Exception {
    var sum = new AtomicInteger();
    try (worker) {
      worker.give(1, () -> sum.addAndGet(1));
      worker.give(1, () -> sum.addAndGet(2));
      Future<Integer> result = worker.start(sum::get);
      worker.give(1, () -> sum.addAndGet(4));
      assertThat(BackgroundWorker.result(result)).isEqualTo(3);
    }
  }

  @Test
  void afterAFailureNothingMoreIsDone() throws Exception {
    var later = new AtomicInteger();
    try (worker) {
      worker.give(
          1,
          () -> {
            throw new SQLException("full");
          });
      worker.give(1, later::incrementAndGet);
      Future<Integer> result = worker.start(later::incrementAndGet);
      assertThatThrownBy(() -> BackgroundWorker.result(result))
          .isInstanceOf(SQLException.class)
          .hasMessage("full");
      assertThatThrownBy(worker::await).isInstanceOf(SQLException.class).hasMessage("full");
      assertThat(later).hasValue(0);
    }
  }

  @Test
  void anErrorIsNotSilent() throws Exception {
    try (worker) {
      Future<?> result =
          worker.start(
              () -> {
                throw new OutOfMemoryError("heap");
              });
      assertThatThrownBy(() -> BackgroundWorker.result(result))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void theGiverWaitsWhileTooMuchWaits() throws Exception {
    var go = new CountDownLatch(1);
    var given = new AtomicInteger();
    try (worker) {
      Thread giver =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 100; i++) { // of 1 MiB: each is a batch
                      try {
                        worker.give(1 << 20, () -> await(go));
                      } catch (IOException e) {
                        return;
                      }
                      given.incrementAndGet();
                    }
                  });
      while (giver.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(given.get()).isBetween(1, 9);
      go.countDown();
      giver.join();
      assertThat(given).hasValue(100);
    }
  }

  @Test
  void whatWasNotBegunWhenItIsClosedFails() throws Exception {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    Future<Boolean> first =
        worker.start(
            () -> {
              begun.countDown();
              await(go);
              return true;
            });
    Future<Boolean> second = worker.start(() -> true);
    begun.await();
    Thread closer = Thread.ofPlatform().start(worker::close);
    while (closer.getState() != Thread.State.WAITING) { // for the piece that was begun
      Thread.onSpinWait();
    }
    go.countDown();
    closer.join();
    assertThat(BackgroundWorker.result(first)).isTrue();
    assertThatThrownBy(() -> BackgroundWorker.result(second)).hasMessage("closed");
  }
}
