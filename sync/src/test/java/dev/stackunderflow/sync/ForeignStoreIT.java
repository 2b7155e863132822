package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.StoreException;
import dev.stackunderflow.sync.api.ForgetRequest;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PythonStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store of the Python tool syncs like ours, and nothing in it changes but sync_state. */
class ForeignStoreIT extends TwoMachines {

  private static final String TABLES =
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sync_state' ORDER BY 1";

  private Machine python;
  private Path store;

  @BeforeEach
  void aPythonStore() throws Exception {
    python = machine("python");
    store = python.home().store();
    PythonStore.create(store);
  }

  private List<List<String>> everything() throws Exception {
    List<List<String>> all =
        new ArrayList<>(
            RoundTripIT.rows(
                store,
                "SELECT type, name, sql FROM sqlite_schema WHERE name <> 'sync_state'"
                    + " ORDER BY 1, 2"));
    for (List<String> table : RoundTripIT.rows(store, TABLES)) {
      all.addAll(RoundTripIT.rows(store, "SELECT * FROM " + table.getFirst() + " ORDER BY 1"));
    }
    all.addAll(RoundTripIT.rows(store, "PRAGMA user_version"));
    all.addAll(RoundTripIT.rows(store, "PRAGMA application_id"));
    return all;
  }

  private void joinVault() throws SyncException {
    python.env().put(Machine.KEY, a.key());
    python.init(s3.url());
  }

  @Test
  void onlySyncStateChangesInAForeignStore() throws Exception {
    List<List<String>> before = everything();
    a.append("-home-me-src-app", "mine", Lines.user("u1", Lines.at(1), "of a"));
    a.ingest();
    a.push();
    joinVault();

    PushResult pushed = python.push();
    PullResult pulled = python.pull();
    b.pull();

    assertThat(pushed.events()).isEqualTo(5);
    assertThat(pulled.events()).isEqualTo(1);
    assertThat(everything()).isEqualTo(before);
    assertThat(
            RoundTripIT.rows(store, "SELECT last_sync_event_id, remote_event_id FROM sync_state"))
        .containsExactly(List.of("5", "1"));
    assertThat(
            RoundTripIT.rows(
                b.home().replica(),
                "SELECT content_text, seq, ord FROM event e JOIN session s ON s.id = e.session"
                    + " WHERE s.session_id IN ('long', 'short') ORDER BY origin_id"))
        .containsExactly(
            List.of("october one", "0", "0"),
            List.of("october two", "100", "0"),
            List.of("november one", "100", "1"),
            List.of("november two", "200", "0"),
            List.of("no time", "0", "0"));
    for (Machine machine : List.of(python, b)) {
      long events = machine.view(c -> c.report(new DeviceFilter.All())).total().events();
      assertThat(events).isEqualTo(6);
    }
  }

  @Test
  void onlyNewEventsAreSent() throws Exception {
    joinVault();
    python.push();
    assertThat(python.push().requests()).isZero();
    PythonStore.add(store, 6, 300, "one more");

    assertThat(python.status().pendingEvents()).isEqualTo(1);
    assertThat(python.push().events()).isEqualTo(1);
    assertThat(python.push().requests()).isZero();
    assertThat(python.status().pendingEvents()).isZero();
  }

  @Test
  void deletedEventsAreLeftOutAndTheStoreIsUnchanged() throws Exception {
    joinVault();
    python.push();
    b.pull();
    List<List<String>> before = everything();
    var october =
        new ForgetRequest.OfProject("-home-me-src-app", Instant.parse("2026-11-01T00:00:00Z"));
    b.sync().forget(october, Progress.NONE);
    python.pull();
    PushResult pushed = python.push();
    assertThat(everything()).isEqualTo(before);
    assertThat(pushed.events()).isZero();
    assertThat(python.status().pendingEvents()).isZero();
    assertThat(python.push().requests()).isZero();
    b.pull();
    Machine late = joined("late");
    assertThat(late.pull().events()).isEqualTo(2);
    for (Machine machine : List.of(python, b, late)) {
      assertThat(machine.view(c -> c.show("long", new DeviceFilter.All())).getFirst().events())
          .extracting(e -> e.contentText())
          .containsExactly("november one", "november two");
      int left = machine.view(c -> c.show("short", new DeviceFilter.All()).size());
      assertThat(left).isZero();
    }
    PythonStore.add(store, 6, 300, "one more");
    assertThat(python.status().pendingEvents()).isEqualTo(1);
    assertThat(python.push().events()).isEqualTo(1);
    b.pull();
    byte[] ofB = b.view(Catalog::fingerprint);
    byte[] ofPython = python.view(Catalog::fingerprint);
    assertThat(ofB).isEqualTo(ofPython);
  }

  @Test
  void storeRebuiltWithOtherIdsSendsNothing() throws Exception {
    joinVault();
    python.push();
    RoundTripIT.rows(store, "SELECT 1");
    try (var db = Sqlite.openAsIs(store)) {
      for (String month : List.of("messages_202610", "messages_202611", "messages_unknown")) {
        Sqlite.execute(db, "UPDATE " + month + " SET id = id + 1000");
      }
    }

    assertThat(python.push().events()).isZero();
    assertThat(b.pull().events()).isEqualTo(5);
  }

  @Test
  void ingestRefusesAForeignStore() throws Exception {
    List<List<String>> before = everything();
    assertThatThrownBy(python::ingest)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("StackUnderflow in Python")
        .hasMessageContaining("Nothing was changed");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void storeOfANewerProgramIsNotChanged() throws Exception {
    a.ingest();
    try (var db = Sqlite.openAsIs(a.home().store())) {
      Sqlite.execute(db, "PRAGMA user_version = 99");
    }
    assertThatThrownBy(a::ingest)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("Nothing was changed");
    assertThatThrownBy(a::push)
        .isInstanceOf(SyncException.Unexpected.class)
        .hasMessageContaining("newer version");
  }

  @Test
  void databaseThatIsNotAStoreIsNotChanged() throws Exception {
    Machine c = machine("c");
    try (var db = Sqlite.open(c.home().store())) {
      Sqlite.execute(db, "CREATE TABLE recipes (id INTEGER)");
    }
    assertThatThrownBy(c::ingest)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("not a store of sessions");
    assertThat(Files.exists(c.home().syncFolder())).isFalse();
  }
}
