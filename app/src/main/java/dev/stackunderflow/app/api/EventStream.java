package dev.stackunderflow.app.api;

import com.sun.net.httpserver.HttpExchange;
import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/events}: changes, as server-sent events. */
final class EventStream {

  static final String PATH = "/api/events";

  private static final int MAX_LISTENERS = 16;
  private static final long HEARTBEAT_MILLIS = 15_000;

  /** Ends before the server's limit for an answer; clients reconnect automatically. */
  private static final Duration LONGEST = Duration.ofMinutes(9);

  private final EventHub hub;
  private final Semaphore listeners = new Semaphore(MAX_LISTENERS);

  EventStream(EventHub hub) {
    this.hub = hub;
  }

  void serve(HttpExchange exchange) throws IOException, InterruptedException, Problem {
    long after = lastSeen(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    if (!listeners.tryAcquire()) {
      throw new Problem(503, "overloaded", "At most " + MAX_LISTENERS + " can listen at once.");
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        stream(out, after);
      }
    } finally {
      listeners.release();
    }
  }

  private void stream(OutputStream out, long from) throws IOException, InterruptedException {
    long after = from;
    long end = System.nanoTime() + LONGEST.toNanos();
    write(out, "retry: 1000\n\n");
    while (System.nanoTime() < end) {
      List<EventHub.Event> news = hub.await(after, HEARTBEAT_MILLIS);
      if (news == null) {
        return;
      }
      if (news.isEmpty()) {
        write(out, ": still here\n\n");
      }
      for (EventHub.Event event : news) {
        write(
            out,
            "id: %d\nevent: %s\ndata: %s\n\n"
                .formatted(event.id(), event.name(), JsonWriter.text(event.data())));
        after = event.id();
      }
    }
  }

  /** A reconnecting client continues where it was; ids of an earlier process are ignored. */
  private long lastSeen(@Nullable String lastEventId) {
    long last = hub.last();
    try {
      long seen = lastEventId == null ? last : Long.parseLong(lastEventId.strip());
      return Math.clamp(seen, 0, last);
    } catch (NumberFormatException e) {
      return last;
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
