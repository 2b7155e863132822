package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.sync.key.VaultKey;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are interrupted, and what the user does next; how they are interrupted is open. */
abstract class InterruptedCommandsFixture extends StraceFixture {

  static final String OTHER_BUCKET = "another";

  /**
   * Interrupts a command wherever that can be, and each time lets the user go on.
   *
   * @param again what the user does about it, before every machine ingests and syncs
   */
  abstract void interruptEverywhere(Machine machine, Again again, String... command)
      throws Exception;

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "sync push", "sync pull"})
  void nothingIsLostOrDoubled(String command) throws Exception {
    Machine machine = command.equals("sync pull") ? work : laptop;
    if (!command.equals("ingest")) {
      laptop.ingest();
    }
    if (machine == work) {
      laptop.push();
    }
    interruptEverywhere(machine, _ -> {}, command.split(" "));
  }

  @Test
  void aPruneIsDoneByTheNext() throws Exception {
    laptop.compactEvery(2);
    for (int i = 0; i < 4; i++) {
      laptop.append(SLUG, "one", Lines.user("later" + i, Lines.at(EVENTS + i), "more " + i));
      laptop.ingest();
      laptop.push();
    }
    work.pull();
    work.ingest();
    work.push();
    laptop.pull();
    events += 4;
    Path segments = folder.resolve("bucket/stackunderflow-sync/v1/segments");
    long before = count(segments);
    String[] prune = {"sync", "prune", "--keep-days", "0", "--json"};
    interruptEverywhere(
        laptop,
        what -> {
          done(laptop, what, prune);
          assertThat(count(segments)).as(what).isLessThan(before);
        },
        prune);
  }

  @Test
  void aRotationContinues() throws Exception {
    laptop.ingest();
    laptop.push();
    String before = work.key();
    String next = VaultKey.generate().secret();
    laptop.env().put(NEW_KEY, next);
    String[] rotate = {"sync", "key", "rotate", "--key-from-env", NEW_KEY, "--json"};
    interruptEverywhere(
        laptop,
        what -> {
          work.env().put(Machine.KEY, before);
          work.ingest();
          Shell.run(work.env(), "sync", "now"); // is told of the new key, if it is so far
          done(laptop, what, rotate);
          work.env().put(Machine.KEY, next);
        },
        rotate);
  }

  @Test
  void anInitThatMakesAVaultContinues() throws Exception {
    Machine desk = new Machine(folder.resolve("desk"), Map.of(), new TestClock());
    write(desk, "four");
    String url = Files.createDirectories(folder.resolve(OTHER_BUCKET)).toUri().toString();
    String key = folder.resolve("desk/key.txt").toString();
    String[] init = {"sync", "init", "--bucket", url, "--key-file", key, "--json"};
    interruptEverywhere(
        desk,
        what -> {
          done(desk, what, init);
          done(desk, what, "ingest", "--json");
          JsonNode pushed = done(desk, what, "sync", "push", "--json");
          assertThat(pushed.get("events").asInt()).as(what).isEqualTo(EVENTS);
          JsonNode verified = done(desk, what, "sync", "verify", "--deep", "--json");
          assertThat(verified.get("problems")).as(what).isEmpty();
        },
        init);
  }

  @Test
  void aSessionThatWasBeingForgottenCanBeForgottenAgain() throws Exception {
    laptop.ingest();
    laptop.push();
    events -= EVENTS;
    deleted = "two";
    String[] forget = {"sync", "forget", "--session", "two", "--yes", "--json"};
    // Where it is gone already there is no such session.
    interruptEverywhere(laptop, _ -> Shell.run(laptop.env(), forget), forget);
  }
}
