package dev.stackunderflow.core.agent.grok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a chat history, which have neither ids nor times. */
final class GrokMessages {

  private static final Pattern QUERY =
      Pattern.compile("\\A\\s*<user_query>\\s*(.*?)\\s*</user_query>\\s*\\z", Pattern.DOTALL);

  private final GrokTurns turns;
  private final ContentKeys keys;
  private int turn;
  private boolean isAnswered;

  GrokMessages(String session, GrokTurns turns) {
    this.keys = new ContentKeys(session);
    this.turns = turns;
  }

  RecordSession.Entry read(ObjectNode line) {
    String key = key(line);
    String type = LenientJson.textOr(line, "type", LenientJson.textOr(line, "role", "unknown"));
    var event = new DraftBuilder(type, key);
    JsonNode content = line.path("content");
    switch (type) {
      case "user" -> {
        boolean isTyped = isTyped(line, content);
        if (isTyped) {
          turn = line.path("prompt_index").asInt(isAnswered ? turn + 1 : turn);
          isAnswered = false;
        } else {
          event.notTyped();
        }
        for (String text : ContentBlocks.texts(content)) {
          Matcher query = QUERY.matcher(text);
          event.text(query.matches() ? query.group(1) : text);
        }
        event.at(turns.begin(turn));
      }
      case "assistant" -> {
        isAnswered = true;
        event.text(content).at(turns.end(turn)).spent(Spent.by(LenientJson.text(line, "model_id")));
        for (JsonNode call : line.path("tool_calls")) {
          String name = LenientJson.text(call, "name");
          event.tool(name == null ? LenientJson.text(call.path("function"), "name") : name);
        }
      }
      default -> event.at(isAnswered ? turns.end(turn) : turns.begin(turn));
    }
    return event.record(line);
  }

  /**
   * Names a line by what it says without the number of its prompt, which is another where two
   * machines continued the session.
   */
  private String key(ObjectNode line) {
    ObjectNode said = line.deepCopy();
    said.remove("prompt_index");
    return keys.next(said);
  }

  private static boolean isTyped(ObjectNode line, JsonNode content) {
    String reason = LenientJson.text(line, "synthetic_reason");
    if (reason != null) {
      return reason.equals("interjection");
    }
    return line.has("prompt_index")
        || ContentBlocks.texts(content).stream().noneMatch(text -> text.strip().startsWith("<"));
  }
}
