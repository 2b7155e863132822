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

/** Wherever a command is killed, nothing is lost or doubled, and the next one continues. */
class KilledAtWritesIT extends StraceFixture {

  @ParameterizedTest
  @ValueSource(strings = {"ingest", "sync push", "sync pull", "report"})
  void whereverItIsKilledNothingIsLostOrDoubled(String command) throws Exception {
    Machine machine = command.equals("ingest") || command.equals("sync push") ? laptop : work;
    if (!command.equals("ingest")) {
      laptop.ingest();
    }
    if (machine == work) {
      laptop.push();
    }
    if (command.equals("report")) {
      work.pull();
    }
    killedEverywhere(machine, _ -> {}, command.split(" "));
  }

  @Test
  void aPruneThatIsKilledIsDoneByTheNext() throws Exception {
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
    killedEverywhere(
        laptop,
        what -> {
          done(laptop, what, prune);
          assertThat(count(segments)).as(what).isLessThan(before);
        },
        prune);
  }

  @Test
  void aRotationThatIsKilledGoesOn() throws Exception {
    laptop.ingest();
    laptop.push();
    String before = work.key();
    String next = VaultKey.generate().secret();
    laptop.env().put(NEW_KEY, next);
    String[] rotate = {"sync", "key", "rotate", "--key-from-env", NEW_KEY, "--json"};
    killedEverywhere(
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
  void anInitThatIsKilledWhileJoiningGoesOn() throws Exception {
    Machine desk = new Machine(folder.resolve("desk"), Map.of(), new TestClock());
    desk.env().put(Machine.KEY, laptop.key());
    String[] init = {"sync", "init", "--bucket", bucketUrl, "--key-from-env", Machine.KEY};
    killedEverywhere(
        desk,
        what -> {
          done(
              desk,
              what,
              "sync",
              "init",
              "--bucket",
              bucketUrl,
              "--key-from-env",
              Machine.KEY,
              "--json");
          done(desk, what, "sync", "now", "--json");
        },
        init);
  }

  @Test
  void anInitThatIsKilledWhileMakingAVaultGoesOn() throws Exception {
    Machine desk = new Machine(folder.resolve("desk"), Map.of(), new TestClock());
    write(desk, "four");
    String url = Files.createDirectories(folder.resolve("another")).toUri().toString();
    String key = folder.resolve("desk/key.txt").toString();
    String[] init = {"sync", "init", "--bucket", url, "--key-file", key, "--json"};
    killedEverywhere(
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
    String[] forget = {"sync", "forget", "--session", "two", "--yes", "--json"};
    // Where it is gone already there is no such session.
    killedEverywhere(laptop, _ -> Shell.run(laptop.env(), forget), forget);
  }

  @Test
  void aSessionThatWasBeingCarriedIsCarriedByTheNext() throws Exception {
    work.ingest();
    work.push();
    laptop.pull();
    String to = Files.createDirectories(folder.resolve("laptop/src/app")).toString();
    String[] carry = {"sessions", "carry", "three", "--to", to, "--json"};
    killedEverywhere(laptop, what -> done(laptop, what, carry), carry);
  }
}
