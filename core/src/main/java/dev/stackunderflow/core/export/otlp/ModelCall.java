package dev.stackunderflow.core.export.otlp;

import dev.stackunderflow.core.store.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model call in the making: the lines of one response. */
final class ModelCall {

  private final long seq;
  private final Instant start;
  private final List<ToolCall> tools = new ArrayList<>();
  private @Nullable String usageId;
  private @Nullable String model;
  private Instant end;
  private long input;
  private long output;
  private long cacheWritten;
  private long cacheRead;

  /**
   * Begins a call.
   *
   * @param seq the place of its first line
   * @param start the time of the line before it
   * @param end the time of its first line
   */
  ModelCall(long seq, Instant start, Instant end) {
    this.seq = seq;
    this.start = start;
    this.end = end;
  }

  /** Whether a line is of the same response. */
  boolean isOf(Event event) {
    String other = event.usageId();
    return usageId == null || other == null || usageId.equals(other);
  }

  /** Adds a line. Its tokens are 0 where another line of the response counts them. */
  void add(Event event, Instant time) {
    usageId = usageId == null ? event.usageId() : usageId;
    model = model == null ? event.model() : model;
    end = time.isAfter(end) ? time : end;
    input += event.inputTokens();
    output += event.outputTokens();
    cacheWritten += event.cacheCreateTokens();
    cacheRead += event.cacheReadTokens();
  }

  void add(ToolCall tool) {
    tools.add(tool);
  }

  long seq() {
    return seq;
  }

  Instant start() {
    return start;
  }

  Instant end() {
    return end;
  }

  @Nullable String model() {
    return model;
  }

  List<ToolCall> tools() {
    return tools;
  }

  boolean hasTokens() {
    return allInput() + output > 0;
  }

  /** All that the model read, as the conventions define it: what came from the cache too. */
  long allInput() {
    return input + cacheWritten + cacheRead;
  }

  long output() {
    return output;
  }

  long cacheWritten() {
    return cacheWritten;
  }

  long cacheRead() {
    return cacheRead;
  }
}
