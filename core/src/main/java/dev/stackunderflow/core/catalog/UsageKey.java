package dev.stackunderflow.core.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.FieldDigest;
import dev.stackunderflow.core.store.StoredSession;
import dev.stackunderflow.core.store.Threads;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Which events repeat one message's usage. Claude writes a message over several lines, copies lines
 * into resumed sessions and replays them in side conversations under another request id: they count
 * once. Gateways that give no request id reuse message ids over sessions, so that without one a
 * message id counts once a session.
 */
final class UsageKey {

  private static final JsonFactory JSON = new JsonFactory();

  private UsageKey() {}

  /** The key that the lines of one message share, or null where the line stands for itself. */
  static @Nullable Long of(StoredSession session, Event event) {
    boolean hasUsage =
        event.inputTokens() != 0
            || event.outputTokens() != 0
            || event.cacheCreateTokens() != 0
            || event.cacheReadTokens() != 0;
    if (!hasUsage || !session.provider().equals("claude")) {
      return null;
    }
    Ids ids = ids(event.rawJson());
    if (ids.message() == null) {
      return null;
    }
    if (ids.request() != null) {
      return new FieldDigest().text(ids.message()).key();
    }
    if (!ids.message().startsWith("msg_")) {
      return null;
    }
    return new FieldDigest().text(ids.message()).text(Threads.of(session.sessionId())).key();
  }

  private record Ids(@Nullable String message, @Nullable String request) {}

  private static Ids ids(String rawJson) {
    String message = null;
    String request = null;
    try (JsonParser parser = JSON.createParser(rawJson)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Ids(null, null);
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("requestId") && value == JsonToken.VALUE_STRING) {
          request = parser.getText();
        } else if (name.equals("message") && value == JsonToken.START_OBJECT) {
          message = messageId(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      // A foreign store's text that is no JSON repeats nothing that we could recognise.
      return new Ids(null, null);
    }
    return new Ids(message, request);
  }

  private static @Nullable String messageId(JsonParser parser) throws IOException {
    String id = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean isId = parser.currentName().equals("id");
      JsonToken value = parser.nextToken();
      if (isId && value == JsonToken.VALUE_STRING) {
        id = parser.getText();
      } else {
        parser.skipChildren();
      }
    }
    return id;
  }
}
