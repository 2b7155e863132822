package dev.stackunderflow.core.export.otlp;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the model calls and tool calls in the lines of one transcript, in their order. */
final class SessionCalls {

  /** Later times do not fit into OTLP's 64 bits of nanoseconds; earlier ones are of no log. */
  private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

  private final List<ModelCall> calls = new ArrayList<>();
  private final Map<String, ToolCall> open = new HashMap<>();
  private @Nullable ModelCall current;
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** Reads a line; one without a time has that of the line before, or is left out. */
  void add(Event event) {
    Instant stated = Timestamps.instant(event.timestamp());
    boolean isPossible = stated != null && stated.isAfter(Instant.EPOCH) && stated.isBefore(LAST);
    Instant time = isPossible ? stated : last;
    if (time == null) {
      return;
    }
    for (ToolCall.Result result : ToolCall.results(event)) {
      current = null;
      ToolCall call = open.remove(result.id());
      if (call != null) {
        call.end(time, result.failed());
      }
    }
    if (event.role().equals("user")) {
      current = null;
    } else if ((event.role().equals("assistant") && !isOfTheAgentItself(event))
        || event.hasTokens()) {
      model(event, time);
    }
    first = first == null || time.isBefore(first) ? time : first;
    last = time;
  }

  /** Errors and notices that Claude Code writes in the model's place. */
  private static boolean isOfTheAgentItself(Event event) {
    return event.model() == null
        && !event.hasTokens()
        && event.rawJson().contains("\"<synthetic>\"");
  }

  private void model(Event event, Instant time) {
    ModelCall call = current;
    if (call == null || !call.isOf(event)) {
      call = new ModelCall(event.seq(), last == null || last.isAfter(time) ? time : last, time);
      calls.add(call);
      current = call;
    }
    call.add(event, time);
    if (event.toolsJson().equals("[]")) {
      return;
    }
    for (ToolCall tool : ToolCall.of(event, time)) {
      call.add(tool);
      if (tool.id() != null) {
        open.put(tool.id(), tool);
      }
    }
  }

  /** The model calls, with their tool calls. */
  List<ModelCall> calls() {
    return calls;
  }

  /** The earliest time of all; null where no line has one. */
  @Nullable Instant start() {
    return first;
  }

  /** The latest end of all. */
  Instant end() {
    Instant end = last == null ? Instant.EPOCH : last;
    for (ModelCall call : calls) {
      end = call.end().isAfter(end) ? call.end() : end;
      for (ToolCall tool : call.tools()) {
        end = tool.end().isAfter(end) ? tool.end() : end;
      }
    }
    return end;
  }
}
