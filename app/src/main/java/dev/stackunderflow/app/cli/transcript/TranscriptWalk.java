package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.cli.transcript.TranscriptSink.Heading;
import dev.stackunderflow.core.catalog.transcript.MessageReader;
import dev.stackunderflow.core.catalog.transcript.Transcript;
import dev.stackunderflow.core.catalog.transcript.TranscriptMessage;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.price.PriceTable;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads a session from its beginning to its end, its subagents where they were started. */
public final class TranscriptWalk {

  private final Transcript transcript;
  private final TranscriptSink sink;
  private final TranscriptOptions options;
  private final UnaryOperator<String> clean;
  private final UsageSum turn;
  private @Nullable Heading last;
  private boolean isTurnShown;
  private boolean isSkipped;

  /**
   * A walk over a session.
   *
   * @param transcript the session
   * @param sink receives it
   * @param options what of it is shown
   * @param prices for the cost of each turn
   * @param clean removes what must not be shown from texts that are not in the messages' parts
   */
  public TranscriptWalk(
      Transcript transcript,
      TranscriptSink sink,
      TranscriptOptions options,
      PriceTable prices,
      UnaryOperator<String> clean) {
    this.transcript = transcript;
    this.sink = sink;
    this.options = options;
    this.clean = clean;
    this.turn = new UsageSum(prices);
  }

  /**
   * Walks.
   *
   * @return whether there was anything to show: false only where the wanted words do not occur
   */
  public boolean run() throws SQLException, IOException {
    sink.begin(cleaned(transcript.session()));
    boolean found;
    try (MessageReader messages = transcript.messages()) {
      var selection =
          new MessageSelection(
              options,
              new MessageSelection.Receiver() {
                @Override
                public void show(TranscriptMessage message) throws SQLException, IOException {
                  next(message, 0);
                }

                @Override
                public void skip(TranscriptMessage message) throws SQLException, IOException {
                  TranscriptWalk.this.skip(message);
                }
              });
      for (var next = messages.next(); next != null; next = messages.next()) {
        TranscriptMessage message = visible(next);
        selection.add(message, !message.parts().isEmpty());
      }
      found = selection.end();
    }
    endTurn();
    if (options.around().isEmpty() && options.last() == 0) {
      for (String id = transcript.unnamed(); id != null; id = transcript.unnamed()) {
        subagent(id, SessionRoots.ownId(id), 0);
      }
    }
    sink.end();
    return found;
  }

  private SessionView cleaned(SessionView s) {
    String title = s.title();
    String branch = s.branch();
    return new SessionView(
        s.deviceId(),
        clean.apply(s.deviceLabel()),
        s.deviceLabels().stream().map(clean).toList(),
        s.provider(),
        clean.apply(s.projectSlug()),
        clean.apply(s.projectName()),
        s.sessionId(),
        title == null ? null : clean.apply(title),
        s.events(),
        s.tokens(),
        s.firstTs(),
        s.lastTs(),
        branch == null ? null : clean.apply(branch));
  }

  /** The message with the parts that the options ask for. */
  private TranscriptMessage visible(TranscriptMessage message) {
    if (options.all() && !message.isShown()) {
      String text = clean.apply(message.event().contentText());
      return message.with(List.of(new Part.Text(text)));
    }
    List<Part> parts = new ArrayList<>(message.parts());
    if (!options.thinking()) {
      parts.removeIf(Part.Thinking.class::isInstance);
    }
    return message.with(parts);
  }

  private void skip(TranscriptMessage message) throws IOException {
    if (message.isTyped()) {
      endTurn();
    }
    isSkipped |= !message.parts().isEmpty();
    turn.add(message);
  }

  private void endTurn() throws IOException {
    if (options.usage() && isTurnShown && turn.responses() > 0) {
      sink.turn(turn);
      last = null;
    }
    turn.reset();
    isTurnShown = false;
  }

  private void next(TranscriptMessage message, int outer) throws SQLException, IOException {
    if (message.isTyped() && outer == 0 && message.event().isSidechain() == 0) {
      endTurn();
    }
    turn.add(message);
    if (message.parts().isEmpty()) {
      return;
    }
    if (isSkipped) {
      sink.gap();
      isSkipped = false;
      last = null;
    }
    isTurnShown = true;
    // Older logs hold a subagent's messages between those of the session.
    int depth = outer + (outer == 0 && message.event().isSidechain() != 0 ? 1 : 0);
    if (message.parts().stream().anyMatch(TranscriptWalk::isSaid)) {
      heading(message, depth);
    }
    for (Part part : message.parts()) {
      switch (part) {
        case Part.Text text -> sink.text(text.text(), depth);
        case Part.Thinking thinking -> sink.thinking(thinking.text(), depth);
        case Part.Image image -> sink.image(image, depth);
        case Part.ToolResult result -> sink.result(result, depth);
        case ToolCall call -> call(call, depth);
        case Part.Marker marker -> {
          if (marker.kind() != Kind.QUEUED) {
            sink.marker(marker, depth);
          }
        }
      }
    }
  }

  /** Nobody says what happens to the session, and what a command prints that a person ran. */
  private static boolean isSaid(Part part) {
    return !(part instanceof Part.Marker m) || m.kind() == Kind.QUEUED;
  }

  private void heading(TranscriptMessage message, int depth) throws IOException {
    Event event = message.event();
    boolean isOther = options.all() && !message.isShown();
    String role = isOther ? event.role() : message.isTyped() ? "user" : "assistant";
    boolean isQueued =
        message.parts().stream()
            .anyMatch(p -> p instanceof Part.Marker m && m.kind() == Kind.QUEUED);
    var heading =
        new Heading(
            role,
            event.timestamp(),
            clean.apply(message.deviceLabel()),
            event.model(),
            isQueued,
            event.is(Event.SUPERSEDED),
            depth);
    if (message.isTyped() || isOther || !continues(heading)) {
      sink.heading(heading);
      last = heading;
    }
  }

  /** Whether the previous message has the same speaker. */
  private boolean continues(Heading next) {
    Heading before = last;
    return before != null
        && before.role().equals(next.role())
        && before.device().equals(next.device())
        && before.isGone() == next.isGone()
        && before.depth() == next.depth()
        && (next.model() == null || before.model() == null || next.model().equals(before.model()));
  }

  private void call(ToolCall call, int depth) throws SQLException, IOException {
    sink.call(ToolText.of(call), depth);
    if (depth < Transcript.DEEPEST) {
      for (String id : transcript.startedBy(call)) {
        subagent(id, Transcript.nameOf(call, id), depth);
      }
    }
    for (Part.ToolResult result : call.results()) {
      sink.result(result, depth);
    }
  }

  private void subagent(String id, String name, int depth) throws SQLException, IOException {
    sink.beginSubagent(name, depth);
    last = null;
    try (MessageReader messages = transcript.messages(id)) {
      for (var next = messages.next(); next != null; next = messages.next()) {
        next(visible(next), depth + 1);
      }
    }
    last = null;
    sink.endSubagent(depth);
  }
}
