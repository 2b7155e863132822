package dev.stackunderflow.core.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundCheckpointTest {

  @TempDir private Path folder;

  @Test
  void commitsLeaveTheFileAloneUntilTheCheckpoint() throws Exception {
    Path file = folder.resolve("a.db");
    try (Connection db = Sqlite.open(file)) {
      Sqlite.execute(db, "CREATE TABLE t (x BLOB)");
      BackgroundCheckpoint.postpone(db, true);
      for (int i = 0; i < 5; i++) {
        Sqlite.execute(db, "INSERT INTO t VALUES (randomblob(4000000))");
      }
      assertThat(Files.size(file)).isLessThan(4_000_000);

      BackgroundCheckpoint.start(file).close();

      assertThat(Files.size(file)).isGreaterThan(20_000_000);
      assertThat(Sqlite.number(db, "SELECT sum(length(x)) FROM t")).isEqualTo(20_000_000);
    }
  }

  @Test
  void afterwardsCommitsWriteTheFileAgain() throws Exception {
    Path file = folder.resolve("a.db");
    try (Connection db = Sqlite.open(file)) {
      Sqlite.execute(db, "CREATE TABLE t (x BLOB)");
      BackgroundCheckpoint.postpone(db, true);
      BackgroundCheckpoint.postpone(db, false);

      Sqlite.execute(db, "INSERT INTO t VALUES (randomblob(20000000))");

      assertThat(Files.size(file)).isGreaterThan(20_000_000);
    }
  }

  @Test
  void aFileThatCannotBeOpenedIsNoFailure() {
    Path missing = folder.resolve("no/such.db");

    BackgroundCheckpoint.start(missing).close();

    assertThat(missing).doesNotExist();
  }
}
