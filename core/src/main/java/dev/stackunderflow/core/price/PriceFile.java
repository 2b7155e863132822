package dev.stackunderflow.core.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.stackunderflow.core.json.SmallJson;
import dev.stackunderflow.core.price.Price.LongPrompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads price files: {@code prices.json} beside this class, and the user's own in the same format.
 */
final class PriceFile {

  private static final String BUILT_IN = "prices.json";
  private static final BigDecimal MOST = BigDecimal.valueOf(100_000);

  private static final List<String> KINDS =
      List.of("input", "cache_write", "cache_write_1h", "cache_read", "output");

  private static final Set<String> OTHER_FIELDS =
      Set.of("model", "from", "fast", "above", "peak", "source", "seen", "note");

  /** {@code 01-04}: from one until four o'clock. */
  private static final Pattern HOURS = Pattern.compile("(\\d\\d)-(\\d\\d)");

  private final String name;
  private String entry = "";

  private PriceFile(String name) {
    this.name = name;
  }

  /** The prices that come with the program. */
  static List<Price> builtIn() {
    try (InputStream in = PriceFile.class.getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException("the program is damaged: its prices are missing");
      }
      return new PriceFile(BUILT_IN).prices(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The user's prices. */
  static List<Price> read(Path file) throws IOException {
    return new PriceFile(file.toString()).prices(Files.readAllBytes(file));
  }

  private List<Price> prices(byte[] text) throws PriceFileException {
    Object file;
    try {
      file = SmallJson.read(text);
    } catch (JsonProcessingException e) {
      throw wrong(
          "it is not valid JSON: "
              + e.getOriginalMessage()
              + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")"));
    } catch (IOException e) {
      throw wrong("it is not valid JSON: " + e.getMessage());
    }
    if (!(file instanceof Map<?, ?> fields && fields.get("prices") instanceof List<?> list)) {
      throw wrong("it has no list \"prices\"");
    }
    List<Price> prices = new ArrayList<>();
    for (Object price : list) {
      entry = "entry " + (prices.size() + 1) + " of \"prices\"";
      prices.add(price(object(price, "it")));
    }
    return prices;
  }

  private Price price(Map<?, ?> price) throws PriceFileException {
    String model = text(price, "model");
    if (model == null || model.isBlank()) {
      throw wrong("\"model\", the model's name, is missing");
    }
    entry += " (" + model + ")";
    for (Object field : price.keySet()) {
      if (!KINDS.contains(field) && !OTHER_FIELDS.contains(field)) {
        throw wrong("\"" + field + "\" is not a field of a price");
      }
    }
    LocalDate from = day(price, "from");
    Rates usual = rates(price);
    // With a day and no prices: from then on they are not known.
    if (usual.areUnknown() && from == null) {
      throw wrong("none of these prices is given: " + String.join(", ", KINDS));
    }
    Object fast = price.get("fast");
    Object above = price.get("above");
    Object peak = price.get("peak");
    return new Price(
        model,
        from,
        usual,
        fast == null ? null : rates(object(fast, "\"fast\"")),
        above == null ? null : longPrompt(object(above, "\"above\"")),
        peak == null ? null : peak(object(peak, "\"peak\"")),
        text(price, "source"),
        day(price, "seen"));
  }

  private LongPrompt longPrompt(Map<?, ?> above) throws PriceFileException {
    if (!(above.get("tokens") instanceof BigDecimal tokens)
        || !Tier.THRESHOLDS.contains(tokens.longValue())) {
      throw wrong("\"tokens\" of \"above\" must be one of " + Tier.THRESHOLDS);
    }
    return new LongPrompt(tokens.longValue(), rates(above));
  }

  private PeakPrice peak(Map<?, ?> peak) throws PriceFileException {
    String days = text(peak, "days");
    if (days != null && !days.equals("weekdays")) {
      throw wrong("\"days\" of \"peak\" must be \"weekdays\" or be left out");
    }
    return new PeakPrice(hours(peak), days != null, rates(peak));
  }

  private List<PeakPrice.Hours> hours(Map<?, ?> peak) throws PriceFileException {
    List<PeakPrice.Hours> hours = new ArrayList<>();
    List<?> spans = peak.get("hours") instanceof List<?> list ? list : List.of();
    for (Object span : spans) {
      Matcher parts = HOURS.matcher(String.valueOf(span));
      if (parts.matches()) {
        int from = Integer.parseInt(parts.group(1));
        hours.add(new PeakPrice.Hours(from, Integer.parseInt(parts.group(2))));
      }
    }
    if (hours.isEmpty()
        || hours.size() < spans.size()
        || !hours.stream().allMatch(PeakPrice.Hours::arePossible)) {
      throw wrong("\"hours\" of \"peak\" must be a list such as [\"01-04\", \"06-10\"]");
    }
    return hours;
  }

  private Rates rates(Map<?, ?> prices) throws PriceFileException {
    return new Rates(
        rate(prices, "input"),
        rate(prices, "cache_write"),
        rate(prices, "cache_write_1h"),
        rate(prices, "cache_read"),
        rate(prices, "output"));
  }

  private @Nullable Long rate(Map<?, ?> prices, String kind) throws PriceFileException {
    Object value = prices.get(kind);
    if (value == null) {
      return null;
    }
    if (!(value instanceof BigDecimal dollars)
        || dollars.signum() < 0
        || dollars.compareTo(MOST) > 0) {
      throw wrong(
          "\"" + kind + "\" must be a number, US dollars per million tokens, but is " + value);
    }
    try {
      return dollars.movePointRight(6).longValueExact();
    } catch (ArithmeticException e) {
      throw wrong("\"" + kind + "\" has more than six decimal places: " + value);
    }
  }

  private @Nullable LocalDate day(Map<?, ?> price, String field) throws PriceFileException {
    String day = text(price, field);
    try {
      return day == null ? null : LocalDate.parse(day);
    } catch (DateTimeException e) {
      throw wrong("\"" + field + "\" must be a day such as 2026-11-01");
    }
  }

  private @Nullable String text(Map<?, ?> price, String field) throws PriceFileException {
    Object value = price.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong("\"" + field + "\" must be a string");
  }

  private Map<?, ?> object(@Nullable Object value, String what) throws PriceFileException {
    if (value instanceof Map<?, ?> fields) {
      return fields;
    }
    throw wrong(what + " must be an object");
  }

  private PriceFileException wrong(String what) {
    return new PriceFileException(
        "The price file "
            + name
            + " cannot be used: "
            + (entry.isEmpty() ? "" : entry + ": ")
            + what
            + ". Nothing was changed. Correct the file or move it away; docs/commands.md describes its format.");
  }
}
