package dev.stackunderflow.core.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.sqlite.ProgressHandler;

/** What is summed up bit by bit is what a sum over everything gives. */
class TotalsProperties {

  private static final String NAIVE_TOTAL =
      """
      SELECT session, quarter, model, tier, branch, cost_nanos > 0, count(*), sum(message),
             sum(input_tokens * counted), sum(output_tokens * counted),
             sum(cache_create_tokens * counted), sum(cache_1h_tokens * counted),
             sum(cache_read_tokens * counted), CAST(total(cost_nanos * counted) AS INTEGER),
             min(ts), max(ts)
      FROM entry WHERE hidden = 0 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
      """;

  private static final String NAIVE_SESSIONS =
      """
      SELECT s.id, count(e.id), coalesce(sum(e.message), 0),
             coalesce(sum(e.input_tokens * e.counted), 0),
             coalesce(sum(e.output_tokens * e.counted), 0),
             coalesce(sum(e.cache_create_tokens * e.counted), 0),
             coalesce(sum(e.cache_read_tokens * e.counted), 0), min(e.ts), max(e.ts)
      FROM session s LEFT JOIN entry e ON e.session = s.id AND e.hidden = 0
      GROUP BY s.id ORDER BY s.id
      """;

  private static final String SESSIONS =
      """
      SELECT id, shown, messages, input_tokens, output_tokens, cache_create_tokens,
             cache_read_tokens, first_ts, last_ts
      FROM session ORDER BY id
      """;

  private static final String DECIDED =
      "SELECT id, hidden, coalesce(winner, 0), counted FROM entry ORDER BY id";

  @Property(tries = 150)
  void sumsStayRightWhateverComesAndGoes(@ForAll long seed) throws Exception {
    try (var machines = new Machines(seed)) {
      for (int round = 0; round < 6; round++) {
        machines.changeSomething();
        assertThat(machines.rows("SELECT * FROM total ORDER BY 1, 2, 3, 4, 5, 6"))
            .isEqualTo(machines.rows(NAIVE_TOTAL));
        assertThat(machines.rows(SESSIONS)).isEqualTo(machines.rows(NAIVE_SESSIONS));
        List<List<Object>> decided = machines.rows(DECIDED);
        machines.decideAllAnew();
        assertThat(decided).isEqualTo(machines.rows(DECIDED));
      }
    }
  }

  @Example
  void whatComesTouchesOnlyTheQuartersThatItIsIn() throws Exception {
    try (var machines = new Machines(1)) {
      for (int i = 0; i < 2_000; i++) {
        machines.add(0, i % 20, 1_000 + i);
      }
      machines.refresh();
      machines.countWrittenTotals();
      for (int i = 0; i < 100; i++) {
        machines.add(1, 30, 5_000 + i);
      }
      machines.refresh();
      assertThat(machines.writtenTotals()).isBetween(1L, 100L);
      assertThat(machines.rows("SELECT * FROM total ORDER BY 1, 2, 3, 4, 5, 6"))
          .isEqualTo(machines.rows(NAIVE_TOTAL));
    }
  }

  @Example
  void whatComesCostsTheSameWhateverIsThere() throws Exception {
    long few = stepsForAHundredMore(2_000);
    long many = stepsForAHundredMore(20_000);
    assertThat(few).isGreaterThan(100);
    assertThat(many).isLessThan(few * 3 / 2);
  }

  private static long stepsForAHundredMore(int entries) throws Exception {
    try (var machines = new Machines(1)) {
      machines.messages = 1_000_000;
      machines.withoutTime = 0;
      for (int i = 0; i < entries; i++) {
        machines.add(0, i % (entries / 100), 1_000 + i);
      }
      machines.refresh();
      machines.countSteps();
      for (int i = 0; i < 100; i++) {
        machines.add(1, 1_000_000, 1_000_000 + i);
      }
      machines.refresh();
      return machines.steps();
    }
  }

  /** Three devices with copies, conflicts and repeated usage, on the real writer and merge. */
  private static final class Machines implements AutoCloseable {
    private final Connection db = DriverManager.getConnection("jdbc:sqlite::memory:");
    private final Random random;
    private EntryWriter entries;
    private final List<Long> sessions = new ArrayList<>();
    private long lastEvent;
    private int messages = 20;
    private int withoutTime = 1; // of 20
    private long steps;

    Machines(long seed) throws SQLException {
      random = new Random(seed);
      Sqlite.script(db, CatalogFile.class, "catalog.sql");
      for (int device = 0; device < 3; device++) {
        Sqlite.update(db, "INSERT INTO device VALUES (?, ?, ?, 0)", device, "id-" + device, "d");
      }
      Visibility.prepare(db);
      TotalsKeeper.prepare(db);
      entries = new EntryWriter(db, true, () -> {});
    }

    /** Counts the instructions of SQLite's virtual machine, in tens, from now on. */
    void countSteps() throws SQLException {
      ProgressHandler.setHandler(
          db,
          10,
          new ProgressHandler() {
            @Override
            protected int progress() {
              steps++;
              return 0;
            }
          });
    }

