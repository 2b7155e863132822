package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.core.catalog.transcript.TranscriptMessage;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** Which messages of a session are shown: all, the last ones, or those around some words. */
final class MessageSelection {

  /** How many messages before and behind one with the words are shown with it. */
  private static final int CONTEXT = 2;

  /** Receives the messages in their order. */
  interface Receiver {
    /** A message to show. */
    void show(TranscriptMessage message) throws SQLException, IOException;

    /** A message that is left out. */
    void skip(TranscriptMessage message) throws SQLException, IOException;
  }

  private final TranscriptOptions options;
  private final Receiver receiver;
  private final Deque<TranscriptMessage> held = new ArrayDeque<>();
  private int heldShown;
  private int behind;
  private boolean hasMatch;

  MessageSelection(TranscriptOptions options, Receiver receiver) {
    this.options = options;
    this.receiver = receiver;
  }

  /**
   * Takes the next message.
   *
   * @param isShown whether it has anything to show
   */
  void add(TranscriptMessage message, boolean isShown) throws SQLException, IOException {
    if (!options.around().isEmpty()) {
      around(message, isShown);
    } else if (options.last() > 0) {
      hold(message, isShown, options.last());
    } else {
      receiver.show(message);
    }
  }

  private void around(TranscriptMessage message, boolean isShown) throws SQLException, IOException {
    if (isShown && matches(message, options.around())) {
      hasMatch = true;
      release();
      receiver.show(message);
      behind = CONTEXT;
    } else if (behind > 0) {
      behind -= isShown ? 1 : 0;
      receiver.show(message);
    } else {
      hold(message, isShown, CONTEXT);
    }
  }

  private void hold(TranscriptMessage message, boolean isShown, int most)
      throws SQLException, IOException {
    held.add(message);
    heldShown += isShown ? 1 : 0;
    while (heldShown > most) {
      TranscriptMessage first = held.poll();
      if (first != null) {
        heldShown -= first.parts().isEmpty() ? 0 : 1;
        receiver.skip(first);
      }
    }
  }

  private void release() throws SQLException, IOException {
    while (!held.isEmpty()) {
      receiver.show(held.removeFirst());
    }
    heldShown = 0;
  }

  /**
   * Ends: the messages that are the last ones are shown.
   *
   * @return whether there was any of the words
   */
  boolean end() throws SQLException, IOException {
    if (options.around().isEmpty()) {
      release();
      return true;
    }
    return hasMatch;
  }

  /** Whether a message contains all words, in its texts, its calls and their results. */
  private static boolean matches(TranscriptMessage message, List<String> words) {
    var text = new StringBuilder();
    for (Part part : message.parts()) {
      switch (part) {
        case Part.Text t -> text.append(t.text());
        case Part.Thinking t -> text.append(t.text());
        case Part.Marker m -> text.append(m.text());
        case ToolResult r -> text.append(r.text());
        case ToolCall c -> {
          ToolText call = ToolText.of(c);
          text.append(call.title());
          call.lines().forEach(line -> text.append('\n').append(line.text()));
          c.results().forEach(r -> text.append('\n').append(r.text()));
        }
        case Part.Image _ -> {
          // Has no words.
        }
      }
      text.append('\n');
    }
    String lower = text.toString().toLowerCase(Locale.ROOT);
    return words.stream().allMatch(word -> lower.contains(word.toLowerCase(Locale.ROOT)));
  }
}
