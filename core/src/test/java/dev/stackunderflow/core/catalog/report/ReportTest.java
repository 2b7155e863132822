package dev.stackunderflow.core.catalog.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.claude.ClaudeCode;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report.Group;
import dev.stackunderflow.core.catalog.report.Report.Model;
import dev.stackunderflow.core.catalog.report.Report.Period;
import dev.stackunderflow.core.catalog.report.Report.UnpricedModel;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  private static final String SONNET = "claude-sonnet-4-5-20250929";

  @TempDir Path folder;
  private Map<String, String> env = Map.of();
  private int messages;

  @BeforeEach
  void home() {
    env = Map.of("HOME", folder.toString());
  }

  /** An answer with 1,000 tokens of output, and whatever else its usage says. */
  private void answer(String session, String time, String model, String usage) throws Exception {
    messages++;
    String line =
        """
        {"type":"assistant","uuid":"u%d","timestamp":"%s","sessionId":"%s","cwd":"/home/me/app",\
        "requestId":"r%d","message":{"id":"m%d","role":"assistant","model":"%s",\
        "content":[{"type":"text","text":"x"}],"usage":{"output_tokens":1000%s}}}
        """
            .formatted(messages, time, session, messages, messages, model, usage);
    Path log = folder.resolve(".claude/projects/-p/" + session + ".jsonl");
    Files.createDirectories(log.getParent());
    Files.writeString(log, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Report report(Grouping by, String zone, @Nullable Instant since, @Nullable Instant until)
      throws Exception {
    try (Store store = Store.open(Home.of(env).store())) {
      new Ingest(store, List.of(new ClaudeCode(env)), Clock.systemUTC(), ForgetRules.NOTHING)
          .run((_, _) -> {});
      try (Catalog catalog = Catalog.open(Home.of(env), store)) {
        return catalog.report(
            new ReportQuery(
                new DeviceFilter.All(),
                null,
                null,
                since,
                until,
                ZoneId.of(zone),
                Set.of(by),
                PriceTable.builtIn()));
      }
    }
  }

  private List<String> periods(Grouping by, String zone) throws Exception {
    return report(by, zone, null, null).by(by).stream()
        .map(g -> ((Period) g.subject()).label() + " " + g.counts().events())
        .toList();
  }

  @Test
  void aDayBeginsAtMidnightOfTheZoneAlsoWhereThatIsNoFullHourAway() throws Exception {
    answer("a", "2026-11-01T18:29:59.999Z", SONNET, "");
    answer("a", "2026-11-01T18:30:00.000Z", SONNET, "");
    answer("a", "2026-11-01T18:15:00.000Z", SONNET, "");
    assertThat(periods(Grouping.DAY, "UTC")).containsExactly("2026-11-01 3");
    assertThat(periods(Grouping.DAY, "Asia/Kolkata"))
        .containsExactly("2026-11-01 2", "2026-11-02 1");
    assertThat(periods(Grouping.DAY, "Asia/Kathmandu")).containsExactly("2026-11-02 3");
  }

  @Test
  void theDayOnWhichClocksGoBackHas25Hours() throws Exception {
    answer("a", "2026-10-24T21:59:00.000Z", SONNET, "");
    answer("a", "2026-10-24T22:00:00.000Z", SONNET, "");
    answer("a", "2026-10-25T22:59:00.000Z", SONNET, "");
    answer("a", "2026-10-25T23:00:00.000Z", SONNET, "");
    assertThat(periods(Grouping.DAY, "Europe/Berlin"))
        .containsExactly("2026-10-24 1", "2026-10-25 2", "2026-10-26 1");
  }

  @Test
  void weeksAreThoseOfIsoAndMonthsTheZones() throws Exception {
    answer("a", "2026-12-31T12:00:00.000Z", SONNET, "");
    answer("a", "2027-01-03T23:45:00.000Z", SONNET, "");
    answer("a", "2027-01-04T00:00:00.000Z", SONNET, "");
    assertThat(periods(Grouping.WEEK, "UTC")).containsExactly("2026-W53 2", "2027-W01 1");
    assertThat(periods(Grouping.WEEK, "+01:00")).containsExactly("2026-W53 1", "2027-W01 2");
    assertThat(periods(Grouping.MONTH, "UTC")).containsExactly("2026-12 1", "2027-01 2");
  }

  @Test
  void aSpanHasItsFirstMomentAndNotItsLast() throws Exception {
    answer("a", "2026-11-01T09:59:59.999Z", SONNET, "");
    answer("a", "2026-11-01T10:00:00.000Z", SONNET, "");
    answer("a", "2026-11-01T10:14:59.999Z", SONNET, "");
    answer("a", "2026-11-01T10:15:00.000Z", SONNET, "");
    Report report =
        report(
            Grouping.SESSION,
            "UTC",
            Instant.parse("2026-11-01T10:00:00Z"),
            Instant.parse("2026-11-01T10:15:00Z"));
    assertThat(report.total().events()).isEqualTo(2);
    assertThat(report.by(Grouping.SESSION)).hasSize(1);
  }

  @Test
  void everyKindOfTokenHasItsPrice() throws Exception {
    answer(
        "a",
        "2026-11-01T10:00:00.000Z",
        SONNET,
        """
        ,"input_tokens":10000,"cache_read_input_tokens":10000,\
        "cache_creation_input_tokens":20000,"cache_creation":{\
        "ephemeral_5m_input_tokens":15000,"ephemeral_1h_input_tokens":5000}\
        """);
    // 10,000 at 3, 10,000 at 0.30, 15,000 at 3.75, 5,000 at 6, 1,000 at 15
    Report report = report(Grouping.MODEL, "UTC", null, null);
    assertThat(report.total().cost().dollars()).isEqualByComparingTo("0.13425");
    assertThat(report.total().cost().isPartial()).isFalse();
  }

  @Test
  void aPriceHoldsFromItsDayInUtcWhateverTheZone() throws Exception {
    String read = ",\"cache_read_input_tokens\":1000000";
    answer("a", "2026-10-06T23:59:00.000Z", "claude-sonnet-5-5", read);
    answer("a", "2026-10-07T00:00:00.000Z", "claude-sonnet-5-5", read);
    // 0.20 and 0.10 for the cache, twice 1,000 at 10 for the output
    assertThat(report(Grouping.DAY, "Asia/Tokyo", null, null).total().cost().dollars())
        .isEqualByComparingTo("0.32");
  }

  @Test
  void fastModeAndLongPromptsArePricedAsWhatTheyAre() throws Exception {
    answer("a", "2026-11-01T10:00:00.000Z", "claude-opus-4-8", ",\"speed\":\"fast\"");
    answer("a", "2026-11-01T10:01:00.000Z", "claude-haiku-5-5", ",\"input_tokens\":100001");
    answer("a", "2026-11-01T10:02:00.000Z", "claude-haiku-5-5", ",\"input_tokens\":100000");
    List<Group> models = report(Grouping.MODEL, "UTC", null, null).by(Grouping.MODEL);
    assertThat(models)
        .extracting(m -> m.subject() + " " + m.counts().cost().dollars().stripTrailingZeros())
        .containsExactly(
            // (100,001 at 0.50 and 1,000 at 2.50) and (100,000 at 0.10 and 1,000 at 0.50)
            "Model[name=claude-haiku-5-5] 0.0630005", "Model[name=claude-opus-4-8] 0.05");
  }

  @Test
  void tokensOfAnUnknownModelCountAndHaveNoPrice() throws Exception {
    answer("a", "2026-11-01T10:00:00.000Z", SONNET, "");
    answer("b", "2026-11-01T10:00:01.000Z", "somebody-else", ",\"input_tokens\":7");
    Report report = report(Grouping.MODEL, "UTC", null, null);
    assertThat(report.total().tokens().output()).isEqualTo(2000);
    assertThat(report.total().cost().isPartial()).isTrue();
    assertThat(report.total().cost().dollars()).isEqualByComparingTo("0.015");
    assertThat(report.unpriced()).containsExactly(new UnpricedModel("somebody-else", 1007));
    Group unknown = report.by(Grouping.MODEL).getFirst();
    assertThat(unknown.subject()).isEqualTo(new Model("somebody-else"));
    assertThat(unknown.counts().cost().isUnknown()).isTrue();
  }

  @Test
  void aSubagentsWorkIsItsSessions() throws Exception {
    answer("a", "2026-11-01T10:00:00.000Z", SONNET, "");
    answer("a/subagents/agent-1", "2026-11-01T10:00:01.000Z", SONNET, "");
    answer("b", "2026-11-01T10:00:02.000Z", SONNET, "");
    Report report = report(Grouping.SESSION, "UTC", null, null);
    assertThat(report.total().sessions()).isEqualTo(2);
    assertThat(report.by(Grouping.SESSION))
        .extracting(g -> ((Report.Session) g.subject()).sessionId() + " " + g.counts().events())
        .containsExactly("a 2", "b 1");
  }
}
