package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Store and logs are lost, and come back: no event counts twice. */
class LostAndFoundIT extends TwoMachines {

  private int lines;

  @BeforeEach
  void sixteenEvents() throws Exception {
    for (String session : new String[] {"one", "two"}) {
      write(session, 8);
    }
    a.ingest();
    a.push();
  }

  private void write(String session, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      a.append("-p", session, Lines.user("u" + lines, Lines.at(lines), "line " + lines));
      lines++;
    }
  }

  private void deleteStore() throws Exception {
    for (String suffix : new String[] {"", "-wal", "-shm"}) {
      Files.deleteIfExists(Path.of(a.home().store() + suffix));
    }
  }

  private Path aside(String session) throws Exception {
    Path log = a.log("-p", session);
    return Files.move(log, folder.resolve(session + ".aside"));
  }

  private void back(Path aside, String session) throws Exception {
    Files.move(aside, a.log("-p", session));
  }

  private void sync(Machine machine) throws Exception {
    machine.ingest();
    machine.push();
    machine.pull();
  }

  private void bothShowEachEventOnce() throws Exception {
    for (int i = 0; i < 2; i++) {
      sync(a);
      sync(b);
    }
    assertThat(WorldView.of(a)).hasSize(lines).isEqualTo(WorldView.of(b));
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void logsThatComeBackReplaceWhatWasRecovered() throws Exception {
    Path one = aside("one");
    Path two = aside("two");
    deleteStore();
    sync(a);
    assertThat(WorldView.of(a)).hasSize(lines);

    back(one, "one");
    back(two, "two");
    bothShowEachEventOnce();
    assertThat(RoundTripIT.rows(a.home().replica(), "SELECT 1 FROM event")).isEmpty();
  }

  @Test
  void logsThatComeBackOneByOneAreTakenOutAtEachPush() throws Exception {
    Path one = aside("one");
    Path two = aside("two");
    deleteStore();
    sync(a);
    back(one, "one");
    sync(a);
    assertThat(RoundTripIT.rows(a.home().replica(), "SELECT 1 FROM event")).hasSize(8);
    back(two, "two");
    write("two", 1);
    bothShowEachEventOnce();
  }

  @Test
  void storeFromABackupInBetweenIsNoticed() throws Exception {
    Path backup = folder.resolve("store.backup");
    Files.copy(a.home().store(), backup);
    write("one", 3);
    write("three", 4);
    sync(a);
    Path one = aside("one");
    Path three = aside("three");
    deleteStore();
    Files.copy(backup, a.home().store());
    sync(a);
    assertThat(WorldView.of(a)).as("recovered at once").hasSize(lines);

    write("four", 5);
    sync(a);
    back(three, "three");
    back(one, "one");
    bothShowEachEventOnce();
  }

  @Test
  void backupThatGrewPastTheMarkBeforeTheNextPushLosesNothing() throws Exception {
    Path backup = folder.resolve("store.backup");
    Files.copy(a.home().store(), backup);
    write("three", 4);
    sync(a);
    Path three = aside("three");
    deleteStore();
    Files.copy(backup, a.home().store());
    write("four", 9);
    bothShowEachEventOnce();
    back(three, "three");
    bothShowEachEventOnce();
  }
}
