package dev.stackunderflow.sync.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.JsonTrees;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The prices of requests, from the table in {@code request-prices.json}, which names its sources
 * and the day on which they were read.
 */
public final class RequestPrices {

  private static final int DAYS_OF_A_MONTH = 30;
  private static final double MILLION = 1e6;

  private RequestPrices() {}

  /**
   * What a month of requests would cost.
   *
   * @param provider whose list prices these are
   * @param usd in US dollars, after the free requests
   * @param source where the prices are from
   */
  public record Estimate(String provider, double usd, String source) {}

  /**
   * Estimates the cost of a month from counted requests.
   *
   * @param bucketUrl the bucket URL
   * @param counts requests by {@code list}, {@code get}, {@code put} and {@code delete}
   * @param days the number of days they were counted, at least 1
   * @return the estimate; empty if the prices are not known, for example of a private server
   */
  public static Optional<Estimate> month(String bucketUrl, Map<String, Long> counts, long days) {
    if (!(BucketUrl.parse(bucketUrl, true) instanceof BucketUrl.S3 s3)) {
      return Optional.empty();
    }
    String host = s3.endpoint() == null ? "amazonaws.com" : String.valueOf(s3.endpoint().getHost());
    for (JsonNode provider : table().path("providers")) {
      for (JsonNode known : provider.path("hosts")) {
        if (isUnder(host, known.asText())) {
          return Optional.of(
              new Estimate(
                  provider.path("name").asText(),
                  usd(provider.path("classes"), counts, days),
                  provider.path("source").asText()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUnder(String host, String known) {
    return host.equals(known) || host.endsWith("." + known);
  }

  private static double usd(JsonNode classes, Map<String, Long> counts, long days) {
    double usd = 0;
    for (JsonNode priced : classes) {
      long counted = 0;
      for (JsonNode kind : priced.path("kinds")) {
        counted += counts.getOrDefault(kind.asText(), 0L);
      }
      double aMonth = (double) counted * DAYS_OF_A_MONTH / days;
      double charged = Math.max(0, aMonth - priced.path("free").asLong());
      usd += charged * priced.path("per_million").asDouble() / MILLION;
    }
    return usd;
  }

  private static JsonNode table() {
    try (InputStream in = RequestPrices.class.getResourceAsStream("request-prices.json")) {
      return JsonTrees.read(Objects.requireNonNull(in).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("the program is damaged: request-prices.json", e);
    }
  }
}
