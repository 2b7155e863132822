package dev.stackunderflow.sync.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RequestPricesTest {

  private static final Map<String, Long> COUNTS =
      Map.of("put", 600_000L, "list", 400_000L, "get", 2_000_000L, "delete", 50_000L);
  private static final Offset<Double> CENT = Offset.offset(0.005);

  @Test
  void amazonChargesForAllRequestsExceptDeletes() {
    var estimate = RequestPrices.month("s3://bucket/p", COUNTS, 30).orElseThrow();
    assertThat(estimate.provider()).startsWith("Amazon S3");
    assertThat(estimate.usd()).isEqualTo(5.0 + 0.8, CENT);
    assertThat(RequestPrices.month("s3://bucket/p", COUNTS, 15).orElseThrow().usd())
        .as("half a month counted")
        .isEqualTo(11.6, CENT);
  }

  @Test
  void freeRequestsAreDeducted() {
    String r2 = "s3://bucket/p?endpoint=https://0123.r2.cloudflarestorage.com";
    assertThat(RequestPrices.month(r2, COUNTS, 30).orElseThrow().usd()).isZero();
    assertThat(RequestPrices.month(r2, COUNTS, 10).orElseThrow().usd()).isEqualTo(9.0, CENT);
    String b2 = "s3://bucket/p?endpoint=https://s3.eu-central-003.backblazeb2.com";
    assertThat(RequestPrices.month(b2, COUNTS, 30).orElseThrow().usd()).isEqualTo(0.77 + 1.3, CENT);
  }

  @Test
  void unknownServerHasNoPrice() {
    assertThat(RequestPrices.month("file:///nas/bucket", COUNTS, 30)).isEmpty();
    assertThat(RequestPrices.month("s3://bucket/p?endpoint=http://127.0.0.1:9000", COUNTS, 30))
        .isEmpty();
    assertThat(RequestPrices.month("s3://bucket/p?endpoint=https://notbackblazeb2.com", COUNTS, 30))
        .isEmpty();
  }
}
