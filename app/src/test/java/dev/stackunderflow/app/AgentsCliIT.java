package dev.stackunderflow.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.sync.testing.Lines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;

/** Several agents on one machine, and one that is only on another. */
class AgentsCliIT extends CliFixture {

  /** A log of an agent that notes no tokens. */
  private void writeCursorLog() throws Exception {
    Path log =
        Path.of(laptop.env().get("HOME"))
            .resolve(".cursor/projects/home-me-app/agent-transcripts/c-1.jsonl");
    Files.createDirectories(log.getParent());
    Files.writeString(
        log,
        """
        {"role":"user","message":{"content":[{"type":"text","text":"how deep"}]}}
        {"role":"assistant","message":{"content":[{"type":"text","text":"two metres"}]}}
        """);
  }

  private static JsonNode row(JsonNode rows, String field, String value) {
    for (JsonNode row : rows) {
      if (row.path(field).asText().equals(value)) {
        return row;
      }
    }
    throw new AssertionError("no " + value + " in " + rows);
  }

  @Test
  void everyAgentIsListedWithItsSessionsHereAndElsewhere() throws Exception {
    setUp();
    writeCursorLog();
    JsonNode ingest = json(laptop, "ingest", "--json");
    assertThat(row(ingest.get("agents"), "agent", "cursor").get("events_added").asLong())
        .isEqualTo(2);
    laptop.append("-home-me-src-app", "one", Lines.user("u9", Lines.at(9), "and wide?"));
    assertThat(run(laptop, "ingest").out())
        .contains("1 event imported", "Claude Code: 1 event from 1 file")
        .doesNotContain("Cursor");
    Path unknown = Path.of(laptop.env().get("HOME")).resolve(".config/Trae/User");
    Files.createDirectories(unknown);
    json(laptop, "sync", "push", "--json");
    json(work, "sync", "pull", "--json");

    JsonNode here = json(laptop, "agents", "--json");
    JsonNode cursor = row(here.get("agents"), "agent", "cursor");
    assertThat(cursor.get("sessions_here").asLong()).isEqualTo(1);
    assertThat(cursor.get("folders")).hasSize(1);
    assertThat(cursor.get("can_carry").asBoolean()).isFalse();
    assertThat(row(here.get("agents"), "agent", "claude").get("can_carry").asBoolean()).isTrue();
    assertThat(row(here.get("not_read"), "title", "Trae").get("folder").asText())
        .isEqualTo(unknown.toString());

    JsonNode there = row(json(work, "agents", "--json").get("agents"), "agent", "cursor");
    assertThat(there.get("sessions_here").asLong()).isZero();
    assertThat(there.get("sessions_elsewhere").asLong()).isEqualTo(1);
    assertThat(run(work, "agents").out()).contains("cursor", "not on this machine");
  }

  @Test
  void ingestPrintsHowManyEventsItPutIntoTheStore() throws Exception {
    setUp();
    writeCursorLog();
    String query = "SELECT count(*) FROM messages";
    long before = json(laptop, "ingest", "--json").get("events_added").asLong();
    assertThat(before).isEqualTo(2);
    assertThat(run(laptop, "ingest").out()).contains("Nothing new in 2 log files.");
    Path log =
        Path.of(laptop.env().get("HOME"))
            .resolve(".cursor/projects/home-me-app/agent-transcripts/c-1.jsonl");
    Files.writeString(
        log,
        "{\"role\":\"user\",\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"wide\"}]}}\n",
        StandardOpenOption.APPEND);
    long stored = stored(query);
    assertThat(run(laptop, "ingest").out()).contains("1 event imported from 1 log file;");
    assertThat(stored(query)).isEqualTo(stored + 1);
  }

  private long stored(String query) throws Exception {
    Path store = laptop.home().store();
    try (var db = Sqlite.openAsIs(store)) {
      return Sqlite.number(db, query);
    }
  }

  @Test
  void anAgentThatNotesNoTokensHasNoCost() throws Exception {
    writeCursorLog();
    setUp();
    JsonNode rows = json(laptop, "report", "--by", "agent", "--json").get("by_agent");
    assertThat(row(rows, "agent", "cursor").get("cost_usd").isNull()).isTrue();
    assertThat(row(rows, "agent", "claude").get("output_tokens").asLong()).isEqualTo(50);
    assertThat(run(laptop, "report", "--by", "agent").out()).contains("no token data");
    assertThat(run(laptop, "report", "--by", "day").err())
        .contains("cursor: not all tokens are known, because this agent does not note them.");
    assertThat(json(laptop, "report", "--json").get("agents_with_missing_tokens"))
        .extracting(JsonNode::asText)
        .containsExactly("cursor");
    Shell.Run check = run(laptop, "report", "--check", "99");
    assertThat(check.exitCode()).isEqualTo(9);
    assertThat(check.err()).contains("over the limit of 99 USD is not known: cursor:", "--agent");
    Files.writeString(
        laptop.home().prices(),
        "{\"prices\": [{\"model\": \"claude-x\", \"input\": 0, \"cache_write\": 0,"
            + " \"cache_read\": 0, \"output\": 0}]}");
    assertThat(run(laptop, "report", "--check", "99").exitCode()).isEqualTo(9);
    Shell.Run claude = run(laptop, "report", "--agent", "claude", "--check", "99");
    assertThat(claude.err()).doesNotContain("cursor", "not all tokens");
    assertThat(claude.exitCode()).isZero();
    assertThat(run(laptop, "sessions", "--agent", "cursor").out())
        .contains("how deep", "no token data")
        .doesNotContain("hello");
    assertThat(json(laptop, "search", "metres", "--agent", "cursor", "--json")).hasSize(1);
    assertThat(json(laptop, "search", "metres", "--provider", "claude", "--json")).isEmpty();
  }
}
