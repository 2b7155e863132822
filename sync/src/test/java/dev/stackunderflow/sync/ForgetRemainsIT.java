package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.Progress;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Deleting is retried until no file holds anything of a deleted event, and costs little meanwhile.
 */
class ForgetRemainsIT extends TwoMachinesWithSecrets {

  private static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private static final String LEFT = "can still be in ";

  /** Changes with each VACUUM. */
  private static long rewrites(Path database) throws Exception {
    try (Connection db = Sqlite.openAsIs(database)) {
      return Sqlite.number(db, "PRAGMA schema_version");
    }
  }

  private static long number(Machine machine, String sql) throws Exception {
    try (Connection db = Sqlite.openAsIs(machine.home().replica())) {
      return Sqlite.number(db, sql);
    }
  }

  private static boolean isDue(Machine machine) throws Exception {
    return number(machine, "SELECT count(*) FROM decision WHERE obeyed = 0") > 0;
  }

  private static List<String> filesWithTheSecret(Machine machine) throws Exception {
    return files(machine).entrySet().stream()
        .filter(f -> new String(f.getValue(), StandardCharsets.ISO_8859_1).contains(SECRET))
        .map(f -> f.getKey())
        .toList();
  }

  /** Another process reads a database, and sees it as it is now. */
  private static Connection reader(Path database) throws Exception {
    Connection db = Sqlite.openAsIs(database);
    Sqlite.execute(db, "BEGIN");
    Sqlite.number(db, "SELECT count(*) FROM sqlite_schema");
    return db;
  }

  private static List<String> forget(Machine machine) throws Exception {
    return machine.sync().forget(session("one"), Progress.NONE).notices();
  }

  @Test
  void journalThatAnotherProcessUsesIsEmptiedLaterWithoutAnotherRewrite() throws Exception {
    begin();
    long rewrites;
    try (Connection _ = reader(a.home().store())) {
      assertThat(forget(a)).singleElement().asString().contains(LEFT, "store.db (another process");
      assertThat(filesWithTheSecret(a)).isNotEmpty().allMatch(name -> name.startsWith("store.db"));
      rewrites = rewrites(a.home().store());
      clock.advance(LONGEST_WAIT);
      assertThat(a.pull().notices()).singleElement().asString().contains(LEFT, "store.db");
      assertThat(isDue(a)).isTrue();
    }
    clock.advance(LONGEST_WAIT);
    assertThat(a.pull().notices()).isEmpty();
    assertThat(isDue(a)).isFalse();
    assertThat(rewrites(a.home().store())).isEqualTo(rewrites);
    isNowhere(a);
  }

  @Test
  void busyCatalogIsClearedLaterAndNothingElseIsDoneAgain() throws Exception {
    begin();
    isNowhereBut(a); // fills the catalog
    long store;
    long replica;
    try (Connection catalog = Sqlite.openAsIs(a.home().catalog())) {
      Sqlite.execute(catalog, "BEGIN IMMEDIATE");
      assertThat(forget(a))
          .singleElement()
          .asString()
          .contains(LEFT, "catalog.db (another process");
      store = rewrites(a.home().store());
      replica = rewrites(a.home().replica());
      assertThat(a.pull().notices()).isEmpty(); // nothing is tried yet
      clock.advance(Duration.ofMinutes(2));
      assertThat(a.pull().notices()).hasSize(1);
      for (int i = 1; i < 60; i++) { // it waits for longer each time
        clock.advance(Duration.ofSeconds(2));
        assertThat(a.pull().notices()).isEmpty();
      }
      Sqlite.execute(catalog, "ROLLBACK");
    }
    clock.advance(LONGEST_WAIT);
    assertThat(a.pull().notices()).isEmpty();
    assertThat(rewrites(a.home().store())).isEqualTo(store);
    assertThat(rewrites(a.home().replica())).isEqualTo(replica);
    isNowhere(a);
  }

