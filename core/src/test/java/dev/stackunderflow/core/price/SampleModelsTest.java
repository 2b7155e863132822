package dev.stackunderflow.core.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.Catalog;
import dev.stackunderflow.core.catalog.report.Report;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every model that the current clients wrote into the sample logs has a price. */
class SampleModelsTest {

  @TempDir Path home;

  @ParameterizedTest
  @CsvSource({"claude, .claude", "codex, .codex"})
  void everyModelOfTheSampleLogsHasAPrice(String agent, String logs) throws Exception {
    Path sample = Path.of("../../shared/data/agents/real", agent, "home", logs).toAbsolutePath();
    assumeTrue(Files.isDirectory(sample), "the shared sample logs are not here");
    Map<String, String> env =
        Map.of(
            "HOME",
            home.toString(),
            agent.equals("claude") ? "CLAUDE_CONFIG_DIR" : "CODEX_HOME",
            sample.toString());
    Home folder = Home.of(env);
    try (Store store = Store.open(folder.store())) {
      new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING)
          .run((done, files) -> {});
      try (Catalog catalog = Catalog.open(folder, store)) {
        Report report = catalog.report(new DeviceFilter.All());
        assertThat(report.total().events()).isPositive();
        assertThat(report.unpriced()).isEmpty();
      }
    }
  }

  @Test
  void theModelsThatCurrentClientsOfferHavePrices() throws Exception {
    for (String model :
        new String[] {"gpt-6.2-sol", "gpt-6.2-astra", "gpt-6.1-terra", "claude-opus-5-5"}) {
      long time = Instant.parse("2026-11-26T00:00:00Z").getEpochSecond();
      Rates rates = PriceTable.builtIn().of(model).rates(time, Tier.of(false, 1000));
      assertThat(rates.input()).as(model).isNotNull();
      assertThat(rates.cacheRead()).as(model).isNotNull();
      assertThat(rates.output()).as(model).isNotNull();
    }
  }
}
