package dev.stackunderflow.core.redact;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the parts of events without their secrets. */
public final class RedactedParts implements PartReader {

  private final PartReader parts;
  private final Redactor redactor;
  private final JsonRedactor json;

  /**
   * A reader.
   *
   * @param parts reads them with their secrets
   * @param redactor replaces and counts them
   */
  public RedactedParts(PartReader parts, Redactor redactor) {
    this.parts = parts;
    this.redactor = redactor;
    this.json = new JsonRedactor(redactor);
  }

  @Override
  public List<Part> parts(Event event) {
    return parts.parts(event).stream().map(this::part).toList();
  }

  private Part part(Part part) {
    return switch (part) {
      case Part.Text text -> new Part.Text(redactor.text(text.text()));
      case Part.Thinking thinking -> new Part.Thinking(redactor.text(thinking.text()));
      case Part.Image image -> image;
      case Part.Marker marker -> new Part.Marker(marker.kind(), redactor.text(marker.text()));
      case Part.ToolResult result -> result(result);
      case Part.ToolCall call ->
          new Part.ToolCall(
              call.id(),
              redactor.text(call.name()),
              json.value(call.input()),
              call.results().stream().map(this::result).toList());
    };
  }

  private Part.ToolResult result(Part.ToolResult result) {
    Part.Subagent subagent = result.subagent();
    return new Part.ToolResult(
        result.callId(),
        redactor.text(result.text()),
        result.images(),
        result.isError(),
        subagent == null ? null : named(subagent));
  }

  private Part.Subagent named(Part.Subagent subagent) {
    @Nullable String name = subagent.name();
    return new Part.Subagent(subagent.id(), name == null ? null : redactor.text(name));
  }
}
