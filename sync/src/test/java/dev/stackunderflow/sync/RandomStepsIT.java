package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two to six machines with wrong clocks that join, write, rewrite, push, compact, prune, pull,
 * crash, lose answers, lose logs, rebuild their stores, are damaged and cloned, and replace the
 * vault's key, in a random order. In the end all show the same, and every line that was not
 * rewritten or deleted is shown once.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RandomStepsIT {

  private static final int STEPS = 120;

  @TempDir Path folder;

  static LongStream seeds() {
    Long one = Long.getLong("stackunderflow.seed");
    return one == null
        ? LongStream.rangeClosed(1, Long.getLong("stackunderflow.seeds", 12))
        : LongStream.of(one);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void allShowTheSameAndNothingIsLostOrDuplicated(long seed) throws Exception {
    var machines = new RandomMachines(folder, seed);
    for (int step = 0; step < STEPS; step++) {
      machines.step();
      if (step % 40 == 39) {
        fingerprintsDifferIfViewsDo(machines.all());
      }
    }
    machines.settle();
    assertThat(machines.logs().written()).isGreaterThan(9);

    Set<String> first = view(machines.all().getFirst());
    byte[] fingerprint = machines.all().getFirst().view(Catalog::fingerprint);
    for (Machine machine : machines.all()) {
      assertThat(view(machine)).as("seed " + seed).isEqualTo(first);
      byte[] its = machine.view(Catalog::fingerprint);
      assertThat(its).as("seed " + seed).isEqualTo(fingerprint);
      listSumsUpWhatIsShown(machine, seed);
    }
    Set<String> shown = new HashSet<>();
    for (String event : first) {
      assertThat(shown.add(event.substring(0, event.indexOf(' '))))
          .as("seed " + seed + ", shown once: " + event)
          .isTrue();
    }
    assertThat(shown).as("seed " + seed).containsAll(machines.logs().expected());
    // What was rewritten away stays, unless its store was lost before it was pushed.
    assertThat(machines.logs().allowed()).as("seed " + seed).containsAll(shown);
    everyObjectIsNamedByAHead(machines);
  }

  @Test
  void oneSeedGivesTheSameStepsEveryTime() throws Exception {
    List<List<String>> runs = new ArrayList<>();
    for (String run : List.of("first", "second")) {
      var machines = new RandomMachines(Files.createDirectory(folder.resolve(run)), 4);
      for (int step = 0; step < STEPS; step++) {
        machines.step();
      }
      machines.settle();
      List<String> trace = new ArrayList<>(view(machines.all().getFirst()));
      for (Machine machine : machines.all()) {
        trace.add(machine.status().deviceId() + " " + machine.status().generation());
      }
      try (Stream<Path> objects = Files.walk(machines.vault())) {
        objects.map(o -> machines.vault().relativize(o).toString()).sorted().forEach(trace::add);
      }
      runs.add(trace);
    }
    assertThat(runs.get(1)).isEqualTo(runs.get(0));
  }

  /** Views that differ have different fingerprints. */
  private static void fingerprintsDifferIfViewsDo(List<Machine> machines) throws Exception {
    for (Machine x : machines) {
      for (Machine y : machines) {
        byte[] ofX = x.view(Catalog::fingerprint);
        byte[] ofY = y.view(Catalog::fingerprint);
        if (!view(x).equals(view(y))) {
          assertThat(ofX).isNotEqualTo(ofY);
        }
      }
    }
  }

  /** A list reads stored sums, a transcript reads its events. */
  private static void listSumsUpWhatIsShown(Machine machine, long seed) throws Exception {
    machine.view(
        catalog -> {
          for (SessionView session : catalog.sessions(new DeviceFilter.All(), 1000)) {
            List<EventView> events =
                catalog.show(session.sessionId(), new DeviceFilter.All()).getFirst().events();
            assertThat(session.events())
                .as("seed " + seed)
                .isEqualTo(events.stream().filter(e -> e.role().matches("user|assistant")).count());
            assertThat(session.tokens().output())
                .as("seed " + seed)
                .isEqualTo(events.stream().mapToLong(e -> e.tokens().output()).sum());
            assertThat(session.firstTs()).isEqualTo(events.getFirst().timestamp());
            assertThat(session.lastTs()).isEqualTo(events.getLast().timestamp());
          }
          return true;
        });
  }

  static Set<String> view(Machine machine) throws Exception {
    return machine.view(
        catalog -> {
          Set<String> view = new TreeSet<>();
          for (SessionView session : catalog.sessions(new DeviceFilter.All(), 1000)) {
            for (EventView e :
                catalog.show(session.sessionId(), new DeviceFilter.All()).getFirst().events()) {
              view.add(
                  String.join(
                      " ",
                      String.valueOf(e.uuid()),
                      session.sessionId(),
                      e.timestamp(),
                      e.deviceId(),
                      e.contentText(),
                      e.tokens().toString()));
            }
          }
          return view;
        });
  }

  private static void everyObjectIsNamedByAHead(RandomMachines machines) throws Exception {
    for (int i = 0; i < 2; i++) {
      for (Machine machine : machines.all()) {
        machine.sync().prune(0, false); // what a clone had sent before it became another device
        machine.clock().advance(Duration.ofDays(2));
      }
    }
    Set<String> inBucket = new TreeSet<>();
    for (Machine machine : machines.all()) { // not what a machine left when it took a new id
      Path own = machines.vault().resolve("v1/segments").resolve(machine.status().deviceId());
      if (Files.exists(own)) {
        try (Stream<Path> files = Files.list(own)) {
          files.forEach(file -> inBucket.add(String.valueOf(file.getFileName())));
        }
      }
    }
    // A clone that did nothing since knows the same ones, and perhaps some that are pruned by now.
    assertThat(inBucket).containsAll(inLedgers(machines, "died IS NULL"));
    assertThat(inLedgers(machines, "TRUE")).containsAll(inBucket);
  }

  private static Set<String> inLedgers(RandomMachines machines, String which) throws Exception {
    Set<String> names = new TreeSet<>();
    for (Machine machine : machines.all()) {
      RoundTripIT.rows(
              machine.home().replica(),
              "SELECT id || '.age' FROM own_segment WHERE state = 2 AND " + which)
          .forEach(row -> names.add(row.getFirst()));
    }
    return names;
  }
}
