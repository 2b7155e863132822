package dev.stackunderflow.app.cli.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.app.cli.transcript.TranscriptSink.Heading;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.Part;
import java.io.IOException;
import java.util.List;

/** A session of each kind of part, for tests of how it is printed. */
final class Pages {

  private Pages() {}

  static SessionView session(String title) {
    return new SessionView(
        "id",
        "laptop",
        List.of("laptop", "work"),
        "claude",
        "-home-me-src-app",
        "~/src/app",
        "ba79134d",
        title,
        3,
        new Tokens(1200, 34, 0, 0),
        "2026-11-20T12:00:00Z",
        "2026-11-20T12:05:00Z",
        "main");
  }

  /** Tells a sink a session whose every text is this one. */
  static void tell(TranscriptSink sink, String text) throws IOException {
    sink.begin(session(text));
    sink.heading(heading("user", text, 0));
    sink.text(text, 0);
    sink.image(new Part.Image("png", 800, 600), 0);
    sink.heading(heading("assistant", text, 0));
    sink.thinking(text, 0);
    ObjectNode input = LenientJson.newObject();
    input.put("file_path", text).put("old_string", text).put("new_string", "x");
    sink.call(ToolText.of(new Part.ToolCall("1", text, input)), 0);
    sink.beginSubagent(text, 0);
    sink.heading(heading(text, text, 1));
    sink.text(text, 1);
    sink.endSubagent(0);
    sink.result(new Part.ToolResult("1", text, List.of(), true, null), 0);
    sink.marker(new Part.Marker(Part.Marker.Kind.COMPACTED, text), 0);
    sink.gap();
    sink.end();
  }

  static Heading heading(String role, String model, int depth) {
    return new Heading(role, "2026-11-20T12:00:00Z", "laptop", model, true, true, depth);
  }
}
