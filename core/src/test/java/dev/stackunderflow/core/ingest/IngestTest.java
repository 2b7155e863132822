package dev.stackunderflow.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestTest extends IngestFixture {

  @Test
  void theSharedSampleLogsGiveTheTotalsOfCcusage() throws Exception {
    Path logs = Path.of("../../shared/data/logs").toAbsolutePath().normalize();
    assumeTrue(Files.isDirectory(logs), "the shared logs are not here");
    env.put("CLAUDE_CONFIG_DIR", logs.resolve(".claude").toString());
    env.put("CODEX_HOME", home.resolve("none").toString());
    IngestReport claude = ingest();
    assertThat(claude.files()).isEqualTo(2);
    assertThat(claude.sessions()).isEqualTo(2);
    assertThat(claude.eventsAdded()).isEqualTo(97);
    assertThat(claude.linesSkipped()).isZero();
    Report.Counts total = total();
    assertThat(total.events()).isEqualTo(96);
    assertThat(total.tokens().input()).isEqualTo(179);
    assertThat(total.tokens().output()).isEqualTo(2_544);
    assertThat(total.tokens().cacheCreation()).isEqualTo(32_072);
    assertThat(total.tokens().cacheRead()).isEqualTo(548_313);

    env.put("CODEX_HOME", logs.resolve(".codex").toString());
    IngestReport codex = ingest();
    // The sample's tenth line is broken on purpose; the ten others are all kept.
    assertThat(codex.eventsAdded()).isEqualTo(10);
    assertThat(codex.linesSkipped()).isEqualTo(1);
    assertThat(total().tokens().output()).isEqualTo(2_544 + 350 + 200);
    assertThat(total().tokens().input()).isEqualTo(179 + 1_000 + 700);
    assertThat(total().tokens().cacheRead()).isEqualTo(548_313 + 200 + 100);
  }

  @Test
  void everyGoodLineIsKeptByteForByteAtItsOffset() throws Exception {
    String odd =
        "  {\"type\" : \"user\", \"x\":\"\\u00e9 é 🎉\", \"timestamp\":\"2026-11-01T00:00:01Z\"}\t\r";
    claude("-p/s.jsonl", odd + "\n", user(2, "b") + "\n");
    ingest();
    assertThat(rows("SELECT raw_json FROM messages ORDER BY seq"))
        .containsExactly(odd, user(2, "b"));
    assertThat(rows("SELECT seq FROM messages ORDER BY seq"))
        .containsExactly("0", "" + (odd.getBytes(StandardCharsets.UTF_8).length + 1));
  }

  @Test
  void aHalfWrittenLastLineWaits() throws Exception {
    String second = user(2, "second");
    claude("-p/s.jsonl", user(1, "first") + "\n", second.substring(0, 40));
    assertThat(ingest().eventsAdded()).isEqualTo(1);
    assertThat(ingest().eventsAdded()).isZero();
    claude("-p/s.jsonl", second.substring(40));
    assertThat(ingest().eventsAdded()).isEqualTo(1); // it is whole: only its newline is missing
    claude("-p/s.jsonl", "\n");
    assertThat(ingest().eventsAdded()).isZero();
    assertThat(rows("SELECT content_text FROM messages ORDER BY seq"))
        .containsExactly("first", "second");
  }

  @Test
  void aBrokenLineIsCountedOnceAndPassedOver() throws Exception {
    claude("-p/s.jsonl", "{\"type\":\n", "[1]\n", "\n", user(1, "good") + "\n");
    IngestReport first = ingest();
    assertThat(first.linesSkipped()).isEqualTo(2);
    assertThat(first.eventsAdded()).isEqualTo(1);
    claude("-p/s.jsonl", user(2, "more") + "\n");
    IngestReport second = ingest();
    assertThat(second.linesSkipped()).isZero();
    assertThat(second.eventsAdded()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNoTextAreABrokenLine() throws Exception {
    Path file = claude("-p/s.jsonl", user(1, "good") + "\n");
    Files.write(
        file,
        new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}', '\n'},
        StandardOpenOption.APPEND);
    IngestReport report = ingest();
    assertThat(report.eventsAdded()).isEqualTo(1);
    assertThat(report.linesSkipped()).isEqualTo(1);
  }

  @Test
  void linesThatVanishFromARewrittenFileAreSuperseded() throws Exception {
    Path file = claude("-p/s.jsonl", user(1, "aaaa") + "\n", user(2, "bbbb") + "\n");
    ingest();
    Files.writeString(file, user(1, "AAAA") + "\n" + user(2, "bbbb") + "\n" + user(3, "c") + "\n");
    ingest();
    assertThat(rows("SELECT content_text FROM messages WHERE flags & 1 = 0 ORDER BY timestamp"))
        .containsExactly("AAAA", "bbbb", "c");
    assertThat(rows("SELECT content_text FROM messages WHERE flags & 1 = 1"))
        .containsExactly("aaaa");
    assertThat(rows("SELECT id FROM messages WHERE content_text = 'bbbb'"))
        .as("an unchanged line stays")
        .containsExactly("2");
  }

  @Test
  void linesThatVanishFromAShrunkFileAreSuperseded() throws Exception {
    Path file = claude("-p/s.jsonl", user(1, "a") + "\n", user(2, "b") + "\n");
    ingest();
    Files.writeString(file, user(2, "b") + "\n");
    ingest();
    assertThat(rows("SELECT content_text || ' ' || (flags & 1) FROM messages ORDER BY timestamp"))
        .containsExactly("a 1", "b 0");
  }

  @Test
  void aRewrittenFileWithoutAGoodLineTakesNothingOut() throws Exception {
    Path file = claude("-p/s.jsonl", user(1, "a") + "\n");
    ingest();
    Files.writeString(file, "garbage garbage garbage\n");
    ingest();
    Files.writeString(file, "");
    ingest();
    assertThat(rows("SELECT content_text FROM messages")).containsExactly("a");
  }

  @Test
  void aLogThatIsGoneTakesNothingOut() throws Exception {
    Path file = claude("-p/s.jsonl", user(1, "a") + "\n");
    ingest();
    Files.delete(file);
    assertThat(ingest().files()).isZero();
    assertThat(rows("SELECT content_text FROM messages")).containsExactly("a");
  }

  @Test
  void aMovedLogGoesOnWhereItWas() throws Exception {
    codex("sessions/2026/11/01/rollout-x.jsonl", meta("x"), codexSays(1, "one"));
    ingest();
    Files.createDirectories(home.resolve(".codex/archived_sessions"));
    Path moved =
        Files.move(
            home.resolve(".codex/sessions/2026/11/01/rollout-x.jsonl"),
            home.resolve(".codex/archived_sessions/rollout-x.jsonl"));
    assertThat(ingest().eventsAdded()).isZero();
    Files.writeString(moved, codexSays(2, "two") + "\n", StandardOpenOption.APPEND);
    assertThat(ingest().eventsAdded()).isEqualTo(1);
    assertThat(rows("SELECT count(*) FROM sessions")).containsExactly("1");
  }

  @Test
  void oneMessagesUsageOverSeveralLinesCountsOnce() throws Exception {
    claude(
        "-p/s.jsonl",
        answer(1, "msg_1", "req_1", 3) + "\n",
        answer(2, "msg_1", "req_1", 50) + "\n",
        answer(3, "msg_2", "req_2", 7) + "\n");
    // Resumed in another file, and replayed in a side conversation under another request.
    claude(
        "-p/t.jsonl", answer(1, "msg_1", "req_1", 3) + "\n", answer(4, "msg_2", "req_9", 7) + "\n");
    ingest();
    assertThat(total().tokens().output()).isEqualTo(57);
    assertThat(total().tokens().input()).isEqualTo(2);
    assertThat(total().tokens().cacheRead()).isEqualTo(6);
  }

  @Test
  void withoutARequestIdAMessageCountsOnceASession() throws Exception {
    claude("-p/s.jsonl", answer(1, "msg_1", "", 5) + "\n", answer(2, "msg_1", "", 6) + "\n");
    claude("-p/t.jsonl", answer(3, "msg_1", "", 7) + "\n");
    ingest();
    assertThat(total().tokens().output()).isEqualTo(13);
  }

  @Test
  void subagentsBelongToTheirSession() throws Exception {
    claude("-p/s.jsonl", user(1, "a") + "\n", answer(2, "msg_1", "r1", 5) + "\n");
    claude("-p/s/subagents/agent-1.jsonl", answer(3, "msg_2", "r2", 70) + "\n");
    claude("-p/s/subagents/deep/agent-2.jsonl", answer(4, "msg_3", "r3", 700) + "\n");
    claude("-p/s/subagents/agent-1.meta.json", "{}\n");
    claude("-p/s/subagents/journal.jsonl", user(9, "no transcript") + "\n");
    IngestReport report = ingest();
    assertThat(report.files()).isEqualTo(3);
    assertThat(total().tokens().output()).isEqualTo(775);
    assertThat(total().sessions()).isEqualTo(1);
    assertThat(rows("SELECT session_id FROM sessions ORDER BY 1"))
        .containsExactly("s", "s/agent-1", "s/deep/agent-2");
  }

  @Test
  void whatIsNoMessageIsKeptWithTheTimeOfItsNeighbour() throws Exception {
    claude(
        "-p/s.jsonl",
        "{\"type\":\"summary\",\"summary\":\"A title\"}\n",
        user(1, "a") + "\n",
        "{\"type\":\"file-history-snapshot\",\"x\":1}\n");
    ingest();
    assertThat(rows("SELECT role || ' ' || timestamp FROM messages ORDER BY seq"))
        .containsExactly(
            "summary 2026-11-01T00:00:01Z",
            "user 2026-11-01T00:00:01Z",
            "file-history-snapshot 2026-11-01T00:00:01Z");
    assertThat(total().events()).isEqualTo(1);
    try (Store store = Store.open(Home.of(env).store());
        Catalog catalog = Catalog.open(Home.of(env), store)) {
      assertThat(catalog.sessions(new DeviceFilter.All(), 9).getFirst().title())
          .isEqualTo("A title");
    }
  }

  @Test
  void halfASurrogatePairIsReplacedAndTheLineKept() throws Exception {
    claude("-p/s.jsonl", user(1, "x \\ud83d y") + "\n");
    ingest();
    assertThat(rows("SELECT content_text FROM messages")).containsExactly("x \uFFFD y");
    assertThat(rows("SELECT raw_json FROM messages")).containsExactly(user(1, "x \\ud83d y"));
  }

  @Test
  void configFoldersMayBeSeveral() throws Exception {
    env.put("CLAUDE_CONFIG_DIR", home.resolve("one") + " , " + home.resolve("two"));
    for (String folder : List.of("one", "two")) {
      Path file = home.resolve(folder).resolve("projects/-p/" + folder + ".jsonl");
      Files.createDirectories(file.getParent());
      Files.writeString(file, user(1, folder) + "\n");
    }
    assertThat(ingest().files()).isEqualTo(2);
    env.remove("CLAUDE_CONFIG_DIR");
    Path xdg = home.resolve(".config/claude/projects/-p/three.jsonl");
    Files.createDirectories(xdg.getParent());
    Files.writeString(xdg, user(1, "three") + "\n");
    assertThat(ingest().eventsAdded()).isEqualTo(1);
  }
}