  @Test
  void catalogWithAReaderIsNotTakenForClear() throws Exception {
    begin();
    isNowhereBut(a);
    try (Connection _ = reader(a.home().catalog())) {
      assertThat(forget(a)).singleElement().asString().contains("catalog.db");
      assertThat(isDue(a)).isTrue();
    }
    clock.advance(LONGEST_WAIT);
    a.pull();
    assertThat(isDue(a)).isFalse();
    isNowhere(a);
  }

  private static void isNowhereBut(Machine machine) throws Exception {
    assertThat(texts(machine, "one")).isNotEmpty();
  }

  @Test
  void aProcessThatEndsBetweenTheStepsLeavesNothing() throws Exception {
    begin();
    forget(a);
    for (String done : List.of("'STORE'", "'STORE', 'REPLICA'", "'STORE', 'REPLICA', 'CATALOG'")) {
      try (Connection db = Sqlite.openAsIs(a.home().replica())) {
        Sqlite.execute(db, "UPDATE decision SET obeyed = 0");
        for (String place : List.of("STORE", "REPLICA", "SET_ASIDE", "CATALOG")) {
          Sqlite.execute(
              db, "INSERT INTO decision_remains (place, rewritten) VALUES ('" + place + "', 1)");
        }
        Sqlite.execute(db, "DELETE FROM decision_remains WHERE place IN (" + done + ")");
      }
      assertThat(a.pull().notices()).isEmpty();
      assertThat(isDue(a)).isFalse();
      assertThat(number(a, "SELECT count(*) FROM decision_remains")).isZero();
    }
  }

  @Test
  void deletionThatAnEarlierVersionBeganIsFinished() throws Exception {
    begin();
    forget(a);
    long rewrites = rewrites(a.home().store());
    try (Connection db = Sqlite.openAsIs(a.home().replica())) {
      Sqlite.execute(db, "DROP TABLE decision_remains");
      Sqlite.execute(db, "UPDATE decision SET obeyed = 0");
    }
    a.pull();
    assertThat(isDue(a)).isFalse();
    assertThat(rewrites(a.home().store())).isGreaterThan(rewrites);
  }

  private Path backUp() throws Exception {
    Path backup = folder.resolve("backup.db");
    try (Connection db = Sqlite.openAsIs(a.home().store())) {
      Sqlite.execute(db, "VACUUM INTO '" + backup + "'");
    }
    return backup;
  }

  private void putBack(Path backup) throws Exception {
    Files.deleteIfExists(Path.of(a.home().store() + "-wal"));
    Files.deleteIfExists(Path.of(a.home().store() + "-shm"));
    Files.copy(backup, a.home().store(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void storePutBackFromABackupLosesTheDeletedEventsAgain() throws Exception {
    begin();
    Path backup = backUp();
    write(a, "-p", "two", 5, "kept");
    write(a, "-p", "two", 6, "kept");
    a.push();
    forget(a);
    putBack(backup);
    Files.delete(a.log("-p", "one"));

    assertThat(a.push().notices()).isEmpty();

    isNowhere(a);
    a.ingest();
    a.push();
    assertThat(isDue(a)).isFalse();
    b.pull();
    assertThat(texts(b, "two")).containsExactly("kept2", "kept5", "kept6");
    everybodySeesTheSame(a, b);
  }

  @Test
  void rowThatTellsStoresApartMayBeOneThatIsDeleted() throws Exception {
    begin();
    Path backup = backUp();
    byte[] log = Files.readAllBytes(a.log("-p", "two"));
    for (int i = 4; i <= 6; i++) {
      write(a, "-p", "two", 10 + i, "kept");
    }
    a.push(); // scanned to row 6
    putBack(backup);
    Files.write(a.log("-p", "two"), log);
    write(a, "-p", "new", 20, "kept");
    write(a, "-p", "new", 21, "kept");
    write(a, "-p", "one", 22, SECRET); // another row 6
    write(a, "-p", "new", 23, "kept");

    forget(a);
    b.pull();

    assertThat(texts(b, "new")).containsExactly("kept20", "kept21", "kept23");
    assertThat(texts(b, "two")).containsExactly("kept2", "kept14", "kept15", "kept16");
    everybodySeesTheSame(a, b);
  }
}
