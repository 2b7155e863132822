package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A disk gives back an older state than the one that it had confirmed, by several pushes: nothing
 * in the home can prove that no copy of it is in use, so that the device takes a new id.
 */
class LostRecordsIT extends TwoMachines {

  private int lines;

  private void write(Machine machine, String text) throws Exception {
    machine.append("-p", "s", Lines.user("u" + lines, Lines.at(lines), text));
    lines++;
    machine.ingest();
  }

  private void pushes(Machine machine, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      write(machine, "line " + lines);
      machine.push();
    }
  }

  private void requireEachEventOnce(Machine machine) throws Exception {
    List<String> shown = WorldView.of(machine).stream().map(e -> e.split(" ")[0]).toList();
    assertThat(shown).hasSize(lines).doesNotHaveDuplicates();
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void deviceWithAnOlderReplicaTakesANewIdAndNothingIsLost() throws Exception {
    pushes(a, 1);
    String device = a.device().deviceId();
    byte[] old = Files.readAllBytes(a.home().replica());
    pushes(a, 3);
    Files.write(a.home().replica(), old);

    write(a, "more");
    PushResult pushed = a.push();

    assertThat(a.device().deviceId()).isNotEqualTo(device);
    assertThat(pushed.notices()).hasSize(1);
    assertThat(pushed.notices().getFirst())
        .contains(device, "its disk lost what sync had recorded", "Nothing is lost")
        .contains("Keep the old device in the vault");
    b.pull();
    a.pull();
    requireEachEventOnce(a);
    requireEachEventOnce(b);
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
  }

  /** A restored machine: what it pushed since, and wrote differently afterwards, is both kept. */
  @Test
  void homeThatWasSetBackKeepsWhatItHadPushedAndWhatItWritesInstead() throws Exception {
    pushes(a, 1);
    Path copy = a.folder().resolveSibling("snapshot");
    copy(a.folder(), copy);
    pushes(a, 2); // lines that only the bucket still has
    delete(a.folder());
    copy(copy, a.folder());
    write(a, "instead"); // at the place of a line that was pushed

    a.push();
    b.pull();
    a.pull();

    requireEachEventOnce(a);
    requireEachEventOnce(b);
    assertThat(a.view(Catalog::fingerprint)).isEqualTo(b.view(Catalog::fingerprint));
  }

  @Test
  void writeOnlyDeviceSaysThatItsDiskMayHaveLostRecords() throws Exception {
    Machine ci = machine("ci");
    ci.sync().join(a.sync().invite("ci"));
    pushes(ci, 1);
    byte[] old = Files.readAllBytes(ci.home().replica());
    pushes(ci, 3);
    Files.write(ci.home().replica(), old);
    write(ci, "more");

    assertThatThrownBy(ci::push)
        .isInstanceOf(SyncException.Tampered.class)
        .hasMessageContaining("its disk lost what sync had recorded")
        .hasMessageContaining("join with a new invite");
  }
}
