package dev.stackunderflow.app;

import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.TestClock;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Wherever a command is killed, nothing is lost or doubled, and the next one continues. */
class KilledAtWritesIT extends InterruptedCommandsFixture {

  @Override
  void interruptEverywhere(Machine machine, Again again, String... command) throws Exception {
    killedEverywhere(machine, again, command);
  }

  @Test
  void aReportThatIsKilledIsMadeByTheNext() throws Exception {
    laptop.ingest();
    laptop.push();
    work.pull();
    interruptEverywhere(work, _ -> {}, "report");
  }

  @Test
  void anInitThatIsKilledWhileJoiningGoesOn() throws Exception {
    Machine desk = new Machine(folder.resolve("desk"), Map.of(), new TestClock());
    desk.env().put(Machine.KEY, laptop.key());
    String[] init = {"sync", "init", "--bucket", bucketUrl, "--key-from-env", Machine.KEY};
    interruptEverywhere(
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
  void aSessionThatWasBeingCarriedIsCarriedByTheNext() throws Exception {
    work.ingest();
    work.push();
    laptop.pull();
    String to = Files.createDirectories(folder.resolve("laptop/src/app")).toString();
    String[] carry = {"sessions", "carry", "three", "--to", to, "--json"};
    interruptEverywhere(laptop, what -> done(laptop, what, carry), carry);
  }
}
