package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.S3Server;
import dev.stackunderflow.sync.testing.SmallDisk;
import dev.stackunderflow.sync.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Two machines on a small disk; what {@link DiskIT} starts. */
final class DiskScenarios {

  private static final String SLUG = "-home-me-src-app";
  private static final int MEGABYTES = 64;
  private static final long ENOUGH_BYTES = 16_000_000;
  private static final int EVENTS = 60;
  private static final int EVENT_BYTES = 1500;
  private static final long ROOM_TO_DELETE_BYTES = 3_000_000;

  private final S3Server s3;
  private final SmallDisk disk;
  private final Machine laptop;
  private final Machine work;
  private final Random random = new Random(4);

  private DiskScenarios(S3Server s3, Path folder) throws Exception {
    this.s3 = s3;
    disk = SmallDisk.mount(folder, MEGABYTES);
    laptop = new Machine(folder.resolve("laptop"), s3.credentials(), new TestClock());
    work = new Machine(folder.resolve("work"), s3.credentials(), new TestClock());
  }

  /** Runs a scenario, {@code full}, {@code readOnly} or {@code forget}, in a folder of its own. */
  public static void main(String[] args) throws Exception {
    try (var s3 = new S3Server()) {
      var scenarios = new DiskScenarios(s3, Path.of(args[1]));
      switch (args[0]) {
        case "full" -> scenarios.full();
        case "readOnly" -> scenarios.readOnly();
        case "forget" -> scenarios.forget();
        default -> throw new IllegalArgumentException(args[0]);
      }
    }
    System.out.println("passed: " + args[0]);
    System.exit(0);
  }

  private void write(Machine machine, String session, int from) throws IOException {
    for (int i = from; i < from + EVENTS; i++) {
      byte[] words = new byte[EVENT_BYTES];
      random.nextBytes(words);
      String text = HexFormat.of().formatHex(words);
      machine.append(SLUG, session, Lines.user(session + i, Lines.at(i), text));
    }
  }

  private static Shell.Run run(Machine machine, String... command) {
    return Shell.run(machine.env(), command);
  }

  private static JsonNode done(Machine machine, String... command) throws IOException {
    Shell.Run run = run(machine, command);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.json();
  }

  /** Runs a command with a little more room each time, until it is enough. */
  private String cramped(Machine machine, String... command) throws IOException {
    int refused = 0;
    for (long free = 0; free < ENOUGH_BYTES; free += free / 8 + 4096) {
      disk.leave(free);
      Shell.Run run = run(machine, command);
      disk.makeRoom();
      if (run.exitCode() == 0) {
        System.out.println(List.of(command) + ": refused " + refused + " times, then " + free);
        assertThat(refused).as("times that %s had too little room", List.of(command)).isPositive();
        return run.out();
      }
      refused++;
      assertThat(run.err())
          .as("%s with %d bytes free", List.of(command), free)
          .contains(
              "The disk is full", "Nothing is lost", "Free some space and run the command again")
          .doesNotContain("\tat ");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
    }
    throw new AssertionError("there was never enough room for " + List.of(command));
  }

  private void full() throws Exception {
    write(laptop, "one", 0);
    cramped(laptop, "ingest");
    String[] init = {"sync", "init", "--bucket", s3.url(), "--key-from-env", Machine.KEY};
    String key = cramped(laptop, init); // the line by which it is exported
    laptop.env().put(Machine.KEY, key.substring(key.indexOf('=') + 1).strip());
    cramped(laptop, "sync", "push");
    write(work, "two", EVENTS);
    cramped(work, "ingest");
    work.env().put(Machine.KEY, laptop.key());
    cramped(work, init);
    cramped(work, "sync", "pull");
    cramped(work, "report");
    cramped(work, "search", "nothing");
    cramped(work, "sync", "push");
    write(laptop, "one", 2 * EVENTS);
    done(laptop, "ingest", "--json");
    cramped(laptop, "sync", "now");
    cramped(work, "sync", "now");
    disk.leave(0);
    doctorFinds(work, "The disk is full");
    disk.makeRoom();
    bothHave(3 * EVENTS);
  }

  /** Advice to move the store away would lose what the agents have deleted. */
  private static void doctorFinds(Machine machine, String words) {
    Shell.Run run = run(machine, "doctor");
    assertThat(run.exitCode()).as(run.out()).isEqualTo(9);
    assertThat(run.out()).contains("PROBLEM", words).doesNotContain("Move store.db away");
  }

  private void readOnly() throws Exception {
    write(laptop, "one", 0);
    done(laptop, "ingest", "--json");
    laptop.init(s3.url());
    done(laptop, "sync", "now", "--json");
    work.env().put(Machine.KEY, laptop.key());
    work.init(s3.url());
    write(work, "two", EVENTS);
    write(laptop, "one", 2 * EVENTS);
    Map<String, Machine> commands =
        Map.of("ingest", laptop, "sync now", work, "projects", work, "search x", laptop);
    disk.readOnly(true);
    commands.forEach(
        (command, machine) -> {
          Shell.Run run = run(machine, command.split(" "));
          assertThat(run.err()).as(command).contains("lost", "is writable").doesNotContain("\tat ");
          assertThat(run.exitCode()).as(command).isEqualTo(1);
        });
    doctorFinds(laptop, "Cannot write in");
    disk.readOnly(false);
    for (Machine machine : List.of(laptop, work, laptop)) {
      done(machine, "ingest", "--json");
      done(machine, "sync", "now", "--json");
    }
    done(work, "sync", "now", "--json");
    bothHave(3 * EVENTS);
  }

  /** Deleting needs little room, and rewriting a file without what was deleted a copy of it. */
  private void forget() throws Exception {
    write(laptop, "one", 0);
    done(laptop, "ingest", "--json");
    laptop.init(s3.url());
    laptop.push();
    for (int i = 1; i <= 20; i++) {
      write(laptop, "two", i * EVENTS);
    }
    done(laptop, "ingest", "--json");
    laptop.push();
    var request = new ForgetRequest.OfSession("one", laptop.clock().instant());
    disk.leave(ROOM_TO_DELETE_BYTES);
    assertThat(laptop.sync().forget(request, Progress.NONE).notices())
        .singleElement()
        .asString()
        .contains("store.db (the disk has no room for a copy of it)", "Sync tries again");
    assertThat(done(laptop, "report", "--json").get("events").asInt()).isEqualTo(20 * EVENTS);
    disk.makeRoom();
    laptop.clock().advance(Duration.ofHours(6));
    assertThat(laptop.pull().notices()).isEmpty();
    byte[] store = Files.readAllBytes(laptop.home().store());
    assertThat(new String(store, StandardCharsets.ISO_8859_1))
        .contains("two" + EVENTS)
        .doesNotContain("one" + (EVENTS - 1));
    done(laptop, "sync", "verify", "--deep", "--json");
  }

  private void bothHave(int events) throws Exception {
    for (Machine machine : List.of(laptop, work)) {
      assertThat(done(machine, "report", "--json").get("events").asInt()).isEqualTo(events);
      assertThat(done(machine, "sync", "verify", "--deep", "--json").get("problems")).isEmpty();
      assertThat(machine.view(Catalog::conflicts)).isEmpty();
      try (Stream<Path> left = Files.walk(machine.home().folder())) {
        assertThat(left.filter(f -> f.toString().matches(".*(tmp|part|inbox/.+|outbox/.+)")))
            .as("left over")
            .isEmpty();
      }
    }
    assertThat(laptop.view(Catalog::fingerprint)).isEqualTo(work.view(Catalog::fingerprint));
  }
}
