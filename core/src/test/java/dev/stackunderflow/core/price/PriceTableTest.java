package dev.stackunderflow.core.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {

  private static final Tier USUAL = Tier.of(false, 1000);

  @TempDir Path folder;

  /** Noon of a day, or a moment, in seconds since 1970. */
  private static long time(String time) {
    return Instant.parse(time.contains("T") ? time : time + "T12:00:00Z").getEpochSecond();
  }

  private static Rates builtIn(String model, String day, Tier tier) {
    return PriceTable.builtIn().of(model).rates(time(day), tier);
  }

  private PriceTable own(String text) throws IOException {
    return PriceTable.withOwn(Files.writeString(folder.resolve("prices.json"), text));
  }

  @Test
  void everyPriceThatComesWithTheProgramSaysWhereAndWhenItWasFound() {
    assertThat(PriceFile.builtIn())
        .isNotEmpty()
        .allSatisfy(
            price -> {
              assertThat(price.source()).startsWith("https://");
              assertThat(price.seen()).isNotNull();
            });
  }

  @Test
  void aModelIsFoundByItsNameWithADateOrAWindowBehindIt() {
    Rates sonnet = new Rates(3_000_000L, 3_750_000L, 6_000_000L, 300_000L, 15_000_000L);
    for (String name :
        new String[] {
          "claude-sonnet-4-5", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5-20250929[1m]"
        }) {
      assertThat(builtIn(name, "2026-01-01", USUAL)).isEqualTo(sonnet);
    }
    assertThat(builtIn("claude-sonnet-4-7", "2026-01-01", USUAL)).isEqualTo(Rates.UNKNOWN);
    assertThat(builtIn("my-claude-sonnet-4-5", "2026-01-01", USUAL)).isEqualTo(Rates.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic/claude-sonnet-4.5, claude-sonnet-4-5",
    "openrouter/anthropic/claude-sonnet-4.5:thinking, claude-sonnet-4-5",
    "anthropic/claude-3.7-sonnet:beta, claude-3-7-sonnet",
    "claude-sonnet-3.7, claude-3-7-sonnet",
    "Claude Opus 4.8, claude-opus-4-8",
    "claude-4.5-sonnet, claude-sonnet-4-5",
    "claude-4-sonnet-1m, claude-sonnet-4",
    "claude-4.8-opus-high-thinking, claude-opus-4-8",
    "claude-sonnet-4-5@20250929, claude-sonnet-4-5",
    "claude-3-5-sonnet-v2@20241022, claude-3-5-sonnet",
    "claude-3-5-haiku-latest, claude-3-5-haiku",
    "global.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5",
    "anthropic.claude-opus-4-1-20250805-v1:0, claude-opus-4-1",
    "arn:aws:bedrock:us-east-1:1:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0,"
        + " claude-sonnet-4",
    "openai/gpt-5.4, gpt-5.4",
    "azure/gpt-5-2025-08-07, gpt-5",
    "gpt-5.4-xhigh, gpt-5.4",
    "gpt-5.1-codex-max-high, gpt-5.1-codex-max",
    "GPT-5.4-mini, gpt-5.4-mini",
    "models/gemini-2.5-pro, gemini-2.5-pro",
    "google/gemini-3.5-flash, gemini-3.5-flash",
    "gemini-3.5-flash-high, gemini-3.5-flash",
    "MiniMax-M2.7, minimax-m2.7",
    "o4-mini-high, o4-mini",
    "openrouter/x-ai/grok-4.5, grok-4.5"
  })
  void aModelIsFoundAsGatewaysCloudsAndEditorsWriteIt(String written, String listed) {
    Rates rates = builtIn(written, "2026-11-01", USUAL);
    assertThat(rates).isEqualTo(builtIn(listed, "2026-11-01", USUAL));
    assertThat(rates).isNotEqualTo(Rates.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claude-sonnet", // which one?
        "gpt-5.4-fast", // costs more
        "gpt-5.9-codex-max",
        "anthropic/claude-sonnet-4.5:free",
        "groq/kimi-k3", // a host with prices of its own
        "moonshotai/kimi-k2.7-code", // OpenRouter asks one host or another
        "deepseek/deepseek-chat",
        "someone/claude-sonnet-4-7",
        "",
        "/",
        "anthropic."
      })
  void aNameThatMayMeanAnotherPriceHasNone(String written) {
    assertThat(builtIn(written, "2026-11-01", USUAL)).isEqualTo(Rates.UNKNOWN);
  }

  @Test
  void aRegionCostsATenthMoreFromSonnet45On() {
    assertThat(builtIn("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "2026-01-01", USUAL))
        .isEqualTo(new Rates(3_300_000L, 4_125_000L, 6_600_000L, 330_000L, 16_500_000L));
    assertThat(builtIn("us.anthropic.claude-sonnet-4-20250514-v1:0", "2026-01-01", USUAL).input())
        .isEqualTo(3_000_000);
  }

  @Test
  void aPriceHoldsFromItsDayOnAndTheOneBeforeUpToIt() {
    assertThat(builtIn("claude-sonnet-5-5", "2026-10-06", USUAL).cacheRead()).isEqualTo(200_000);
    assertThat(builtIn("claude-sonnet-5-5", "2026-10-07", USUAL).cacheRead()).isEqualTo(100_000);
  }

  @Test
  void longPromptsAndFastModeHaveTheirOwnPricesOrNone() {
    String haiku = "claude-haiku-5-5";
    assertThat(builtIn(haiku, "2026-11-01", Tier.of(false, 100_000)).input()).isEqualTo(100_000);
    assertThat(builtIn(haiku, "2026-11-01", Tier.of(false, 100_001)).input()).isEqualTo(500_000);
    assertThat(builtIn("claude-opus-4-8", "2026-11-01", Tier.of(true, 1)).output())
        .isEqualTo(50_000_000);
    assertThat(builtIn(haiku, "2026-11-01", Tier.of(true, 1))).isEqualTo(Rates.UNKNOWN);
    // A price that does not mind the prompt's length.
    assertThat(builtIn("claude-opus-4-8", "2026-11-01", Tier.of(false, 900_000)).input())
        .isEqualTo(5_000_000);
  }

  @Test
  void claudesLongPromptsCostMoreUntilTheWindowOfAMillionHadOnePrice() {
    Tier longPrompt = Tier.of(false, 200_001);
    assertThat(builtIn("claude-sonnet-4-6", "2026-03-12", longPrompt))
        .isEqualTo(new Rates(6_000_000L, 7_500_000L, 12_000_000L, 600_000L, 22_500_000L));
    assertThat(builtIn("claude-sonnet-4-6", "2026-03-12", USUAL).input()).isEqualTo(3_000_000);
    assertThat(builtIn("claude-sonnet-4-6", "2026-03-13", longPrompt).input()).isEqualTo(3_000_000);
    assertThat(builtIn("claude-opus-4-6", "2026-03-12", longPrompt).output()).isEqualTo(37_500_000);
    assertThat(builtIn("claude-sonnet-4-5-20250929[1m]", "2026-04-01", longPrompt).input())
        .isEqualTo(6_000_000);
  }

  @Test
  void aPriceThatEndsIsNotKnownAfterwards() throws Exception {
    assertThat(builtIn("deepseek-v4-pro", "2026-08-15", USUAL).input()).isEqualTo(435_000);
    assertThat(builtIn("deepseek-v4-pro", "2026-08-16", USUAL)).isEqualTo(Rates.UNKNOWN);
    assertThat(builtIn("deepseek-flash", "2027-01-01", USUAL)).isEqualTo(Rates.UNKNOWN);
    PriceTable prices =
        own(
            """
            {"prices": [
              {"model": "Mine", "input": 1, "output": 2},
              {"model": "mine", "from": "2026-11-01"}]}
            """);
    assertThat(prices.of("mine").rates(time("2026-10-31"), USUAL).output()).isEqualTo(2_000_000);
    assertThat(prices.of("MINE").rates(time("2026-11-01"), USUAL)).isEqualTo(Rates.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-18T00:59:59Z, 660000",
    "2026-08-18T01:00:00Z, 1320000",
    "2026-08-18T03:59:59Z, 1320000",
    "2026-08-18T04:00:00Z, 660000",
    "2026-08-18T09:59:59Z, 1320000",
    "2026-08-18T10:00:00Z, 660000",
    "2026-08-22T02:00:00Z, 1320000", // the last Saturday with peak hours
    "2026-08-23T02:00:00Z, 660000",
    "2026-08-28T02:00:00Z, 1320000",
    "2026-08-29T02:00:00Z, 660000",
    "2026-09-25T02:00:00Z, 660000", // a holiday
    "2026-10-08T02:00:00Z, 1320000"
  })
  void aPriceCanDependOnTheHourAndTheWeekday(String time, long input) {
    assertThat(builtIn("deepseek-v4-pro", time, USUAL).input()).isEqualTo(input);
  }

  @Test
  void aTierSurvivesItsCode() {
    for (long prompt : new long[] {0, 100_001, 200_001, 272_001}) {
      for (boolean fast : new boolean[] {false, true}) {
        Tier tier = Tier.of(fast, prompt);
        assertThat(Tier.ofCode(tier.code())).isEqualTo(tier);
      }
    }
  }

  @Test
  void theUsersPricesReplaceAllOfAModel() throws Exception {
    PriceTable prices =
        own(
            """
            {"prices": [
              {"model": "claude-sonnet-5-5", "from": "2026-11-01", "input": 1.5},
              {"model": "my-model", "input": 0, "output": 0.000001}
            ]}
            """);
    assertThat(prices.of("claude-sonnet-5-5").rates(time("2026-11-01"), USUAL))
        .isEqualTo(new Rates(1_500_000L, null, null, null, null));
    assertThat(prices.of("claude-sonnet-5-5").rates(time("2026-10-31"), USUAL))
        .isEqualTo(Rates.UNKNOWN);
    assertThat(prices.of("my-model").rates(time("1999-01-01"), USUAL).output()).isEqualTo(1);
    assertThat(prices.of("claude-opus-5").latestFirst()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                          | it is empty",
        "{                                                           | is not valid JSON",
        "{\"prices\": 5}                                             | no list \"prices\"",
        "[]                                                          | no list \"prices\"",
        "{\"prices\": [7]}                                           | entry 1 of \"prices\": it must be",
        "{\"prices\": [{\"input\": 1}]}                              | the model's name, is missing",
        "{\"prices\": [{\"model\": \"m\"}]}                          | (m): none of these prices is given",
        "{\"prices\": [{\"model\": \"m\", \"input\": \"3\"}]}        | \"input\" must be a number",
        "{\"prices\": [{\"model\": \"m\", \"input\": -1}]}           | \"input\" must be a number",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1e9}]}          | \"input\" must be a number",
        "{\"prices\": [{\"model\": \"m\", \"input\": 0.0000001}]}    | more than six decimal places",
        "{\"prices\": [{\"model\": \"m\", \"inputs\": 1}]}           | \"inputs\" is not a field",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"input\": 2}]} | Duplicate field",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"from\": \"May\"}]} | \"from\" must be a day",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"above\": {\"tokens\": 5}}]} | must be one of",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"fast\": 6}]} | \"fast\" must be an object",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"peak\": {\"input\": 2}}]} | must be a list such as",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"peak\": {\"hours\": [\"01-04\", 5]}}]} | must be a list such as",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"peak\": {\"hours\": [\"22-02\"]}}]} | must be a list such as",
        "{\"prices\": [{\"model\": \"m\", \"input\": 1, \"peak\": {\"hours\": [\"01-04\"], \"days\": \"Monday\"}}]} | must be \"weekdays\""
      })
  void aFileThatIsNotAsItShouldBeIsRefusedInWords(String text, String words) {
    assertThatThrownBy(() -> own(text))
        .isInstanceOf(PriceFileException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("prices.json cannot be used")
        .hasMessageContaining("Nothing was changed");
  }
}
