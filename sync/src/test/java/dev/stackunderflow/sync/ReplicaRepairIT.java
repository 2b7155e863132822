package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A replica of another version of the program. */
class ReplicaRepairIT extends TwoMachines {

  private void writeVersion(int version, String sql) throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "of a"));
    a.ingest();
    a.push();
    b.append("-p", "two", Lines.user("u2", Lines.at(2), "of b"));
    b.ingest();
    b.push();
    try (Connection db = Sqlite.open(a.home().replica())) {
      Sqlite.execute(db, sql);
      Sqlite.execute(db, "PRAGMA user_version = " + version);
    }
  }

  @Test
  void replicaOfADevelopmentVersionIsSetAsideAndRebuilt() throws Exception {
    writeVersion(3, "DROP TABLE replacement");
    assertThatThrownBy(a::status)
        .isInstanceOf(SyncException.class)
        .hasMessageContaining("development version")
        .hasMessageContaining("stackunderflow sync now");

    PushResult pushed = a.push();

    assertThat(pushed.notices())
        .anyMatch(n -> n.contains("development version") && n.contains("Nothing is lost"));
    Path replica = a.home().replica();
    try (Stream<Path> files = Files.list(replica.getParent())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(name -> name.startsWith("replica.db.damaged-"));
    }
    a.pull();
    b.pull();
    for (var machine : List.of(a, b)) {
      long events = machine.view(c -> c.report(new DeviceFilter.All())).total().events();
      assertThat(events).isEqualTo(2);
    }
  }

  @Test
  void replicaOfANewerVersionIsNotChanged() throws Exception {
    writeVersion(2, "CREATE TABLE later (id INTEGER)");
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.class)
        .hasMessageContaining("newer version");
    assertThat(RoundTripIT.rows(a.home().replica(), "SELECT count(*) FROM own_segment"))
        .containsExactly(List.of("1"));
  }
}
