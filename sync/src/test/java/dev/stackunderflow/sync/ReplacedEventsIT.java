package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import dev.stackunderflow.sync.testing.PythonStore;
import dev.stackunderflow.sync.testing.PythonVersions;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event in whose place another one was put stays, as a superseded one, on every device. */
class ReplacedEventsIT extends TwoMachines {

  private static List<String> texts(Machine machine, String session, boolean superseded)
      throws Exception {
    return machine.view(
        c ->
            c.show(session, new DeviceFilter.All()).stream()
                .flatMap(t -> t.events().stream())
                .filter(e -> e.superseded() == superseded)
                .map(EventView::contentText)
                .sorted()
                .toList());
  }

  private static void sameOn(Machine one, Machine other) throws Exception {
    byte[] fingerprint = one.view(c -> c.fingerprint());
    byte[] others = other.view(c -> c.fingerprint());
    assertThat(others).isEqualTo(fingerprint);
  }

  @Test
  void aLogThatIsRewrittenWhileItsStoreIsLostLosesNothing() throws Exception {
    a.append(
        "-p",
        "one",
        Lines.user("u1", Lines.at(1), "kept line"),
        Lines.user("u2", Lines.at(2), "old words"),
        Lines.user("u3", Lines.at(3), "old tail!"));
    a.ingest();
    a.push();
    b.pull();
    Files.delete(a.home().store());
    a.rewrite(
        "-p",
        "one",
        Lines.user("u1", Lines.at(1), "kept line"),
        Lines.user("v2", Lines.at(4), "new words"),
        Lines.user("v3", Lines.at(5), "new tail!"));
    a.ingest();
    a.push();
    b.pull();

    for (Machine machine : List.of(a, b)) {
      assertThat(texts(machine, "one", false))
          .containsExactly("kept line", "new tail!", "new words");
      assertThat(texts(machine, "one", true)).containsExactly("old tail!", "old words");
    }
    sameOn(a, b);
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void aStoreThatIsMadeAgainFromTheSameLogsSupersedesNothing() throws Exception {
    a.append(
        "-p",
        "one",
        Lines.user("u1", Lines.at(1), "one"),
        Lines.assistant("u2", Lines.at(2), "two", 5));
    a.ingest();
    a.push();
    try (Connection db = Sqlite.openAsIs(a.home().store())) {
      // As another version of the reader would have it.
      Sqlite.execute(db, "UPDATE messages SET model = 'another', id = id + 100");
      Sqlite.execute(db, "UPDATE store_identity SET store_id = 'made-again'");
    }
    a.push();
    b.pull();
    assertThat(texts(b, "one", false)).containsExactly("one", "two");
    assertThat(texts(b, "one", true)).isEmpty();
    sameOn(a, b);
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void rowsThatAnotherProgramReplacesAreKeptInTheVault() throws Exception {
    Machine python = machine("python");
    PythonVersions.create(python.home().store(), 1);
    python.env().put(Machine.KEY, a.key());
    python.init(s3.url());
    python.push();
    b.pull();
    try (Connection db = Sqlite.openAsIs(python.home().store())) {
      // The tool reads a rewritten log again: other events at the same places, and one fewer.
      Sqlite.execute(db, "DELETE FROM messages WHERE id > 2");
      Sqlite.execute(
          db,
          "INSERT INTO messages (id, session_fk, seq, timestamp, role, content_text, raw_json,"
              + " uuid) VALUES (9, 1, 2000, '2026-11-20T10:00:00.000Z', 'user', 'rewritten',"
              + " '{}', 'w1')");
    }
    python.push();
    b.pull();

    assertThat(texts(b, "one", false)).contains("hello 0", "hello 1", "rewritten");
    assertThat(texts(b, "one", true)).contains("hello 2");
    int all = texts(b, "one", false).size() + texts(b, "one", true).size();
    assertThat(all).as("the replaced one, and the one that is gone").isEqualTo(5);
    sameOn(python, b);
    assertThat(python.push().requests()).isZero();
  }

  @Test
  void placesThatTwoMonthsOfAnotherProgramsStoreShareAreKeptApart() throws Exception {
    Machine python = machine("python");
    PythonStore.create(python.home().store());
    python.env().put(Machine.KEY, a.key());
    python.init(s3.url());
    python.push();
    b.pull();
    try (Connection db = Sqlite.openAsIs(python.home().store())) {
      Sqlite.execute(
          db, "UPDATE messages_202610 SET id = 9, content_text = 'rewritten' WHERE id = 1");
    }
    python.push();
    b.pull();
    assertThat(texts(b, "long", false))
        .containsExactly("november one", "november two", "october two", "rewritten");
    assertThat(texts(b, "long", true)).containsExactly("october one");
    sameOn(python, b);

    try (Connection db = Sqlite.openAsIs(python.home().store())) {
      // One of the two at the same place.
      Sqlite.execute(db, "UPDATE messages_202610 SET id = 10, content_text = 'again' WHERE id = 2");
    }
    python.push();
    b.pull();
    assertThat(texts(b, "long", false))
        .containsExactly("again", "november one", "november two", "rewritten");
    assertThat(texts(b, "long", true)).containsExactly("october one", "october two");
    sameOn(python, b);
    assertThat(python.push().requests()).isZero();
  }
}
