package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Full, write-only and foreign devices with wrong clocks write, rewrite, lose and copy logs, push,
 * pull, rotate the key, forget, prune, remove each other, lose power and networks, are cloned or
 * damaged, while an operator replays objects and thieves of past keys forge some. In the end every
 * event that was not deleted is in every view once, all fingerprints are equal, and no device has
 * another id than it must.
 *
 * <p>{@code -Dstackunderflow.schedules=100000} for more, {@code -Dstackunderflow.seed=N} for the
 * first seed.
 */
class RandomWorldIT {

  private static final int SCHEDULES = 20;

  @TempDir Path folder;

  @Test
  void everyScheduleEndsWithEachEventOnceOnAllDevices() throws Exception {
    long first = Long.getLong("stackunderflow.seed", 1);
    int count = Integer.getInteger("stackunderflow.schedules", SCHEDULES);
    long steps = 0;
    long began = System.nanoTime();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path homes = Files.createDirectory(folder.resolve("homes"));
      steps += run(homes, first + i, failed);
      delete(homes);
      if (count > SCHEDULES && i % 100 == 99) {
        System.out.printf(
            "seeds %d to %d: %d steps, %d s, %d failed%n",
            first, first + i, steps, (System.nanoTime() - began) / 1_000_000_000, failed.size());
      }
    }
    assertThat(steps).isGreaterThan(10L * count);
    assertThat(failed).as("seeds that failed").isEmpty();
  }

  private static int run(Path homes, long seed, List<String> failed) {
    List<String> trace = List.of();
    try {
      var world = new RandomWorld(homes, seed);
      trace = world.trace;
      play(world, seed);
    } catch (Exception | AssertionError e) {
      System.out.printf("seed %d%n%s%n%s%n", seed, String.join("\n", trace), e);
      for (StackTraceElement at : e.getStackTrace()) {
        if (at.getClassName().startsWith("dev.stackunderflow")) {
          System.out.println("  at " + at);
        }
      }
      failed.add("seed " + seed);
    }
    return trace.size();
  }

  private static void play(RandomWorld world, long seed) throws Exception {
    var steps = new WorldSteps(world);
    int length = 15 + world.random.nextInt(30);
    for (int step = 0; step < length; step++) {
      steps.step();
    }
    world.trace.add("settles");
    var oracle = new WorldOracle(world, steps);
    oracle.settle();
    oracle.check();
    if (world.clonesHomes && seed % 8 == 0) {
      oracle.checkObjects();
    }
  }

  @Test
  void oneSeedGivesTheSameStepsEveryTime() throws Exception {
    List<List<String>> runs = new ArrayList<>();
    for (String run : List.of("first", "second")) {
      var world = new RandomWorld(Files.createDirectory(folder.resolve(run)), 4);
      play(world, 4);
      List<String> what = new ArrayList<>(world.trace);
      what.addAll(new TreeSet<>(world.bucket.names("")));
      what.addAll(WorldView.of(world.members.getFirst().machine));
      runs.add(what);
    }
    assertThat(runs.get(1)).isEqualTo(runs.get(0));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
