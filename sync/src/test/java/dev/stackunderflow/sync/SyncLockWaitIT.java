package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.OwnedLock;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.state.SyncLock;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sync that meets another one. */
class SyncLockWaitIT {

  @Test
  void theContinuousOneIsWaitedForAndAnyOtherIsNot(@TempDir Path folder) throws Exception {
    var machine = new Machine(folder.resolve("laptop"), Map.of(), new TestClock());
    machine.init(Files.createDirectories(folder.resolve("bucket")).toUri().toString());
    try (var _ = SyncLock.take(machine.home())) {
      assertThatThrownBy(machine::push)
          .isInstanceOf(SyncException.Busy.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid() + ", started 20");
    }
    try (var commands = Executors.newSingleThreadExecutor();
        var _ = OwnedLock.take(machine.home().continuousLock()).orElseThrow()) {
      Future<PushResult> push;
      try (var _ = SyncLock.take(machine.home())) {
        push = commands.submit(machine::push);
        while (!isWaiting()) {
          Thread.onSpinWait();
        }
        assertThat(push.isDone()).isFalse();
      }
      assertThat(push.get().generation()).isEqualTo(1);
    }
  }

  private static boolean isWaiting() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(java.util.Arrays::stream)
        .anyMatch(frame -> frame.getClassName().equals(SyncLockWait.class.getName()));
  }
}
