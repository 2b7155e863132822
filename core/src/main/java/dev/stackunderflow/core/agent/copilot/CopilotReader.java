package dev.stackunderflow.core.agent.copilot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Copilot's events. A {@code session.usage_record} counts one call. Versions without them
 * write only {@code session.shutdown}, which sums up the whole session at each of its ends: there
 * the growth counts. In still older ones it sums up the run that ends: see {@link CopilotRuns}.
 *
 * <p>Tokens: {@code inputTokens} holds what was read from the cache and written to it; {@code
 * outputTokens} holds the reasoning.
 */
final class CopilotReader implements LineReader {

  private static final String RECORDED = "recorded";
  private static final String TOTALS = "totals";

  private final String session;
  private boolean recorded;
  private final ObjectNode totals;
  private final CopilotRuns runs;

  CopilotReader(ObjectNode carry, String session) {
    this.session = session;
    this.recorded = carry.path(RECORDED).asBoolean(false);
    this.runs = new CopilotRuns(carry);
    this.totals =
        carry.path(TOTALS) instanceof ObjectNode saved ? saved.deepCopy() : LenientJson.newObject();
  }

  @Override
  public void save(ObjectNode carry) {
    carry.put(RECORDED, recorded);
    carry.set(TOTALS, totals);
    runs.save(carry);
  }

  /** The working directory that an event names. */
  static @Nullable String folder(ObjectNode line) {
    return LenientJson.text(line.path("data").path("context"), "cwd");
  }

  @Override
  public Reading read(ObjectNode line) {
    String type = LenientJson.textOr(line, "type", "unknown");
    JsonNode data = line.path("data");
    String role =
        switch (type) {
          case "user.message" -> "user";
          case "assistant.message" -> "assistant";
          default -> type;
        };
    var event =
        new DraftBuilder(role, LenientJson.text(line, "id"))
            .at(LenientJson.text(line, "timestamp"))
            .parent(LenientJson.text(line, "parentId"))
            .sidechain(data.path("parentToolCallId").isTextual());
    List<Derived> derived = new ArrayList<>();
    switch (type) {
      case "user.message" -> {
        event.text(data.path("content"));
        String source = LenientJson.textOr(data, "source", "user");
        if (!source.equals("user")) {
          event.notTyped();
        }
      }
      case "assistant.message" -> {
        runs.answer(data);
        event.text(data.path("content")).spent(Spent.by(LenientJson.text(data, "model")));
        for (JsonNode call : data.path("toolRequests")) {
          event.tool(LenientJson.text(call, "name"));
        }
      }
      case "session.usage_record" -> {
        recorded = true;
        event.spent(record(data.path("usage")));
      }
      case "session.compaction_complete" -> {
        // No usage record repeats the call that summarised; a shutdown's sums would.
        if (recorded) {
          event.spent(summary(data, LenientJson.text(line, "id")));
        }
      }
      case "session.shutdown" -> shutdown(line, data, derived);
      case "session.import_legacy" ->
          CopilotHistory.messages(data.path("legacySession"))
              .forEach(message -> derived.add(new Derived(message.event(), message.raw())));
      default -> {
        // Turns, permissions and tools' results have neither text nor tokens.
      }
    }
    return new Reading(event.build(), derived, folder(line), null);
  }

  private static Spent record(JsonNode usage) {
    String id = LenientJson.text(usage.path("accounting"), "usageId");
    return new Spent(
        LenientJson.text(usage, "model"),
        usage(usage),
        "standard",
        id == null ? LenientJson.text(usage, "apiCallId") : id);
  }

  private static Spent summary(JsonNode data, @Nullable String id) {
    JsonNode used = data.path("compactionTokensUsed");
    Usage usage = usage(used);
    return usage.isNone()
        ? Spent.NOTHING
        : new Spent(LenientJson.text(used, "model"), usage, "standard", "copilot " + id);
  }

  private static Usage usage(JsonNode usage) {
    return Usage.ofPrompt(
        LenientJson.number(usage, "inputTokens"),
        LenientJson.number(usage, "outputTokens"),
        LenientJson.number(usage, "cacheWriteTokens"),
        LenientJson.number(usage, "cacheReadTokens"));
  }

  private void shutdown(ObjectNode line, JsonNode data, List<Derived> derived) {
    JsonNode models =
        data.path("modelMetrics").isObject()
            ? data.path("modelMetrics")
            : data.path("accountingSnapshot").path("modelMetrics");
    if (runs.isOfOneRun(models)) {
      totals.removeAll();
    }
    for (var model : models.properties()) {
      JsonNode now = model.getValue().path("usage");
      Usage growth = growth(usage(totals.path(model.getKey())), usage(now));
      if (now.isObject()) {
        totals.set(model.getKey(), now);
      }
      if (!recorded && !growth.isNone()) {
        derived.add(growth(line, model.getKey(), model.getValue(), growth));
      }
    }
  }

  private Derived growth(ObjectNode line, String model, JsonNode metrics, Usage growth) {
    String id = LenientJson.textOr(line, "id", LenientJson.textOr(line, "timestamp", ""));
    // A copy of the log has the same lines.
    String response = session + " " + model + " " + id + " " + usage(metrics.path("usage"));
    return new Derived(
        new DraftBuilder("session.usage", id + model)
            .at(LenientJson.text(line, "timestamp"))
            .spent(new Spent(model, growth, "standard", response))
            .derived()
            .build(),
        metrics.toString());
  }

  private static Usage growth(Usage was, Usage now) {
    boolean startedAgain = now.output() < was.output() || now.input() < was.input();
    return startedAgain
        ? now
        : Usage.of(
            now.input() - was.input(),
            now.output() - was.output(),
            Math.max(0, now.cacheCreate() - was.cacheCreate()),
            Math.max(0, now.cacheRead() - was.cacheRead()));
  }
}
