package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Continuous sync that idles for a long time: {@code -Dstackunderflow.hours=1000000} for more than
 * a century, which takes hours.
 */
class IdleHoursTest extends AutoLoopFixture {

  /** Every four minutes; the first and the last of a day may fall into it. */
  private static final int PULLS_PER_DAY = 360;

  @Test
  void idleHoursCostTheSameRequestsEveryDayAndNeitherHeapNorFilesGrow() throws Exception {
    settle();
    long days = Math.max(4, Long.getLong("stackunderflow.hours", 96L) / 24);
    pass(Duration.ofDays(1)); // slows down to the interval of a machine where nobody works
    work.doneSince();
    long heapBefore = usedHeap();
    long filesBefore = bytes(work.home().folder());
    for (long day = 0; day < days; day++) {
      pass(Duration.ofDays(1));
      long pulls = work.doneSince().stream().filter("pull"::equals).count();
      assertThat(pulls).as("day " + day).isBetween(PULLS_PER_DAY - 1L, PULLS_PER_DAY + 1L);
    }
    assertThat(usedHeap() - heapBefore).as("bytes of heap").isLessThan(4L << 20);
    assertThat(bytes(work.home().folder()) - filesBefore).as("bytes of files").isLessThan(1 << 20);
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

  private static long bytes(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
