package dev.stackunderflow.sync.bucket;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The prices of requests, from the table in {@code request-prices.json}, which names its sources
 * and the day on which they were read.
 */
public final class RequestPrices {

  private static final int DAYS_OF_A_MONTH = 30;
  private static final double MILLION = 1e6;

  private RequestPrices() {}

  private record Table(List<Provider> providers) {}

  private record Provider(
      String name, List<String> hosts, String source, List<PriceClass> classes) {}

  private record PriceClass(List<String> kinds, double perMillion, long free) {}

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
    String host = host(bucketUrl);
    return table().providers().stream()
        .filter(provider -> provider.hosts().stream().anyMatch(known -> isUnder(host, known)))
        .findFirst()
        .map(
            provider ->
                new Estimate(provider.name(), usd(provider, counts, days), provider.source()));
  }

  private static String host(String bucketUrl) {
    return switch (BucketUrl.parse(bucketUrl, true)) {
      case BucketUrl.S3 s3 ->
          s3.endpoint() == null ? "amazonaws.com" : String.valueOf(s3.endpoint().getHost());
      case BucketUrl.Folder _ -> "";
    };
  }

  private static boolean isUnder(String host, String known) {
    return host.equals(known) || host.endsWith("." + known);
  }

  private static double usd(Provider provider, Map<String, Long> counts, long days) {
    double usd = 0;
    for (PriceClass priced : provider.classes()) {
      long counted = priced.kinds().stream().mapToLong(k -> counts.getOrDefault(k, 0L)).sum();
      double aMonth = (double) counted * DAYS_OF_A_MONTH / days;
      usd += Math.max(0, aMonth - priced.free()) * priced.perMillion() / MILLION;
    }
    return usd;
  }

  private static Table table() {
    try (InputStream in = RequestPrices.class.getResourceAsStream("request-prices.json")) {
      return JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build()
          .readValue(in, Table.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the program is damaged: request-prices.json", e);
    }
  }
}
