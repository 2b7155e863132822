package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTripIT extends TwoMachines {

  private static final String COLUMNS =
      "seq, timestamp, role, model, input_tokens, output_tokens, cache_create_tokens,"
          + " cache_read_tokens, content_text, tools_json, raw_json, is_sidechain, uuid,"
          + " parent_uuid, speed";

  @Test
  void everyColumnOfEveryEventIsPreserved() throws Exception {
    a.append(
        "-home-me-src-app",
        "one",
        "{\"type\":\"summary\",\"summary\":\"Żółw 🐢\",\"leafUuid\":\"x\"}",
        Lines.user("u1", Lines.at(1), "Schöne Grüße, 世界 🎉 \\u0000 \\ud83d"),
        Lines.assistant("u2", Lines.at(2), "two  spaces\\tand a tab", 42),
        "  {\"type\":\"system\", \"content\":\"odd   spacing stays\",\"timestamp\":\"x\"}  ");
    a.append("-home-me-src-other", "two", Lines.user("u3", Lines.at(3), "x".repeat(100_000)));
    assertThat(a.ingest().eventsAdded()).isEqualTo(5);

    PushResult pushed = a.push();
    PullResult pulled = b.pull();

    assertThat(pushed.events()).isEqualTo(5);
    assertThat(pulled.events()).isEqualTo(5);
    assertThat(pulled.quarantined()).isEmpty();
    List<List<String>> sent =
        rows(
            a.home().store(),
            "SELECT s.session_id, m.id, "
                + COLUMNS
                + " FROM messages m JOIN sessions s ON s.id = m.session_fk ORDER BY 1, seq");
    List<List<String>> received =
        rows(
            b.home().replica(),
            "SELECT s.session_id, origin_id, "
                + COLUMNS
                + " FROM event e JOIN session s ON s.id = e.session ORDER BY 1, seq");
    assertThat(received).hasSize(5).isEqualTo(sent);
    assertThat(
            rows(
                b.home().replica(),
                "SELECT provider, slug, path, display_name, session_id, first_ts, last_ts,"
                    + " message_count FROM project p JOIN session s ON s.project = p.id"
                    + " ORDER BY 2"))
        .isEqualTo(
            rows(
                a.home().store(),
                "SELECT provider, slug, path, display_name, session_id, first_ts, last_ts,"
                    + " message_count FROM projects p JOIN sessions s ON s.project_id = p.id"
                    + " ORDER BY 2"));
  }

  @Test
  void smallPushMakesTwoRequestsAndAnIdleOneNone() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "hello"));
    a.ingest();
    a.push();
    a.append("-p", "one", Lines.assistant("u2", Lines.at(2), "hello to you", 5));
    a.ingest();

    assertThat(a.push().requests()).isEqualTo(2);
    assertThat(a.push().requests()).isZero();
    assertThat(b.pull().events()).isEqualTo(2);
    assertThat(b.pull().requests()).isEqualTo(1);
    assertThat(a.status().pendingEvents()).isZero();
    assertThat(a.status().lastSyncEventId()).isEqualTo(2);
  }

  @Test
  void whatARewrittenSessionHoldsNoLongerIsSupersededEverywhere() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "a"), Lines.user("u2", Lines.at(2), "b"));
    a.append("-p", "two", Lines.user("u9", Lines.at(9), "other"));
    a.ingest();
    a.push();
    b.pull();
    a.rewrite("-p", "one", Lines.user("u3", Lines.at(3), "only this"));
    a.ingest();

    PushResult pushed = a.push();
    b.pull();

    assertThat(pushed.events()).isEqualTo(3);
    assertThat(
            rows(
                b.home().replica(),
                "SELECT content_text || ' ' || (flags & 1) FROM event ORDER BY 1"))
        .containsExactly(
            List.of("a 1"), List.of("b 1"), List.of("only this 0"), List.of("other 0"));
  }

  @Test
  void storeRebuiltFromTheLogsSendsNothing() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "a"), Lines.user("u2", Lines.at(2), "b"));
    a.ingest();
    a.push();
    Files.delete(a.home().store());
    a.append("-p", "zero", Lines.user("u0", Lines.at(0), "so that ids differ"));
    a.ingest();

    assertThat(a.status().pendingEvents()).isEqualTo(1);
    assertThat(a.push().events()).isEqualTo(1);
    assertThat(a.push().requests()).isZero();
    assertThat(b.pull().events()).isEqualTo(3);
  }

  @Test
  void sessionThatTheStoreLostStaysInTheVault() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "old"));
    a.ingest();
    a.push();
    Files.delete(a.home().store());
    Files.delete(a.log("-p", "one"));
    a.append("-p", "two", Lines.user("u2", Lines.at(2), "new"));
    a.ingest();
    a.push();

    b.pull();

    assertThat(rows(b.home().replica(), "SELECT content_text FROM event ORDER BY 1"))
        .containsExactly(List.of("new"), List.of("old"));
  }

  @Test
  void lostReplicaIsRebuiltFromTheBucket() throws Exception {
    a.append("-p", "one", Lines.user("u1", Lines.at(1), "of a"));
    b.append("-p", "two", Lines.user("u2", Lines.at(2), "of b"));
    a.ingest();
    b.ingest();
    a.push();
    b.push();
    b.pull();
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(b.home().replica() + suffix));
    }

    b.pull();
    PushResult pushed = b.push();
    a.pull();

    assertThat(pushed.notices()).hasSize(1);
    for (var machine : List.of(a, b)) {
      long events = machine.view(c -> c.report(new DeviceFilter.All())).total().events();
      assertThat(events).isEqualTo(2);
    }
  }

  @Test
  void idleDeviceRenewsItsHeadOnceADay() throws Exception {
    a.push();
    clock.advance(Duration.ofHours(23));
    assertThat(a.push().requests()).isZero();
    clock.advance(Duration.ofHours(2));
    assertThat(a.push().requests()).isEqualTo(1);
    assertThat(b.pull().quarantined()).isEmpty();
  }

  @Test
  void bucketContainsNoWordOfTheLogsAndNoNames() throws Exception {
    a.append("-home-me-src-app", "one", Lines.user("u1", Lines.at(1), "my secret idea"));
    a.ingest();
    a.push();

    s3.objects()
        .forEach(
            (name, bytes) -> {
              String text = new String(bytes, StandardCharsets.ISO_8859_1);
              assertThat(name + text)
                  .doesNotContain("secret idea", "src-app", "laptop", "/home/me", "claude");
            });
    assertThat(s3.objects()).hasSize(3);
  }

  static List<List<String>> rows(Path database, String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Connection db = Sqlite.openAsIs(database);
        var statement = db.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          cells.add(String.valueOf(row.getString(i)));
        }
        rows.add(cells);
      }
    }
    return rows;
  }
}
