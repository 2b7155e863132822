package dev.stackunderflow.core.agent.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * Names the response that an assistant's line belongs to.
 *
 * <p>Claude writes a response over several lines, each with all of its usage. With a request's id
 * the message's id names it: it is also in copies of the line, which side conversations give
 * another request's id. Gateways give no request ids, and message ids that come again for other
 * responses: there, consecutive lines of one message id, chained by their parents without a user's
 * line between, are one response.
 */
final class ResponseRuns {

  private static final String MAIN = "run";
  private static final String SIDE = "side_run";

  private final Run main;
  private final Run side;

  ResponseRuns(ObjectNode carry) {
    main = new Run(carry.path(MAIN));
    side = new Run(carry.path(SIDE));
  }

  void save(ObjectNode carry) {
    main.save(carry, MAIN);
    side.save(carry, SIDE);
  }

  /** A user's line ends the response before it. */
  void end(boolean sidechain) {
    (sidechain ? side : main).message = null;
  }

  /** The name of the response, null where the line has no message id. */
  @Nullable String of(
      @Nullable String message,
      @Nullable String request,
      @Nullable String uuid,
      @Nullable String parent,
      boolean sidechain) {
    if (message == null) {
      return null;
    }
    if (request != null) {
      return message;
    }
    return (sidechain ? side : main).of(message, uuid, parent);
  }

  private static final class Run {
    private @Nullable String message;
    private @Nullable String first;
    private @Nullable String last;

    Run(JsonNode saved) {
      message = LenientJson.text(saved, "message");
      first = LenientJson.text(saved, "first");
      last = LenientJson.text(saved, "last");
    }

    void save(ObjectNode carry, String name) {
      if (message == null) {
        carry.remove(name);
        return;
      }
      carry.putObject(name).put("message", message).put("first", first).put("last", last);
    }

    @Nullable String of(String id, @Nullable String uuid, @Nullable String parent) {
      boolean goesOn = id.equals(message) && (parent == null || parent.equals(last));
      if (!goesOn) {
        message = id;
        first = uuid;
      }
      last = uuid;
      // Copies of the run in other sessions have the same first line.
      return first == null ? null : id + " " + first;
    }
  }
}
