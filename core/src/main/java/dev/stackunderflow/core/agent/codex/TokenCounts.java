package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * What {@code token_count} lines report: a running total, often written again unchanged, and what
 * the last response used. A response that has a usage record is counted by that.
 */
final class TokenCounts {

  private static final String TOTAL = "total";
  private static final String RECORDED = "recorded";
  private static final String COUNTED = "counted_last";
  private static final String SKIPPED = "skipped_response";

  private @Nullable JsonNode total;

  /** Whether a usage record came since the last count, which the next count repeats. */
  private boolean recorded;

  /** What the last count was, where its usage record may still come. */
  private @Nullable JsonNode counted;

  /** The response whose count came before its record. */
  private @Nullable String skipped;

  TokenCounts(ObjectNode carry) {
    total = carry.get(TOTAL);
    recorded = carry.path(RECORDED).asBoolean(false);
    counted = carry.get(COUNTED);
    skipped = LenientJson.text(carry, SKIPPED);
  }

  void save(ObjectNode carry) {
    put(carry, TOTAL, total);
    put(carry, COUNTED, counted);
    carry.put(RECORDED, recorded);
    if (skipped != null) {
      carry.put(SKIPPED, skipped);
    }
  }

  private static void put(ObjectNode carry, String name, @Nullable JsonNode value) {
    if (value == null) {
      carry.remove(name);
    } else {
      carry.set(name, value.deepCopy());
    }
  }

  /** Notes a usage record; false where a count before it has counted the response. */
  boolean record(UsageRecord record) {
    if (record.responseId().equals(skipped)) {
      return false;
    }
    if (counted != null && UsageRecord.usage(counted).equals(record.usage())) {
      counted = null;
      skipped = record.responseId();
      return false;
    }
    recorded = true;
    return true;
  }

  /** What a count adds to what was counted before. */
  Usage count(JsonNode info) {
    boolean isRecorded = recorded;
    recorded = false;
    JsonNode last = info.path("last_token_usage");
    Usage usage = growth(info.path("total_token_usage"), last);
    if (isRecorded || usage.isNone()) {
      return Usage.NONE;
    }
    counted = last.isObject() ? last : null;
    return usage;
  }

  /** Names what the last count added: a thread's total is at each value once. */
  @Nullable String id(String session) {
    return total == null ? null : session + " " + UsageRecord.usage(total);
  }

  /** Where the total is not what it was and the last response's, the last response counts. */
  private Usage growth(JsonNode now, JsonNode last) {
    if (!now.isObject()) {
      return UsageRecord.usage(last);
    }
    JsonNode before = total;
    if (now.equals(before)) {
      return Usage.NONE;
    }
    total = now;
    if (last.isObject()) {
      return UsageRecord.usage(last);
    }
    return before == null ? UsageRecord.usage(now) : difference(before, now);
  }

  private static Usage difference(JsonNode before, JsonNode now) {
    Usage was = UsageRecord.usage(before);
    Usage is = UsageRecord.usage(now);
    boolean startedAgain =
        is.input() < was.input() || is.output() < was.output() || is.cacheRead() < was.cacheRead();
    return startedAgain
        ? is
        : new Usage(
            is.input() - was.input(),
            is.output() - was.output(),
            Math.max(0, is.cacheCreate() - was.cacheCreate()),
            0,
            is.cacheRead() - was.cacheRead());
  }
}
