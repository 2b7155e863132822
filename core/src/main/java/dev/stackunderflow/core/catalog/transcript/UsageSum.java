package dev.stackunderflow.core.catalog.transcript;

import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.price.Bill;
import dev.stackunderflow.core.price.Cost;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.price.Rates;
import dev.stackunderflow.core.price.Tier;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;

/** Adds up what messages used and cost, each at the price of its model, day and tier. */
public final class UsageSum {

  private final PriceTable prices;
  private Tokens tokens = Tokens.NONE;
  private Bill bill = new Bill();
  private long responses;

  public UsageSum(PriceTable prices) {
    this.prices = prices;
  }

  /** Adds a message, unless its tokens count elsewhere or cannot be true. */
  public void add(TranscriptMessage message) {
    Event e = message.event();
    if (!message.isCounted() || !e.hasTokens() || !e.hasPossibleTokens()) {
      return;
    }
    responses++;
    tokens =
        tokens.plus(
            new Tokens(
                e.inputTokens(), e.outputTokens(), e.cacheCreateTokens(), e.cacheReadTokens()));
    long prompt = e.inputTokens() + e.cacheCreateTokens() + e.cacheReadTokens();
    Instant time = Timestamps.instant(e.timestamp());
    String model = e.model();
    Rates rates =
        model == null || time == null
            ? Rates.UNKNOWN
            : prices
                .of(model)
                .rates(time.getEpochSecond(), Tier.of(e.speed().equals("fast"), prompt));
    long hour = Math.clamp(e.cacheHourTokens(), 0, e.cacheCreateTokens());
    bill.add(e.inputTokens(), rates.input());
    bill.add(e.outputTokens(), rates.output());
    bill.add(e.cacheCreateTokens() - hour, rates.cacheWrite());
    bill.add(hour, rates.cacheWriteHour());
    bill.add(e.cacheReadTokens(), rates.cacheRead());
  }

  /** Begins again from 0. */
  public void reset() {
    tokens = Tokens.NONE;
    bill = new Bill();
    responses = 0;
  }

  /** How many events with tokens were added. */
  public long responses() {
    return responses;
  }

  public Tokens tokens() {
    return tokens;
  }

  public Cost cost() {
    return bill.cost();
  }
}