    long steps() {
      return steps;
    }

    void changeSomething() throws SQLException {
      BulkLoad load = random.nextInt(3) == 0 ? BulkLoad.begin(db) : null;
      writeWith(load == null);
      write();
      if (load != null) {
        load.end();
      }
      refresh();
      writeWith(true);
    }

    private void writeWith(boolean touches) throws SQLException {
      entries.close();
      entries = new EntryWriter(db, touches, () -> {});
    }

    private void write() throws SQLException {
      for (int i = random.nextInt(12); i >= 0; i--) {
        add(random.nextInt(3), random.nextInt(3), random.nextInt(60));
      }
      if (random.nextInt(3) == 0) {
        long session = sessions.get(random.nextInt(sessions.size()));
        Set<Long> present = new HashSet<>();
        for (List<Object> event : rows("SELECT event_id FROM entry WHERE session = " + session)) {
          if (random.nextInt(4) > 0) {
            present.add(((Number) event.getFirst()).longValue());
          }
        }
        entries.removeOthers(session, present);
      }
      if (random.nextInt(5) == 0) { // as when a device is taken out of the vault
        long session = sessions.remove(random.nextInt(sessions.size()));
        entries.removeOthers(session, Set.of());
        Sqlite.update(db, "DELETE FROM session WHERE id = ?", session);
      }
      if (random.nextInt(3) == 0) {
        long stamp = random.nextInt(5);
        for (List<Object> cell : rows("SELECT cell, id FROM entry ORDER BY id LIMIT 3")) {
          Sqlite.update(db, "UPDATE entry SET stamp = ? WHERE id = ?", stamp, cell.get(1));
          entries.touch(((Number) cell.getFirst()).longValue(), null);
        }
      }
    }

    void decideAllAnew() throws SQLException {
      Sqlite.execute(db, "UPDATE entry SET counted = 1");
      Sqlite.execute(db, Visibility.TOUCH_ALL_CELLS);
      refresh();
    }

    void refresh() throws SQLException {
      new Visibility(db, new ConflictChoices(List.of())).decide();
      TotalsKeeper.refresh(db);
    }

    /** The same minute of the same session on two devices is a copy or a conflict. */
    void add(int device, int session, int minute) throws SQLException {
      lastEvent++;
      var stored =
          new StoredSession(
              session + 1, "claude", "-p", null, "p", 0, 0, "s" + session, null, null, 0);
      long row = entries.session(device, stored);
      if (!sessions.contains(row)) {
        sessions.add(row);
      }
      String time =
          random.nextInt(20) < withoutTime
              ? "some day"
              : String.format(
                  "2026-11-%02dT%02d:%02d:00.000Z",
                  1 + minute / 1440, minute / 60 % 24, minute % 60);
      String message = "msg_" + random.nextInt(messages);
      String raw =
          """
          {"requestId":"r","gitBranch":"branch-%d"%s,"message":{"id":"%s","usage":{"cache_creation":\
          {"ephemeral_1h_input_tokens":%d}}}}"""
              .formatted(
                  random.nextInt(2),
                  random.nextBoolean() ? "" : ",\"costUSD\":0.0" + random.nextInt(9),
                  message,
                  random.nextInt(9));
      var event =
          new Event(
              lastEvent,
              lastEvent,
              time,
              List.of("user", "assistant", "summary").get(random.nextInt(3)),
              random.nextBoolean() ? null : "model-" + random.nextInt(2),
              random.nextInt(3) * 60_000L,
              random.nextInt(9),
              random.nextInt(9),
              random.nextInt(9),
              "text " + random.nextInt(2),
              "[]",
              raw,
              0,
              random.nextBoolean() ? "u" + minute : null,
              null,
              random.nextInt(5) == 0 ? "fast" : "standard",
              null,
              0,
              0);
      var indexed = new SessionToIndex(stored, device, row, 0);
      entries.add(EventToIndex.of(indexed, event, 1 + random.nextInt(5)));
    }

    void countWrittenTotals() throws SQLException {
      Sqlite.execute(db, "CREATE TEMP TABLE written (n INTEGER)");
      Sqlite.execute(
          db,
          "CREATE TEMP TRIGGER writes AFTER INSERT ON main.total"
              + " BEGIN INSERT INTO written VALUES (1); END");
    }

    long writtenTotals() throws SQLException {
      return Sqlite.number(db, "SELECT count(*) FROM written");
    }

    List<List<Object>> rows(String sql) throws SQLException {
      List<List<Object>> rows = new ArrayList<>();
      try (PreparedStatement select = db.prepareStatement(sql);
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          List<Object> cells = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            Object cell = row.getObject(i);
            cells.add(cell == null ? "null" : cell);
          }
          rows.add(cells);
        }
      }
      return rows;
    }

    @Override
    public void close() throws SQLException {
      entries.close();
      db.close();
    }
  }
}
