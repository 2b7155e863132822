package dev.stackunderflow.app.auto;

import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A loop with a clock that only the test moves, and work that only takes notes. */
abstract class AutoLoopFixture {

  static final class Machine implements HostEnvironment {
    boolean onBattery;
    String network = "home";

    @Override
    public boolean isOnBattery() {
      return onBattery;
    }

    @Override
    public String network() {
      return network;
    }
  }

  final TestClock clock = new TestClock();

  final Machine machine = new Machine();

  FakeWork work;

  AutoLog log;

  AutoLoop loop;

  @BeforeEach
  void enable(@TempDir Path folder) throws IOException {
    work = new FakeWork(folder);
    set(AutoSettings.DEFAULT.withEnabled(true));
    log = AutoLog.open(work.home());
    loop = new AutoLoop(work, machine, clock, longestWait(), new Random(1), new Observer() {}, log);
  }

  /** The longest time between two steps. */
  Duration longestWait() {
    return AutoLoop.LONGEST_WAIT;
  }

  @AfterEach
  void close() throws IOException {
    loop.close();
    log.close();
  }

  void set(AutoSettings settings) throws IOException {
    settings.write(work.home());
  }

  /** Lets time pass as the runner does: looks as often as the loop wants. */
  void pass(Duration duration) {
    Duration left = duration;
    while (!left.isNegative() && !left.isZero()) {
      Duration wait = loop.step();
      Duration step = wait.isZero() ? Duration.ofMillis(1) : wait;
      step = step.compareTo(left) < 0 ? step : left;
      clock.advance(step);
      left = left.minus(step);
    }
    loop.step();
  }

  AutoState state() {
    return Objects.requireNonNull(loop.state());
  }

  /** Past the first full look. */
  void settle() {
    pass(Duration.ofSeconds(5));
    work.doneSince();
  }
}
