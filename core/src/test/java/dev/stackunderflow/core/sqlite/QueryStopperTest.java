package dev.stackunderflow.core.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A query that nobody waits for any more ends. */
class QueryStopperTest {

  private static final String ENDLESS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void anEndlessQueryFailsOnceItIsCancelledAndTheConnectionStaysUsable(@TempDir Path folder)
      throws Exception {
    var cancelled = new AtomicBoolean();
    try (Connection db = Sqlite.open(folder.resolve("a.db"))) {
      QueryStopper.install(db, cancelled::get);
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  TimeUnit.MILLISECONDS.sleep(50);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                cancelled.set(true);
              });
      try (var statement = db.createStatement()) {
        assertThatThrownBy(() -> statement.executeQuery(ENDLESS))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("INTERRUPT");
      }
      cancelled.set(false);
      try (var statement = db.createStatement();
          var rows = statement.executeQuery("SELECT 7")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
    }
  }
}
