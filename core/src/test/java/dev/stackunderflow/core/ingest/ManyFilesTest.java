package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files are read ahead, and many are imported in one transaction. */
class ManyFilesTest extends IngestFixture {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC);

  @Test
  void onlyWhatChangedIsReadWhereverItStandsAmongManyFiles() throws Exception {
    for (int i = 0; i < 40; i++) {
      claude("-p/s%02d.jsonl".formatted(i), user(1, "first of " + i) + "\n");
    }
    assertThat(ingest().eventsAdded()).isEqualTo(40);
    claude("-p/s07.jsonl", user(2, "second of 7") + "\n");
    claude("-p/s39.jsonl", user(2, "second of 39") + "\n");
    claude("-p/s05a.jsonl", user(1, "a new one") + "\n");
    IngestReport second = ingest();
    assertThat(second.filesRead()).isEqualTo(3);
    assertThat(second.eventsAdded()).isEqualTo(3);
    assertThat(rows("SELECT count(*) FROM messages")).containsExactly("43");
  }

  @Test
  void moreLinesThanAreHeldInMemoryKeepTheirOrder() throws Exception {
    String text = "x".repeat(40_000);
    for (int file = 0; file < 3; file++) {
      for (int i = 1; i <= 59; i++) {
        claude("-p/long%d.jsonl".formatted(file), user(i, text) + "\n");
      }
    }
    claude("-p/longer.jsonl", user(1, "y".repeat(3_000_000)) + "\n", user(2, "end") + "\n");
    assertThat(ingest().eventsAdded()).isEqualTo(3 * 59 + 2);
    assertThat(
            rows(
                """
                SELECT count(*) FROM messages m JOIN messages n
                  ON n.session_fk = m.session_fk AND n.seq > m.seq AND n.timestamp <= m.timestamp
                """))
        .containsExactly("0");
  }

  @Test
  void anImportThatFailsIsRolledBackAloneAndTheOthersAreCommitted() throws Exception {
    try (Store store = Store.open(Home.of(env).store());
        var batch = new ImportBatch(store, CLOCK)) {
      batch.run(1, () -> project(store, "one"));
      assertThatThrownBy(
              () ->
                  batch.run(
                      1,
                      () -> {
                        project(store, "two");
                        throw new IOException("the file is gone");
                      }))
          .hasMessage("the file is gone");
      batch.run(1, () -> project(store, "three"));
      batch.commit();
    }
    assertThat(rows("SELECT slug FROM projects ORDER BY id")).containsExactly("one", "three");
  }

  @Test
  void theTransactionEndsWhenMuchWasImported() throws Exception {
    try (Store store = Store.open(Home.of(env).store());
        var batch = new ImportBatch(store, CLOCK)) {
      batch.run(1, () -> project(store, "small"));
      assertThat(rows("SELECT count(*) FROM projects")).containsExactly("0");
      batch.run(100L << 20, () -> project(store, "large"));
      assertThat(rows("SELECT count(*) FROM projects")).containsExactly("2");
      batch.run(1, () -> project(store, "never committed"));
    }
    assertThat(rows("SELECT count(*) FROM projects")).containsExactly("2");
  }

  @Test
  void anEmptyStoreIsFilledWithoutALogAndUsesOneAfterwards() throws Exception {
    Path file = Home.of(env).store();
    try (Store store = Store.open(file)) {
      try (var batch = new ImportBatch(store, CLOCK)) {
        assertThat(journal(store.connection())).as("nothing is new yet").isEqualTo("wal");
        batch.run(1, () -> project(store, "not committed"));
        assertThat(journal(store.connection())).isEqualTo("truncate");
        try (Store other = Store.open(file)) {
          assertThat(Sqlite.number(other.connection(), "SELECT count(*) FROM projects")).isZero();
        }
        batch.commit();
      }
      assertThat(journal(store.connection())).isEqualTo("wal");
    }
    claude("-p/s.jsonl", user(1, "a") + "\n");
    ingest();
    try (Store store = Store.open(file);
        var batch = new ImportBatch(store, CLOCK)) {
      batch.run(1, () -> project(store, "more"));
      assertThat(journal(store.connection())).as("there are events").isEqualTo("wal");
    }
  }

  @Test
  void anEmptyStoreThatSomebodyHasOpenKeepsItsLog() throws Exception {
    Path file = Home.of(env).store();
    try (Store reading = Store.open(file);
        Store store = Store.open(file);
        var batch = new ImportBatch(store, CLOCK)) {
      assertThat(journal(store.connection())).isEqualTo("wal");
      batch.run(1, () -> project(store, "one"));
      assertThat(Sqlite.number(reading.connection(), "SELECT count(*) FROM projects")).isZero();
      batch.commit();
      assertThat(Sqlite.number(reading.connection(), "SELECT count(*) FROM projects")).isOne();
    }
  }

  @Test
  void whoOpensAStoreThatIsBeingFilledMayGiveItALog() throws Exception {
    Path file = Home.of(env).store();
    try (Store store = Store.open(file);
        var batch = new ImportBatch(store, CLOCK)) {
      batch.run(1, () -> project(store, "one"));
      batch.commit();
      try (Store other = Store.open(file)) {
        assertThat(journal(other.connection())).isEqualTo("wal");
        batch.run(1, () -> project(store, "two"));
        batch.commit();
        assertThat(Sqlite.number(other.connection(), "SELECT count(*) FROM projects")).isEqualTo(2);
      }
    }
  }

  @Test
  void aFileThatIsGoneWhenItsTurnComesDoesNotStopTheOthers() throws Exception {
    claude("-p/a.jsonl", user(1, "a") + "\n");
    Path gone = claude("-p/b.jsonl", user(1, "b") + "\n");
    claude("-p/c.jsonl", user(1, "c") + "\n");
    try (var ahead = new ReadAhead(List.of())) {
      assertThat(ahead.take(gone)).as("it was not planned").isNull();
    }
    Files.delete(gone);
    Files.createSymbolicLink(gone, home.resolve("nowhere"));
    assertThat(ingest().eventsAdded()).isEqualTo(2);
  }

  private static @Nullable String journal(Connection db) throws SQLException {
    return Sqlite.text(db, "PRAGMA journal_mode");
  }

  private static void project(Store store, String slug) throws SQLException {
    Sqlite.update(
        store.connection(),
        """
        INSERT INTO projects (provider, slug, display_name, first_seen, last_modified)
        VALUES ('claude', ?, ?, 0, 0)
        """,
        slug,
        slug);
  }
}
