package dev.stackunderflow.core.catalog.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.index.IndexProgress;
import dev.stackunderflow.core.catalog.report.ReportQuery;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitHistoryTest {

  private static final String ROLLOUT =
      ".codex/sessions/2026/11/02/rollout-2026-11-02T10-00-00-11111111-1111-4111-8111-111111111111.jsonl";

  @TempDir Path folder;
  private Map<String, String> env = Map.of();
  private int lines;

  @BeforeEach
  void home() {
    env = Map.of("HOME", folder.toString());
  }

  private void write(String file, String line) throws Exception {
    Path log = folder.resolve(file);
    Files.createDirectories(log.getParent());
    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void answer(String time, int output) throws Exception {
    claude(time, "x", output, "");
  }

  private void error(String time, String text) throws Exception {
    claude(time, text, 0, ",\"isApiErrorMessage\":true");
  }

  private void claude(String time, String text, int output, String rest) throws Exception {
    lines++;
    write(
        ".claude/projects/-p/a.jsonl",
        """
        {"type":"assistant","uuid":"u%d","timestamp":"%s","sessionId":"a","requestId":"r%d",\
        "message":{"id":"m%d","role":"assistant","model":"claude-sonnet-4-6",\
        "content":[{"type":"text","text":"%s"}],"usage":{"output_tokens":%d}}%s}"""
            .formatted(lines, time, lines, lines, text, output, rest));
  }

  private void codex(String time, String limits) throws Exception {
    write(
        ROLLOUT,
        "{\"timestamp\":\"%s\",\"type\":\"event_msg\",\"payload\":{\"type\":\"token_count\",\"info\":null,\"rate_limits\":%s}}"
            .formatted(time, limits));
  }

  private static String five(double percent, String reset) {
    return "{\"primary\":{\"used_percent\":%s,\"window_minutes\":300,\"resets_at\":%d}}"
        .formatted(percent, Instant.parse(reset).getEpochSecond());
  }

  private List<LimitWindow> windows(@Nullable String agent, @Nullable String since)
      throws Exception {
    ReportQuery all = ReportQuery.totalOf(new DeviceFilter.All());
    var query =
        new ReportQuery(
            all.device(),
            null,
            agent,
            since == null ? null : Instant.parse(since),
            null,
            all.zone(),
            all.by(),
            all.prices());
    try (Store store = Store.open(Home.of(env).store())) {
      new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING).run((_, _) -> {});
      try (Catalog catalog = Catalog.open(Home.of(env), store)) {
        return catalog.reports().limits(query, IndexProgress.NONE);
      }
    }
  }

  private List<String> spans() throws Exception {
    return windows(null, null).stream().map(w -> w.start() + " " + w.end()).toList();
  }

  @Test
  void aWindowBeginsWithTheHourOfTheFirstAnswerAndEndsFiveHoursLater() throws Exception {
    answer("2026-11-01T10:59:59.999Z", 1);
    answer("2026-11-01T14:59:59.999Z", 2);
    answer("2026-11-01T15:00:00.000Z", 4);
    answer("2026-11-02T03:10:00.000Z", 8);
    assertThat(windows(null, null))
        .extracting(w -> w.start() + " " + (w.spent() == null ? "" : w.spent().tokens().output()))
        .containsExactly(
            "2026-11-02T03:00:00Z 8", "2026-11-01T15:00:00Z 4", "2026-11-01T10:00:00Z 3");
    LimitWindow first = windows(null, null).getLast();
    assertThat(first.isComputed()).isTrue();
    assertThat(first.usedPercent()).isNull();
    assertThat(first.leftPercent()).isNull();
    assertThat(first.isNear()).isFalse();
  }

  @Test
  void aClockChangeDoesNotMakeAWindowLongerOrShorter() throws Exception {
    // Berlin's clocks go back at 01:00 UTC: hours of UTC count.
    answer("2026-10-24T23:30:00.000Z", 1);
    answer("2026-10-25T03:59:00.000Z", 1);
    answer("2026-10-25T04:00:00.000Z", 1);
    assertThat(spans())
        .containsExactly(
            "2026-10-25T04:00:00Z 2026-10-25T09:00:00Z",
            "2026-10-24T23:00:00Z 2026-10-25T04:00:00Z");
  }

  @Test
  void aPromptWithoutAnAnswerAndAnAnswerWithoutATimeBeginNoWindow() throws Exception {
    write(
        ".claude/projects/-p/a.jsonl",
        "{\"type\":\"user\",\"uuid\":\"p\",\"timestamp\":\"2026-11-01T08:00:00.000Z\",\"message\":{\"role\":\"user\",\"content\":\"x\"}}");
    answer("2026-11-01T10:00:00.000Z", 1);
    answer("some day", 1);
    assertThat(spans()).containsExactly("2026-11-01T10:00:00Z 2026-11-01T15:00:00Z");
  }

  @Test
  void theMessageOfAReachedLimitIsOfTheWindowThatItIsIn() throws Exception {
    answer("2026-11-01T10:10:00.000Z", 1);
    error("2026-11-01T12:30:00.000Z", "5-hour limit reached ∙ resets 3pm (UTC)");
    error("2026-11-01T12:40:00.000Z", "5-hour limit reached ∙ resets 3pm (UTC)");
    LimitWindow window = windows(null, null).getFirst();
    assertThat(window.reachedAt()).isEqualTo("2026-11-01T12:30:00Z");
    assertThat(window.seenAt()).isEqualTo("2026-11-01T12:40:00Z");
    assertThat(window.statedReset()).isEqualTo("2026-11-01T15:00:00Z");
    assertThat(window.isNear()).isTrue();
    assertThat(windows(null, null)).hasSize(1);
  }

  @Test
  void aWeeklyLimitIsAWindowOfItsOwnAndWordsOfTheUserAreNone() throws Exception {
    answer("2026-11-01T10:10:00.000Z", 1);
    claude("2026-11-01T10:11:00.000Z", "Weekly limit reached ∙ resets 3pm (UTC)", 1, "");
    error("2026-11-01T12:30:00.000Z", "You've hit your weekly limit · resets Nov 4, 9am (UTC)");
    List<LimitWindow> windows = windows(null, null);
    assertThat(windows).hasSize(2);
    LimitWindow weekly = windows.getFirst();
    assertThat(weekly.minutes()).isEqualTo(10_080);
    assertThat(weekly.start()).isEqualTo("2026-10-28T09:00:00Z");
    assertThat(weekly.end()).isEqualTo("2026-11-04T09:00:00Z");
    assertThat(weekly.isComputed()).isFalse();
    assertThat(windows.getLast().reachedAt()).isNull();
  }

  @Test
  void whatCodexStatesOfOneWindowIsOneWindow() throws Exception {
    codex("2026-11-02T10:00:00.000Z", five(10, "2026-11-02T15:00:00Z"));
    codex("2026-11-02T12:00:00.000Z", five(85, "2026-11-02T15:00:03Z"));
    codex("2026-11-02T13:00:00.000Z", five(70, "2026-11-02T15:00:00Z"));
    codex("2026-11-02T15:10:00.000Z", five(1, "2026-11-02T20:10:00Z"));
    codex("2026-11-02T15:11:00.000Z", "null");
    List<LimitWindow> windows = windows(null, null);
    assertThat(windows).hasSize(2);
    LimitWindow first = windows.getLast();
    assertThat(first.start()).isEqualTo("2026-11-02T10:00:00Z");
    assertThat(first.peakPercent()).isEqualTo(85);
    assertThat(first.usedPercent()).isEqualTo(70);
    assertThat(first.leftPercent()).isEqualTo(30);
    assertThat(first.isNear()).isTrue();
    assertThat(first.reachedAt()).isNull();
    assertThat(first.spent()).isNull();
    assertThat(windows.getFirst().isNear()).isFalse();
  }

  @Test
  void aWindowIsOverAtItsReset() throws Exception {
    codex("2026-11-02T10:00:00.000Z", five(120, "2026-11-02T15:00:00Z"));
    LimitWindow window = windows(null, null).getFirst();
    assertThat(window.reachedAt()).isEqualTo("2026-11-02T10:00:00Z");
    assertThat(window.leftPercent()).isZero();
    assertThat(window.isAt(Instant.parse("2026-11-02T09:59:59Z"))).isFalse();
    assertThat(window.isAt(Instant.parse("2026-11-02T10:00:00Z"))).isTrue();
    assertThat(window.isAt(Instant.parse("2026-11-02T14:59:59Z"))).isTrue();
    assertThat(window.isAt(Instant.parse("2026-11-02T15:00:00Z"))).isFalse();
  }

  @Test
  void withoutAResetLessThanBeforeBeginsAnotherWindow() throws Exception {
    codex("2026-11-02T10:00:00.000Z", "{\"primary\":{\"used_percent\":10}}");
    codex("2026-11-02T11:00:00.000Z", "{\"primary\":{\"used_percent\":90}}");
    codex("2026-11-02T12:00:00.000Z", "{\"primary\":{\"used_percent\":5}}");
    List<LimitWindow> windows = windows(null, null);
    assertThat(windows).extracting(LimitWindow::peakPercent).containsExactly(5.0, 90.0);
    assertThat(windows).extracting(LimitWindow::end).containsExactly(null, null);
    assertThat(windows.getFirst().isAt(Instant.parse("2026-11-02T12:00:00Z"))).isFalse();
  }

  @Test
  void aSpanHasTheWindowsThatReachIntoIt() throws Exception {
    answer("2026-11-01T10:10:00.000Z", 1);
    answer("2026-11-01T16:10:00.000Z", 1);
    codex("2026-11-02T10:00:00.000Z", five(10, "2026-11-02T15:00:00Z"));
    assertThat(windows(null, "2026-11-01T15:00:00Z")).hasSize(2);
    assertThat(windows(null, "2026-11-01T14:45:00Z")).hasSize(3);
    assertThat(windows("codex", null)).extracting(LimitWindow::agent).containsExactly("codex");
    assertThat(windows("claude", null)).hasSize(2);
    assertThat(windows("pi", null)).isEmpty();
  }
}
