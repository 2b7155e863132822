package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A review within a thread. The first versions reviewed in the thread itself; later ones in a
 * thread of its own, whose events Codex also wrote into this rollout for a while: those are not
 * counted here.
 */
final class ReviewMode {

  private static final String STATE = "reviewing_elsewhere";

  private static final Pattern RESULTS =
      Pattern.compile("<results>\\s*(.*?)\\s*</results>", Pattern.DOTALL);

  private boolean isElsewhere;

  ReviewMode(ObjectNode carry) {
    isElsewhere = carry.path(STATE).asBoolean(false);
  }

  void save(ObjectNode carry) {
    carry.put(STATE, isElsewhere);
  }

  /** Notes where a review begins and ends. */
  void read(String type, JsonNode payload) {
    if (asked(type, payload) != null) {
      isElsewhere = true;
    } else if (type.equals("turn_context") || is(payload, "exited_review_mode")) {
      // Only what this thread asks the model itself has a context here.
      isElsewhere = false;
    }
  }

  /** Whether the counts that come now are those of the review's own thread. */
  boolean isElsewhere() {
    return isElsewhere;
  }

  private static boolean is(JsonNode payload, String kind) {
    return kind.equals(LenientJson.text(payload, "type"));
  }

  /** What the user asked to be reviewed, null where the line does not begin a review. */
  static @Nullable String asked(String type, JsonNode payload) {
    if (!type.equals("event_msg")) {
      return null;
    }
    JsonNode item = is(payload, "item_completed") ? payload.path("item") : payload;
    if (!is(item, "entered_review_mode") && !is(item, "EnteredReviewMode")) {
      return null;
    }
    String hint = LenientJson.textOr(item, "user_facing_hint", "");
    String prompt = LenientJson.textOr(item.path("target"), "instructions", hint);
    return ("/review " + LenientJson.textOr(item, "prompt", prompt)).strip();
  }

  /** What the review found, where the message hands it to the model. */
  static @Nullable String results(String text) {
    Matcher results = RESULTS.matcher(text);
    return text.startsWith("<user_action>") && results.find() ? results.group(1) : null;
  }
}
