package dev.stackunderflow.core.catalog.report;

import dev.stackunderflow.core.price.Bill;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.price.PriceTable.ModelPrices;
import dev.stackunderflow.core.price.Rates;
import dev.stackunderflow.core.price.Tier;
import java.util.HashMap;
import java.util.Map;

/** Computes what the tokens of a row cost. */
final class Pricing {

  private static final long SECONDS_A_QUARTER = 900;

  private final CostMode mode;
  private final Map<Long, ModelPrices> prices = new HashMap<>();

  /** Prices rows; the models' names come by their row ids. */
  Pricing(CostMode mode, PriceTable table, Map<Long, String> models) {
    this.mode = mode;
    models.forEach((id, name) -> prices.put(id, table.of(name)));
  }

  /** Sets the row's bill. */
  void price(TotalRow row) {
    if (row.isStated() && mode != CostMode.CALCULATED) {
      row.bill().addStated(row.costNanos(), row.tokens());
      return;
    }
    ModelPrices ofModel = mode == CostMode.STATED ? null : prices.get(row.model());
    Rates rates =
        ofModel == null
            ? Rates.UNKNOWN
            : ofModel.rates(row.quarter() * SECONDS_A_QUARTER, Tier.ofCode(row.tier()));
    Bill bill = row.bill();
    bill.add(row.input(), rates.input());
    bill.add(row.output(), rates.output());
    bill.add(row.cacheCreate() - row.cacheHour(), rates.cacheWrite());
    bill.add(row.cacheHour(), rates.cacheWriteHour());
    bill.add(row.cacheRead(), rates.cacheRead());
  }
}
