package dev.stackunderflow.sync.bucket;

import java.util.Map;
import java.util.TreeMap;

/** Counts requests by kind. Thread-safe. */
final class RequestCounter {

  private final Map<String, Long> byKind = new TreeMap<>();

  synchronized void count(String kind) {
    byKind.merge(kind, 1L, Long::sum);
  }

  synchronized Bucket.Requests requests() {
    return new Bucket.Requests(Map.copyOf(byKind));
  }
}
