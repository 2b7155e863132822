package dev.stackunderflow.core.catalog.index;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a line says of its usage besides the token counts.
 *
 * <p>The key tells which events repeat one response's usage. Where the event does not name it,
 * because another program's store holds it, it is made of the line. Claude writes a message over
 * several lines, copies lines into resumed sessions and replays them in side conversations under
 * another request id: they count once. Gateways that give no request id reuse message ids over
 * sessions, so that without one a message id counts once a session.
 *
 * @param key the key that the lines of one message share, null where the line stands for itself
 * @param cacheHourTokens how many of the tokens written to the cache were written for an hour
 */
record UsageDetails(@Nullable Long key, long cacheHourTokens) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final UsageDetails NONE = new UsageDetails(null, 0);

  /** Reads a line. */
  static UsageDetails of(StoredSession session, Event event) {
    boolean hasUsage = event.hasTokens();
    if (hasUsage && event.usageId() != null) {
      return new UsageDetails(
          new FieldDigest().text(event.usageId()).key(), hour(event.cacheHourTokens(), event));
    }
    if (!hasUsage || !session.provider().equals("claude")) {
      return NONE;
    }
    var line = new Line();
    try (JsonParser parser = JSON.createParser(event.rawJson())) {
      line.read(parser);
    } catch (IOException e) {
      // A foreign store's text that is not JSON names no response.
      return NONE;
    }
    return new UsageDetails(key(session, line), hour(line.cacheHourTokens, event));
  }

  private static long hour(long stated, Event event) {
    return Math.clamp(stated, 0, event.cacheCreateTokens());
  }

  private static @Nullable Long key(StoredSession session, Line line) {
    if (line.message == null) {
      return null;
    }
    if (line.request != null) {
      return new FieldDigest().text(line.message).key();
    }
    if (!line.message.startsWith("msg_")) {
      return null;
    }
    return new FieldDigest().text(line.message).text(SessionRoots.of(session.sessionId())).key();
  }

  /** The few fields of a log line that matter here. */
  private static final class Line {
    private @Nullable String message;
    private @Nullable String request;
    private long cacheHourTokens;

    void read(JsonParser parser) throws IOException {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, "");
      }
    }

    /** Reads to the object's end; the path names the objects around, each behind a slash. */
    private void object(JsonParser parser, String path) throws IOException {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = path + '/' + parser.currentName();
        JsonToken value = parser.nextToken();
        switch (field) {
          case "/requestId" -> request = text(parser, value, request);
          case "/message/id" -> message = text(parser, value, message);
          case "/message/usage/cache_creation/ephemeral_1h_input_tokens" -> {
            if (value == JsonToken.VALUE_NUMBER_INT) {
              cacheHourTokens = parser.getLongValue();
            }
          }
          case "/message", "/message/usage", "/message/usage/cache_creation" -> {
            if (value == JsonToken.START_OBJECT) {
              object(parser, field);
            } else {
              parser.skipChildren();
            }
          }
          default -> parser.skipChildren();
        }
      }
    }

    private static @Nullable String text(
        JsonParser parser, JsonToken value, @Nullable String otherwise) throws IOException {
      parser.skipChildren();
      return value == JsonToken.VALUE_STRING ? parser.getText() : otherwise;
    }
  }
}
