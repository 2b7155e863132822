package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random rotations, moves, joins and replays, with thieves of any past key: nobody speaks for a
 * device that has moved, and no device loses its voice for good.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RandomThiefIT {

  private static final int STEPS = 80;

  @TempDir Path folder;

  static LongStream seeds() {
    Long one = Long.getLong("stackunderflow.seed");
    return one == null
        ? LongStream.rangeClosed(1, Long.getLong("stackunderflow.seeds", 4))
        : LongStream.of(one);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodySpeaksForADeviceThatHasMoved(long seed) throws Exception {
    var world = new RandomThiefWorld(folder, seed);
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    world.settle();
    byte[] first = world.all().getFirst().view(Catalog::fingerprint);
    for (Machine machine : world.all()) {
      assertThat(machine.view(Catalog::fingerprint)).as("seed " + seed).isEqualTo(first);
    }
    assertThat(world.rotations).as("seed " + seed).isPositive();
    assertThat(world.replays).as("seed " + seed).isPositive();
    assertThat(world.forgeries).as("seed " + seed).isPositive();
  }
}
