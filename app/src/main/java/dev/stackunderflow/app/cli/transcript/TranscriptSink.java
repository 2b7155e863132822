package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.transcript.Part;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Receives a session in the order in which it is read. Texts are as in the log: unsafe. */
public interface TranscriptSink {

  /**
   * Who speaks from here on.
   *
   * @param role {@code user}, {@code assistant}, or the kind of a line that is not a message
   * @param timestamp ISO 8601
   * @param device the device's label
   * @param model the model, where it is known
   * @param isQueued whether it was typed while the agent worked
   * @param isGone whether its line is no longer in the log
   * @param depth how many subagents it is inside of
   */
  record Heading(
      String role,
      String timestamp,
      String device,
      @Nullable String model,
      boolean isQueued,
      boolean isGone,
      int depth) {}

  /** Begins. */
  void begin(SessionView session) throws IOException;

  void heading(Heading heading) throws IOException;

  void text(String text, int depth) throws IOException;

  void thinking(String text, int depth) throws IOException;

  void image(Part.Image image, int depth) throws IOException;

  void marker(Part.Marker marker, int depth) throws IOException;

  /** A call; its subagents and results follow. */
  void call(ToolText call, int depth) throws IOException;

  void result(Part.ToolResult result, int depth) throws IOException;

  /** Begins a subagent's messages, which are one deeper. */
  void beginSubagent(String name, int depth) throws IOException;

  void endSubagent(int depth) throws IOException;

  /** Ends a turn: what was used since a person said something. */
  void turn(UsageSum usage) throws IOException;

  /** Something was left out here. */
  void gap() throws IOException;

  /** Ends. */
  void end() throws IOException;
}
