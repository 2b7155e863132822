package dev.stackunderflow.sync.engine.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaFillTest {

  @TempDir Path folder;
  private Replica replica;
  private Connection db;

  @BeforeEach
  void open() throws Exception {
    replica = Replica.open(folder.resolve("replica.db"));
    db = replica.connection();
  }

  @AfterEach
  void close() throws Exception {
    replica.close();
  }

  private static @Nullable String journal(Connection db) throws SQLException {
    return Sqlite.text(db, "PRAGMA journal_mode");
  }

  private static long synchronous(Connection db) throws SQLException {
    return Sqlite.number(db, "PRAGMA synchronous");
  }

  @Test
  void aShortFirstPullNeedsNoLogAndIsSynced() throws Exception {
    try (var _ = ReplicaFill.begin(db, 64 << 20)) {
      assertThat(journal(db)).isEqualTo("truncate");
      assertThat(synchronous(db)).as("FULL").isEqualTo(2);
    }
    assertThat(journal(db)).isEqualTo("wal");
    assertThat(synchronous(db)).as("NORMAL").isEqualTo(1);
  }

  @Test
  void aPullOfNothingChangesNothing() throws Exception {
    try (var _ = ReplicaFill.begin(db, 0)) {
      assertThat(journal(db)).isEqualTo("wal");
    }
  }

  @Test
  void viewsDoNotWaitForALongFirstPull() throws Exception {
    try (var _ = ReplicaFill.begin(db, (64 << 20) + 1)) {
      assertThat(journal(db)).isEqualTo("wal");
    }
  }

  @Test
  void laterPullsUseTheLog() throws Exception {
    Sqlite.execute(db, "PRAGMA foreign_keys = OFF");
    Sqlite.execute(
        db,
        """
        INSERT INTO event (session, seq, ord, origin_id, timestamp, role, input_tokens,
                           output_tokens, cache_create_tokens, cache_read_tokens, content_text,
                           tools_json, raw_json, is_sidechain, speed, stamp)
        VALUES (1, 1, 0, 1, '', 'user', 0, 0, 0, 0, '', '[]', '{}', 0, 'standard', 1)
        """);
    try (var _ = ReplicaFill.begin(db, 1)) {
      assertThat(journal(db)).isEqualTo("wal");
    }
  }

  @Test
  void aReplicaThatAViewHasOpenKeepsItsLog() throws Exception {
    try (Replica view = Replica.open(replica.file());
        var _ = ReplicaFill.begin(db, 1)) {
      assertThat(journal(db)).isEqualTo("wal");
      assertThat(Sqlite.number(view.connection(), "SELECT count(*) FROM event")).isZero();
    }
  }
}
