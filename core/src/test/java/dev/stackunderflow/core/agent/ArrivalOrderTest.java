package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.ingest.LogHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An agent's files arrive in any order: one after the other, logs cut at any byte, databases with
 * fewer rows, documents half written; they are removed, and come back. After an ingest now and
 * then, and one of everything, the totals are those of one ingest alone. {@code
 * -Dstackunderflow.schedules=N} tries more orders, from {@code -Dstackunderflow.seed} on.
 */
class ArrivalOrderTest {

  private static final int SCHEDULES = Integer.getInteger("stackunderflow.schedules", 1);
  private static final long FIRST_SEED = Long.getLong("stackunderflow.seed", 1);
  private static final long BEGIN = 1_795_000_000;

  @TempDir private Path folder;

  static List<String> agents() throws IOException {
    return SampleFiles.agents();
  }

  @ParameterizedTest
  @MethodSource("agents")
  void theTotalsDoNotDependOnTheOrderInWhichFilesArrive(String agent) throws Exception {
    Map<String, byte[]> files = SampleFiles.of(agent);
    Path once = Files.createDirectories(folder.resolve("once"));
    for (var file : files.entrySet()) {
      SampleFiles.put(once.resolve(file.getKey()), file.getValue(), BEGIN);
    }
    var whole = new LogHome(once);
    whole.ingest();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
      Path home = Files.createDirectories(folder.resolve("seed-" + seed));
      List<String> steps = new ArrayList<>();
      arrive(files, home, new Random(seed), steps);
      var parts = new LogHome(home);
      assertThat(SampleFiles.shown(parts))
          .as("agent %s, seed %s: %s", agent, seed, steps)
          .isEqualTo(SampleFiles.shown(whole));
      assertThat(parts.ingest().eventsAdded()).isZero();
    }
  }

  private void arrive(Map<String, byte[]> files, Path home, Random random, List<String> steps)
      throws IOException, SQLException {
    Map<String, List<byte[]>> states = new TreeMap<>();
    for (var file : files.entrySet()) {
      states.put(file.getKey(), SampleFiles.states(file.getKey(), file.getValue(), folder, random));
    }
    List<String> waiting = new ArrayList<>(files.keySet());
    List<String> there = new ArrayList<>();
    long second = BEGIN;
    var log = new LogHome(home);
    while (!waiting.isEmpty()) {
      second++;
      if (!there.isEmpty() && random.nextInt(6) == 0) {
        String gone = there.remove(random.nextInt(there.size()));
        byte[] content = Files.readAllBytes(home.resolve(gone));
        Files.delete(home.resolve(gone));
        Objects.requireNonNull(states.get(gone)).addFirst(content);
        if (!waiting.contains(gone)) {
          waiting.add(gone);
        }
        steps.add("remove " + gone);
      } else {
        String next = waiting.get(random.nextInt(waiting.size()));
        List<byte[]> left = Objects.requireNonNull(states.get(next));
        byte[] content = left.removeFirst();
        if (left.isEmpty()) {
          waiting.remove(next);
        }
        SampleFiles.put(home.resolve(next), content, second);
        if (!there.contains(next)) {
          there.add(next);
        }
        steps.add(content.length + " bytes of " + next);
      }
      if (random.nextInt(3) != 0) {
        log.ingest();
        steps.add("ingest");
      }
    }
    log.ingest();
  }
}
