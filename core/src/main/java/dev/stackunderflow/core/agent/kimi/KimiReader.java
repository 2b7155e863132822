package dev.stackunderflow.core.agent.kimi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.SessionRoots;
import org.jspecify.annotations.Nullable;

/**
 * Reads Kimi Code's wire log. A prompt and an answer stand in it several times: {@code turn.prompt}
 * and the loop's {@code content.part} count, the summaries behind them do not. Of the three lines
 * that have a call's tokens only {@code usage.record} counts.
 *
 * <p>Tokens: {@code inputOther} is without the cache, {@code output} with the reasoning.
 */
final class KimiReader implements LineReader {

  private static final String PROMPT = "prompt";
  private static final String ALIAS = "alias";
  private static final String MODEL = "model";

  private final String session;
  private final boolean isSubagent;
  private @Nullable String prompt;
  private @Nullable String alias;
  private @Nullable String model;

  KimiReader(ObjectNode carry, LogContext context) {
    this.session = context.sessionId();
    this.isSubagent = !SessionRoots.of(session).equals(session);
    this.prompt = LenientJson.text(carry, PROMPT);
    this.alias = LenientJson.text(carry, ALIAS);
    this.model = LenientJson.text(carry, MODEL);
  }

  @Override
  public void save(ObjectNode carry) {
    carry.put(PROMPT, prompt).put(ALIAS, alias).put(MODEL, model);
  }

  @Override
  public Reading read(ObjectNode line) {
    String type = LenientJson.textOr(line, "type", "unknown");
    DraftBuilder event =
        switch (type) {
          case "turn.prompt" -> prompt(line);
          case "context.append_message" -> appended(line);
          case "context.append_loop_event" -> loop(line.path("event"));
          case "usage.record" -> new DraftBuilder(type, null).spent(spent(line));
          default -> new DraftBuilder(type, null);
        };
    if (type.equals("llm.request")) {
      alias = LenientJson.text(line, "modelAlias");
      model = LenientJson.text(line, "model");
    }
    JsonNode time = line.has("time") ? line.path("time") : line.path("created_at");
    return Reading.of(event.at(time).sidechain(isSubagent).build(), LenientJson.text(line, "cwd"));
  }

  private DraftBuilder prompt(ObjectNode line) {
    JsonNode input = line.path("input");
    if (ContentBlocks.texts(input).isEmpty()) {
      return new DraftBuilder("turn.prompt", null); // protocol 1.4: the message follows
    }
    prompt = LenientJson.textOr(line, "promptId", "");
    var event = new DraftBuilder("user", prompt.isEmpty() ? null : prompt);
    ContentBlocks.read(input, event);
    return event;
  }

  private DraftBuilder appended(ObjectNode line) {
    JsonNode message = line.path("message");
    String id = LenientJson.text(message, "id");
    String kind = LenientJson.textOr(message.path("origin"), "kind", "user");
    boolean isPrompt =
        LenientJson.textOr(message, "role", "").equals("user") && kind.equals("user");
    if (!isPrompt || (id != null && id.equals(prompt))) {
      return new DraftBuilder("context.append_message", id);
    }
    var event = new DraftBuilder("user", id);
    ContentBlocks.read(message.path("content"), event);
    return event;
  }

  private DraftBuilder loop(JsonNode loop) {
    String type = LenientJson.textOr(loop, "type", "unknown");
    String id = LenientJson.text(loop, "uuid");
    JsonNode part = loop.path("part");
    if (type.equals("content.part") && LenientJson.textOr(part, "type", "").equals("text")) {
      return new DraftBuilder("assistant", id).text(part.path("text")).spent(Spent.by(model));
    }
    if (type.equals("tool.call")) {
      return new DraftBuilder("assistant", id)
          .tool(LenientJson.text(loop, "name"))
          .spent(Spent.by(model));
    }
    // A thought is shown before the answer, and says first which model answers.
    return new DraftBuilder(type, id)
        .spent(type.equals("content.part") ? Spent.by(model) : Spent.NOTHING);
  }

  private Spent spent(ObjectNode line) {
    JsonNode counts = line.path("usage");
    var usage =
        Usage.of(
            LenientJson.number(counts, "inputOther"),
            LenientJson.number(counts, "output"),
            LenientJson.number(counts, "inputCacheCreation"),
            LenientJson.number(counts, "inputCacheRead"));
    String named = LenientJson.text(line, "model");
    if (usage.isNone()) {
      return Spent.by(named);
    }
    // The record names the model as the user's settings do, the request as the provider does.
    boolean isKnown = model != null && (named == null || named.equals(alias));
    String id = "kimi " + LenientJson.number(line, "time") + " " + usage;
    return new Spent(isKnown ? model : named, usage, "standard", id);
  }
}
