package dev.stackunderflow.core.catalog.transcript;

import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one transcript, in order, with each tool's result at its call. A result is looked
 * for in the events that follow the call, up to the next message of a person; only these are in
 * memory.
 */
public final class MessageReader implements AutoCloseable {

  /** How many events behind a call are searched for its result. */
  static final int LOOK_AHEAD = 200;

  /** How many calls without a result are remembered, for one that comes later. */
  private static final int REMEMBERED = 1000;

  /** Supplies a transcript's events in their order. */
  interface Events extends AutoCloseable {
    /** The next event, without its results at their calls; null at the end. */
    @Nullable TranscriptMessage next() throws SQLException;

    @Override
    void close() throws SQLException;
  }

  private final Events events;
  private final Deque<TranscriptMessage> ahead = new ArrayDeque<>();
  private final Map<String, ToolCall> open = bounded();
  private final Map<String, ToolCall> done = bounded();

  MessageReader(Events events) {
    this.events = events;
  }

  private static Map<String, ToolCall> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, ToolCall> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** The next message; null at the end. */
  public @Nullable TranscriptMessage next() throws SQLException {
    TranscriptMessage message = ahead.isEmpty() ? events.next() : ahead.poll();
    if (message == null) {
      return null;
    }
    Map<String, List<ToolResult>> wanted = new HashMap<>();
    for (Part part : message.parts()) {
      if (part instanceof ToolCall call && call.id() != null) {
        if (call.results().isEmpty()) {
          wanted.put(call.id(), new ArrayList<>());
        } else {
          done.put(call.id(), call);
        }
      }
    }
    if (!wanted.isEmpty()) {
      find(wanted);
    }
    List<Part> parts = new ArrayList<>();
    for (Part part : message.parts()) {
      switch (part) {
        case ToolCall call -> parts.add(withResults(call, wanted));
        case ToolResult result -> late(result, parts);
        default -> parts.add(part);
      }
    }
    return message.with(parts);
  }

  private ToolCall withResults(ToolCall call, Map<String, List<ToolResult>> found) {
    String id = call.id();
    List<ToolResult> results = id == null ? null : found.get(id);
    if (id == null || results == null) {
      return call;
    }
    (results.isEmpty() ? open : done).put(id, call);
    return call.with(results);
  }

  /** A result far behind its call is shown with the call again; one that was shown is left out. */
  private void late(ToolResult result, List<Part> parts) {
    String id = result.callId();
    ToolCall call = id == null ? null : open.remove(id);
    if (id != null && call != null) {
      parts.add(call.with(List.of(result)));
      done.put(id, call);
    } else if (id == null || !done.containsKey(id)) {
      parts.add(result);
    }
  }

  /** Moves the results of the wanted calls here from the events that follow. */
  private void find(Map<String, List<ToolResult>> wanted) throws SQLException {
    int waiting = wanted.size();
    List<TranscriptMessage> seen = new ArrayList<>();
    while (waiting > 0 && seen.size() < LOOK_AHEAD) {
      TranscriptMessage next = ahead.isEmpty() ? events.next() : ahead.poll();
      if (next == null) {
        break;
      }
      if (next.isTyped()) {
        seen.add(next);
        break;
      }
      List<Part> kept = new ArrayList<>();
      for (Part part : next.parts()) {
        List<ToolResult> results =
            part instanceof ToolResult result && result.callId() != null
                ? wanted.get(result.callId())
                : null;
        if (results == null) {
          kept.add(part);
        } else {
          waiting -= results.isEmpty() ? 1 : 0;
          results.add((ToolResult) part);
        }
      }
      seen.add(next.with(kept));
    }
    // What was read goes before what waits behind it.
    for (int i = seen.size() - 1; i >= 0; i--) {
      ahead.addFirst(seen.get(i));
    }
  }

  @Override
  public void close() throws SQLException {
    events.close();
  }
}
