package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordTimes;
import dev.stackunderflow.core.agent.source.StatedFields;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a session in Pi's format, which OpenClaw has taken over.
 *
 * <p>Tokens: {@code input} is without the cache, {@code output} with the reasoning.
 */
public final class PiLine {

  /** What a line states besides. */
  public static final StatedReader STATED =
      StatedFields.NONE.cost("message", "usage", "cost", "total");

  private PiLine() {}

  /** What a line means. */
  public static Draft read(ObjectNode line) {
    String type = LenientJson.textOr(line, "type", "unknown");
    String id = LenientJson.text(line, "id");
    String time = time(line);
    return switch (type) {
      case "message" -> message(line, id, time);
      case "session" -> {
        String title = LenientJson.text(line, "title");
        yield new DraftBuilder(title == null ? type : titled(line, "titleSource"), id)
            .at(time)
            .text(title)
            .build();
      }
      case "title_change" ->
          plain(titled(line, "source"), line, id, time)
              .text(LenientJson.text(line, "title"))
              .build();
      case "session_info" ->
          plain(DraftBuilder.CUSTOM_TITLE, line, id, time)
              .text(LenientJson.text(line, "name"))
              .build();
      case "compaction", "branch_summary" ->
          plain(type, line, id, time).text(LenientJson.text(line, "summary")).build();
      default -> plain(type, line, id, time).build();
    };
  }

  /** Some lines have the time of their message only. */
  private static @Nullable String time(ObjectNode line) {
    String own = LenientJson.text(line, "timestamp");
    if (own != null) {
      return own;
    }
    Instant time = RecordTimes.instant(line.path("timestamp"));
    time = time == null ? RecordTimes.instant(line.path("message").path("timestamp")) : time;
    return time == null ? null : Timestamps.text(time);
  }

  /** Oh My Pi says where the user chose the title. */
  private static String titled(ObjectNode line, String source) {
    return "user".equals(LenientJson.text(line, source))
        ? DraftBuilder.CUSTOM_TITLE
        : DraftBuilder.TITLE;
  }

  private static DraftBuilder plain(
      String role, ObjectNode line, @Nullable String id, @Nullable String time) {
    return new DraftBuilder(role, id).at(time).parent(LenientJson.text(line, "parentId"));
  }

  private static Draft message(ObjectNode line, @Nullable String id, @Nullable String time) {
    JsonNode message = line.path("message");
    String role = LenientJson.textOr(message, "role", "unknown");
    DraftBuilder event = plain(role, line, id, time);
    JsonNode content = message.path("content");
    event.text(content);
    for (JsonNode block : content) {
      switch (LenientJson.textOr(block, "type", "")) {
        case "text" -> event.text(block.path("text"));
        case "toolCall" -> event.tool(LenientJson.text(block, "name"));
        default -> {
          // Thinking and images stay in the record.
        }
      }
    }
    if (role.equals("assistant")) {
      event.spent(spent(message, id, time));
    }
    return event.build();
  }

  private static Spent spent(JsonNode message, @Nullable String id, @Nullable String time) {
    JsonNode counts = message.path("usage");
    var usage =
        new Usage(
            LenientJson.number(counts, "input"),
            LenientJson.number(counts, "output"),
            LenientJson.number(counts, "cacheWrite"),
            Math.min(
                LenientJson.number(counts, "cacheWrite"),
                LenientJson.number(counts, "cacheWrite1h")),
            LenientJson.number(counts, "cacheRead"));
    String model = LenientJson.text(message, "model");
    // A branch copies lines with their ids and times.
    String response = LenientJson.text(message, "responseId");
    return usage.isNone()
        ? Spent.by(model)
        : new Spent(
            model, usage, "standard", response == null ? "pi " + id + " " + time : response);
  }
}
