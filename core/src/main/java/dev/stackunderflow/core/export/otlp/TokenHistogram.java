package dev.stackunderflow.core.export.otlp;

import java.io.IOException;
import java.time.Instant;

/** How many tokens the calls of one model had, with the buckets that the conventions advise. */
final class TokenHistogram {

  private static final double[] BOUNDS = new double[14];

  static {
    for (int i = 0; i < BOUNDS.length; i++) {
      BOUNDS[i] = Math.pow(4, i);
    }
  }

  private final long[] buckets = new long[BOUNDS.length + 1];
  private Instant first = Instant.MAX;
  private Instant last = Instant.MIN;
  private long count;
  private long sum;

  void add(long tokens, Instant start, Instant end) {
    int bucket = 0;
    while (bucket < BOUNDS.length && tokens > BOUNDS[bucket]) {
      bucket++;
    }
    buckets[bucket]++;
    count++;
    sum += tokens;
    first = start.isBefore(first) ? start : first;
    last = end.isAfter(last) ? end : last;
  }

  void write(OtlpJson json) throws IOException {
    json.time("startTimeUnixNano", first);
    json.time("timeUnixNano", last);
    json.big("count", count);
    json.real("sum", (double) sum);
    json.bigs("bucketCounts", buckets);
    json.reals("explicitBounds", BOUNDS);
  }
}
