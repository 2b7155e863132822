package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Continuous sync that idles for a long time, on a clock that moves from one step that is due to
 * the next: {@code -Dstackunderflow.hours=1000000} for more than a century.
 */
class IdleHoursTest extends AutoLoopFixture {

  /** Every four minutes; the first and the last of a day may fall into it. */
  private static final int PULLS_PER_DAY = 360;

  private static final long LIMIT_PER_DAY = 100;

  /** What the log may hold: three files of 1 MB, as {@link AutoLog} says. */
  private static final long LOG_BYTES = 3_000_000;

  @Override
  Duration longestWait() {
    return Duration.ofHours(1);
  }

  private static long days() {
    return Math.max(4, Long.getLong("stackunderflow.hours", 960L) / 24);
  }

  /** Up to the next midnight (UTC), and slowed down as where nobody works. */
  private void idleUntilMidnight() {
    settle();
    Duration day = Duration.ofDays(1);
    pass(day.minus(Duration.ofMillis(clock.millis() % day.toMillis())));
    work.doneSince();
    work.requests = 0;
  }

  private long pullsOfADay() {
    work.requests = 0;
    pass(Duration.ofDays(1));
    List<String> done = work.doneSince();
    assertThat(done.stream().filter("prune"::equals)).hasSizeBetween(0, 2);
    return done.stream().filter("pull"::equals).count();
  }

  @Test
  void idleHoursCostTheSameRequestsEveryDayAndNeitherHeapNorFilesGrow() throws Exception {
    idleUntilMidnight();
    long heapBefore = usedHeap();
    long filesBefore = files(work.home().folder()).size();
    long bytesBefore = bytes(work.home().folder());
    long pulls = 0;
    for (long day = 0; day < days(); day++) {
      long today = pullsOfADay();
      assertThat(today).as("day " + day).isBetween(PULLS_PER_DAY - 1L, PULLS_PER_DAY + 1L);
      pulls += today;
    }
    // Nothing drifts: no more and no fewer than the interval gives over the whole time.
    assertThat(pulls).isBetween(days() * PULLS_PER_DAY - 1, days() * PULLS_PER_DAY + 1);
    assertThat(usedHeap() - heapBefore).as("bytes of heap").isLessThan(4L << 20);
    assertThat(files(work.home().folder())).hasSize((int) filesBefore);
    assertThat(bytes(work.home().folder()) - bytesBefore).as("bytes").isLessThan(LOG_BYTES);
  }

  @Test
  void idleHoursStayWithinTheLimitOfRequestsPerDay() throws Exception {
    set(AutoSettings.DEFAULT.withEnabled(true).withMaxRequestsPerDay(LIMIT_PER_DAY));
    idleUntilMidnight();
    for (long day = 0; day < Math.min(days(), 1000); day++) {
      assertThat(pullsOfADay())
          .as("day " + day)
          .isBetween(LIMIT_PER_DAY * 8 / 10, LIMIT_PER_DAY + 1);
    }
  }

  /** The least of several measurements: a collection can leave what the next one takes. */
  private static long usedHeap() throws InterruptedException {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      System.gc();
      Thread.sleep(20);
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long bytes = 0;
    for (Path file : files(folder)) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
