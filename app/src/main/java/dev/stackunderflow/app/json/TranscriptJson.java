package dev.stackunderflow.app.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.catalog.transcript.MessageReader;
import dev.stackunderflow.core.catalog.transcript.Transcript;
import dev.stackunderflow.core.catalog.transcript.TranscriptMessage;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.transcript.Part;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a session's messages consist of, as in {@code show --json}: results at their calls. */
public final class TranscriptJson {

  private final Transcript transcript;
  private final boolean all;

  /**
   * A session's messages.
   *
   * @param transcript the session
   * @param all whether to include lines that a person would not see in the agent
   */
  public TranscriptJson(Transcript transcript, boolean all) {
    this.transcript = transcript;
    this.all = all;
  }

  /**
   * Adds {@code messages}, and {@code subagents}: those that no call started.
   *
   * @throws SQLException if the view cannot be read
   */
  public Map<String, @Nullable Object> addTo(JsonFields session) throws SQLException {
    session.with("messages", messages(transcript.session().sessionId(), 0));
    List<Object> others = new ArrayList<>();
    for (String id = transcript.unnamed(); id != null; id = transcript.unnamed()) {
      others.add(subagent(id, SessionRoots.ownId(id), 0));
    }
    return session.with("subagents", others).map();
  }

  private List<Object> messages(String transcriptId, int depth) throws SQLException {
    List<Object> messages = new ArrayList<>();
    try (MessageReader reader = transcript.messages(transcriptId)) {
      for (var next = reader.next(); next != null; next = reader.next()) {
        List<Part> parts = next.parts();
        if (all && !next.isShown()) {
          parts = List.of(new Part.Text(next.event().contentText()));
        }
        if (!parts.isEmpty()) {
          messages.add(message(next, parts, depth));
        }
      }
    }
    return messages;
  }

  private Map<String, @Nullable Object> message(
      TranscriptMessage message, List<Part> parts, int depth) throws SQLException {
    Event event = message.event();
    String speaker = message.isTyped() ? "user" : "assistant";
    List<Object> written = new ArrayList<>();
    for (Part part : parts) {
      written.add(part(part, depth).map());
    }
    return new JsonFields()
        .with("role", message.isShown() ? speaker : event.role())
        .with("timestamp", event.timestamp())
        .with("device_label", message.deviceLabel())
        .with("model", event.model())
        .with("uuid", event.uuid())
        .with("is_sidechain", event.isSidechain() != 0)
        .with("is_superseded", event.is(Event.SUPERSEDED))
        .with("parts", written)
        .map();
  }

  private JsonFields part(Part part, int depth) throws SQLException {
    return switch (part) {
      case Part.Text text -> type("text").with("text", text.text());
      case Part.Thinking thinking -> type("thinking").with("text", thinking.text());
      case Part.Image image -> image(image);
      case Part.Marker marker ->
          type("marker")
              .with("kind", marker.kind().name().toLowerCase(Locale.ROOT))
              .with("text", marker.text());
      case Part.ToolResult result ->
          type("tool_result").with("call_id", result.callId()).with("result", result(result));
      case Part.ToolCall call -> call(call, depth);
    };
  }

  private static JsonFields type(String type) {
    return new JsonFields().with("type", type);
  }

  private static JsonFields image(Part.Image image) {
    return type("image")
        .with("format", image.format().isEmpty() ? null : image.format())
        .with("width", image.width() == 0 ? null : image.width())
        .with("height", image.height() == 0 ? null : image.height());
  }

  private static Map<String, @Nullable Object> result(Part.ToolResult result) {
    return new JsonFields()
        .with("text", result.text())
        .with("images", result.images().stream().map(image -> image(image).map()).toList())
        .with("is_error", result.isError())
        .map();
  }

  private JsonFields call(Part.ToolCall call, int depth) throws SQLException {
    List<Object> subagents = new ArrayList<>();
    if (depth < Transcript.DEEPEST) {
      for (String id : transcript.startedBy(call)) {
        subagents.add(subagent(id, Transcript.nameOf(call, id), depth));
      }
    }
    JsonNode input = call.input();
    return type("tool_call")
        .with("id", call.id())
        .with("name", call.name())
        .with("input", input.isMissingNode() ? null : input)
        .with("results", call.results().stream().map(TranscriptJson::result).toList())
        .with("subagents", subagents);
  }

  private Map<String, @Nullable Object> subagent(String id, String name, int depth)
      throws SQLException {
    return new JsonFields()
        .with("id", SessionRoots.ownId(id))
        .with("name", name)
        .with("messages", messages(id, depth + 1))
        .map();
  }
}
