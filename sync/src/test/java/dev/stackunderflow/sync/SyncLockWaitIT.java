package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.state.SyncLock;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sync that meets another one. */
@Timeout(60)
class SyncLockWaitIT {

  private Machine machine;

  @BeforeEach
  void setUp(@TempDir Path folder) throws Exception {
    machine = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    machine.init(Files.createDirectories(folder.resolve("bucket")).toUri().toString());
  }

  @Test
  void commandDoesNotWaitForAnotherCommand() throws Exception {
    Sync sync = new Sync(machine.context(), duration -> assertThat(duration).isNull());
    try (var _ = SyncLock.take(machine.home())) {
      assertThatThrownBy(() -> sync.push(Progress.NONE))
          .isInstanceOf(SyncException.Busy.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + ", started 20");
    }
  }

  @Test
  void commandWaitsForContinuousSync() throws Exception {
    var pauses = new AtomicInteger();
    try (var _ = OwnedLock.take(machine.home().continuousLock()).orElseThrow()) {
      SyncLock held = SyncLock.take(machine.home());
      Sync sync =
          new Sync(
              machine.context(),
              duration -> {
                assertThat(duration).isEqualTo(SyncLockWait.STEP);
                if (pauses.incrementAndGet() == 3) {
                  close(held);
                }
              });
      assertThat(sync.push(Progress.NONE).generation()).isEqualTo(1);
      assertThat(pauses).hasValue(3);
    }
  }

  @Test
  void commandWaitsForAnOwnerWhoHasNotWrittenItsNameYet() throws Exception {
    Path file = machine.home().syncFolder().resolve("lock");
    var pauses = new AtomicInteger();
    try (var _ = OwnedLock.take(machine.home().continuousLock()).orElseThrow()) {
      SyncLock held = SyncLock.take(machine.home());
      Files.writeString(file, "");
      Sync sync =
          new Sync(
              machine.context(),
              _ -> {
                if (pauses.incrementAndGet() == 2) {
                  close(held);
                }
              });
      assertThat(sync.push(Progress.NONE).generation()).isEqualTo(1);
      assertThat(pauses).hasValue(2);
    }
  }

  @Test
  void waitForContinuousSyncEndsAfterItsLimit() throws Exception {
    var waited = new AtomicInteger();
    Sync sync =
        new Sync(
            machine.context(), duration -> waited.addAndGet(Math.toIntExact(duration.toMillis())));
    try (var _ = OwnedLock.take(machine.home().continuousLock()).orElseThrow();
        var _ = SyncLock.take(machine.home())) {
      assertThatThrownBy(() -> sync.push(Progress.NONE)).isInstanceOf(SyncException.Busy.class);
    }
    assertThat(Duration.ofMillis(waited.get())).isEqualTo(SyncLockWait.LIMIT);
  }

  @Test
  void interruptedWaitReportsTheOtherSync() throws Exception {
    Sync sync =
        new Sync(
            machine.context(),
            _ -> {
              throw new InterruptedException();
            });
    try (var _ = OwnedLock.take(machine.home().continuousLock()).orElseThrow();
        var _ = SyncLock.take(machine.home())) {
      assertThatThrownBy(() -> sync.push(Progress.NONE)).isInstanceOf(SyncException.Busy.class);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void close(SyncLock lock) {
    try {
      lock.close();
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
