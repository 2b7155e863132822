package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the response that an assistant's line belongs to.
 *
 * <p>Claude writes a response over several lines, each with all of its usage. With a request's id
 * the message's id names it: it is also in copies of the line, which side conversations give
 * another request's id. Where a gateway gives one message id to several requests, both ids name the
 * response. Other gateways give no request ids, and message ids that come again for other
 * responses: there, consecutive lines of one message id, chained by their parents without a user's
 * line between, are one response.
 */
final class ResponseRuns {

  private static final String MAIN = "run";
  private static final String SIDE = "side_run";

  private static final String REQUESTS = "requests";

  /** How Claude's message ids begin, which are unique; a gateway's often are not. */
  private static final String PROVIDERS_OWN = "msg_";

  /** For how many messages the first request is remembered. */
  private static final int REMEMBERED = 8;

  private final Map<String, String> requests = new LinkedHashMap<>(16, 0.75f, true);
  private final Run main;
  private final Run side;

  ResponseRuns(ObjectNode carry) {
    main = new Run(carry.path(MAIN));
    side = new Run(carry.path(SIDE));
    carry
        .path(REQUESTS)
        .properties()
        .forEach(request -> requests.put(request.getKey(), request.getValue().asText()));
  }

  void save(ObjectNode carry) {
    main.save(carry, MAIN);
    side.save(carry, SIDE);
    ObjectNode saved = carry.putObject(REQUESTS);
    requests.forEach(saved::put);
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
      return isUnique(message, request, sidechain) ? message : message + " " + request;
    }
    return (sidechain ? side : main).of(message, uuid, parent);
  }

  /** Whether the message's id alone names the response. */
  private boolean isUnique(String message, String request, boolean sidechain) {
    if (!message.startsWith(PROVIDERS_OWN)) {
      return false;
    }
    if (sidechain) {
      return true;
    }
    String first = requests.putIfAbsent(message, request);
    if (requests.size() > REMEMBERED) {
      requests.remove(requests.keySet().iterator().next());
    }
    return first == null || first.equals(request);
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
