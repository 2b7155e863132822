package dev.stackunderflow.core.price;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What each model costs on each day. */
public final class PriceTable {

  private static final Comparator<Price> LATEST_FIRST =
      Comparator.comparing(Price::from, Comparator.nullsFirst(Comparator.<LocalDate>naturalOrder()))
          .reversed();

  private final Map<String, List<Price>> byModel = new HashMap<>();

  private PriceTable(Collection<Price> prices) {
    add(prices);
  }

  /** No prices: every cost is unknown. */
  public static PriceTable none() {
    return new PriceTable(List.of());
  }

  /** The prices that come with the program. */
  public static PriceTable builtIn() {
    return new PriceTable(PriceFile.builtIn());
  }

  /**
   * The prices that come with the program, overridden by the user's own: a model that the user's
   * file names has only the prices in that file.
   *
   * @param own the user's file; may be missing
   * @throws PriceFileException if the file is invalid
   * @throws IOException if it cannot be read
   */
  public static PriceTable withOwn(Path own) throws IOException {
    PriceTable table = builtIn();
    if (Files.exists(own)) {
      List<Price> prices = PriceFile.read(own);
      prices.forEach(price -> table.byModel.remove(key(price.model())));
      table.add(prices);
    }
    return table;
  }

  private void add(Collection<Price> prices) {
    for (Price price : prices) {
      byModel.computeIfAbsent(key(price.model()), _ -> new ArrayList<>()).add(price);
    }
    byModel.values().forEach(ofModel -> ofModel.sort(LATEST_FIRST));
  }

  /** {@code MiniMax-M2.7} and {@code minimax-m2.7} are one model. */
  private static String key(String model) {
    return model.toLowerCase(Locale.ROOT);
  }

  /**
   * The prices of one model on all days.
   *
   * @param model its name as an agent wrote it
   */
  public ModelPrices of(String model) {
    for (ModelName name : ModelName.of(model)) {
      List<Price> listed = byModel.get(key(name.name()));
      if (listed != null) {
        return new ModelPrices(listed, name.isRegional());
      }
    }
    return new ModelPrices(List.of(), false);
  }

  /**
   * The prices of one model.
   *
   * @param latestFirst in descending order of their first day; empty where none is known
   * @param isRegional whether a tenth is added for requests that are bound to a region
   */
  public record ModelPrices(List<Price> latestFirst, boolean isRegional) {

    private static final long SECONDS_A_DAY = 86_400;

    /**
     * The prices of a request, by time and tier.
     *
     * @param epochSecond when, in seconds since 1970
     * @param tier the request's tier
     */
    public Rates rates(long epochSecond, Tier tier) {
      long epochDay = Math.floorDiv(epochSecond, SECONDS_A_DAY);
      for (Price price : latestFirst) {
        if (price.isFrom(epochDay)) {
          Rates rates = price.rates(epochSecond, tier);
          return isRegional ? rates.plusTenth() : rates;
        }
      }
      return Rates.UNKNOWN;
    }
  }
}
