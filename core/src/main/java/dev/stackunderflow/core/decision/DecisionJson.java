package dev.stackunderflow.core.decision;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.decision.Decision.ForgetProject;
import dev.stackunderflow.core.decision.Decision.ForgetSession;
import dev.stackunderflow.core.decision.Decision.Keep;
import dev.stackunderflow.core.decision.Decision.Link;
import dev.stackunderflow.core.decision.Decision.What;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.json.JsonWriter;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A decision as one line of JSON: in the replica and, inside a head, in the bucket. */
public final class DecisionJson {

  private static final int MAX_TEXT = 4096;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
          .build();

  private DecisionJson() {}

  /** Writes the content of a decision. */
  public static String write(What what) {
    ObjectNode json = JsonTrees.newObject();
    switch (what) {
      case ForgetSession f ->
          json.put("kind", "forget-session")
              .put("provider", f.provider())
              .put("thread", f.thread())
              .put("before", f.before().toString());
      case ForgetProject f ->
          json.put("kind", "forget-project")
              .put("provider", f.provider())
              .put("slug", f.slug())
              .put("before", f.before().toString());
      case Keep k ->
          json.put("kind", "keep")
              .put("provider", k.provider())
              .put("session_id", k.sessionId())
              .put("timestamp", k.timestamp())
              .put("digest", k.digest());
      case Link l ->
          json.put("kind", "link")
              .put("first", l.first())
              .put("second", l.second())
              .put("linked", l.linked());
    }
    return JsonWriter.text(json);
  }

  /**
   * Reads the content of a decision.
   *
   * @param text the output of {@link #write}, from this device or another
   * @return the content; empty where it is malformed or of a kind that this version does not know
   */
  public static Optional<What> read(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      JsonNode json = JsonTrees.next(parser);
      return Optional.ofNullable(
          switch (text(json, "kind")) {
            case "forget-session" ->
                new ForgetSession(text(json, "provider"), text(json, "thread"), before(json));
            case "forget-project" ->
                new ForgetProject(text(json, "provider"), text(json, "slug"), before(json));
            case "keep" ->
                new Keep(
                    text(json, "provider"),
                    text(json, "session_id"),
                    text(json, "timestamp"),
                    text(json, "digest"));
            case "link" ->
                Link.of(text(json, "first"), text(json, "second"), json.path("linked").asBoolean());
            default -> null;
          });
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Instant before(JsonNode json) {
    return Instant.parse(text(json, "before"));
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual() || value.textValue().length() > MAX_TEXT) {
      throw new IllegalArgumentException("missing or invalid " + name);
    }
    return value.textValue();
  }
}
