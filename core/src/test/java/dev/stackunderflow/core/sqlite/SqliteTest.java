package dev.stackunderflow.core.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {

  @TempDir private Path folder;

  @Test
  void aNewFileHasLargerPagesThanSqlitesOwnAndWal() throws Exception {
    try (Connection db = Sqlite.open(folder.resolve("new.db"))) {
      assertThat(Sqlite.number(db, "PRAGMA page_size")).isEqualTo(8_192);
      assertThat(Sqlite.text(db, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(Sqlite.number(db, "PRAGMA synchronous")).isEqualTo(1);
    }
  }
}
