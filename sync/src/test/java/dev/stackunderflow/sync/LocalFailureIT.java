package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures on this machine: locks, clocks, and damaged files. */
class LocalFailureIT extends TwoMachinesToPush {

  @Test
  void pushWaitsForAnotherWriterOfTheStore() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "x"));
    a.ingest();
    try (var db = Sqlite.openAsIs(a.home().store());
        var thread = Executors.newSingleThreadExecutor()) {
      Sqlite.execute(db, "BEGIN IMMEDIATE");
      var push = thread.submit(a::push);
      assertThatThrownBy(() -> push.get(700, TimeUnit.MILLISECONDS))
          .as("the push wants to note what it did")
          .isInstanceOf(TimeoutException.class);
      Sqlite.execute(db, "COMMIT");
      assertThat(push.get().events()).isEqualTo(1);
    }
    assertThat(b.pull().events()).isEqualTo(1);
  }

  @Test
  void clockSetBackAYearStillOrdersWrites() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "first"));
    a.ingest();
    a.push();
    b.pull();
    clock.advance(Duration.ofDays(-365));
    a.rewrite("-p", "one", Lines.user("u2", Lines.at(1), "second"));
    a.ingest();
    assertThat(a.push().events()).as("the new line, and the superseded one").isEqualTo(2);
    assertThat(b.pull().quarantined()).isEmpty();
    assertThat(RoundTripIT.rows(b.home().replica(), "SELECT content_text FROM event"))
        .containsExactlyInAnyOrder(List.of("first"), List.of("second"));
    b.append("-p", "one", Lines.user("u3", Lines.at(1), "third, on the other machine"));
    b.ingest();
    b.push();
    a.pull();
    byte[] ofA = a.view(Catalog::fingerprint);
    byte[] ofB = b.view(Catalog::fingerprint);
    assertThat(ofA).isEqualTo(ofB);
    assertThat(a.view(c -> c.show("one", new DeviceFilter.All())).getFirst().events())
        .filteredOn(e -> !e.superseded())
        .extracting(e -> e.contentText())
        .as("the later write wins, whatever the clocks say")
        .containsExactly("third, on the other machine");
  }

  /**
   * Without its first page it does not open; where only the events are broken, using it shows that.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sqlite_schema", "event"})
  void damagedReplicaIsRebuiltFromTheBucket(String table) throws Exception {
    somethingToPush(a);
    a.push();
    b.append("-q", "of-b", Lines.user("b1", Lines.at(1), "of b"));
    b.ingest();
    b.push();
    b.pull();
    a.pull();
    String before = b.status().deviceId();
    damage(b.home().replica(), table);
    a.append("-p", "later", Lines.user("a9", Lines.at(9), "of a, later"));
    a.ingest();
    a.push();
    if (table.equals("sqlite_schema")) {
      assertThatThrownBy(() -> b.sync().verify(false, Progress.NONE))
          .as("what can't say so mends nothing")
          .isInstanceOf(SyncException.class);
    }
    PullResult pulled = b.pull();
    assertThat(pulled.notices().getFirst()).contains("was damaged", "Nothing is lost");
    assertThat(pulled.events()).as("of a").isPositive();
    b.push();
    b.pull();
    a.pull();
    assertThat(b.status().deviceId()).isNotEqualTo(before);
    assertThat(b.status().pendingEvents()).isZero();
    for (Machine machine : List.of(a, b)) {
      assertThat(machine.view(c -> c.show("of-b", new DeviceFilter.All())).getFirst().events())
          .as("once")
          .hasSize(1);
    }
    a.push();
    b.pull();
    byte[] ofA = a.view(Catalog::fingerprint);
    byte[] ofB = b.view(Catalog::fingerprint);
    assertThat(ofA).isEqualTo(ofB);
    assertThat(b.push().requests()).isZero();
    assertThat(b.pull().notices()).isEmpty();
    try (var files = Files.list(b.home().syncFolder())) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .anyMatch(name -> name.startsWith("replica.db.damaged-"));
    }
  }

  /** Breaks the first page of a table. */
  private static void damage(Path database, String table) throws Exception {
    int page =
        table.equals("sqlite_schema")
            ? 1
            : Integer.parseInt(
                RoundTripIT.rows(
                        database, "SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")
                    .getFirst()
                    .getFirst());
    byte[] bytes = Files.readAllBytes(database);
    int pageBytes = ByteBuffer.wrap(bytes).getShort(16) & 0xffff; // SQLite's file format, 1.3.2
    Arrays.fill(bytes, (page - 1) * pageBytes, page * pageBytes, (byte) 0x5a);
    Files.write(database, bytes);
  }

  @Test
  void secondConcurrentSyncIsRefused() throws Exception {
    try (var _ = dev.stackunderflow.sync.state.SyncLock.take(a.home())) {
      assertThatThrownBy(a::push)
          .isInstanceOf(SyncException.Busy.class)
          .hasMessageContaining("Another sync of this store is running");
    }
    a.push();
  }

  @Test
  void pushWithoutInitIsRefused() {
    Machine c = machine("third");
    assertThatThrownBy(c::push)
        .isInstanceOf(SyncException.NotConfigured.class)
        .hasMessageContaining("sync init");
    assertThatThrownBy(c::pull).isInstanceOf(SyncException.NotConfigured.class);
    assertThat(Files.exists(c.home().folder())).isFalse();
  }
}
