package dev.stackunderflow.core.catalog.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import dev.stackunderflow.core.transcript.Part.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which call started which subagent: the one whose result names it, else the one that gave it its
 * first message. Each is shown once.
 */
final class Subagents {

  /** A prompt is not compared beyond this many characters. */
  static final int COMPARED = 500;

  private static final List<String> PROMPTS = List.of("prompt", "message", "task", "instructions");

  /** The first message by transcript id, in the order of the transcripts' beginnings. */
  private final Map<String, String> waiting;

  private final Predicate<String> isSession;
  private final List<String> shown = new ArrayList<>();

  /**
   * The subagents of a session.
   *
   * @param session the session's own id: it is nobody's subagent
   * @param waiting the beginning of each one's first message, by transcript id
   * @param isSession whether there is a session with an id: some agents' subagents have their own
   */
  Subagents(String session, Map<String, String> waiting, Predicate<String> isSession) {
    this.shown.add(session);
    this.waiting = waiting;
    this.isSession = isSession;
  }

  /** The transcripts that a call started and that were not shown yet. */
  List<String> of(ToolCall call) {
    List<String> found = new ArrayList<>();
    for (ToolResult result : call.results()) {
      Part.Subagent subagent = result.subagent();
      if (subagent != null) {
        String id = named(subagent.id());
        if (id != null) {
          found.add(id);
        }
      }
    }
    if (found.isEmpty() && !waiting.isEmpty()) {
      String given = prompt(call.input());
      String id = given == null ? null : startedWith(given);
      if (id != null) {
        found.add(id);
      }
    }
    found.forEach(this::isShown);
    return found;
  }

  private @Nullable String named(String ref) {
    for (String id : waiting.keySet()) {
      String own = SessionRoots.ownId(id);
      if (own.equals(ref) || own.endsWith("-" + ref)) {
        return id;
      }
    }
    return !shown.contains(ref) && isSession.test(ref) ? ref : null;
  }

  private @Nullable String startedWith(String prompt) {
    String beginning = beginning(prompt);
    return waiting.entrySet().stream()
        .filter(e -> !beginning.isEmpty() && e.getValue().equals(beginning))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable String prompt(JsonNode input) {
    for (String field : PROMPTS) {
      String text = LenientJson.text(input, field);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  static String beginning(String text) {
    String stripped = text.strip();
    return stripped.substring(0, Math.min(COMPARED, stripped.length()));
  }

  private void isShown(String id) {
    waiting.remove(id);
    shown.add(id);
  }

  /** The next one that no call named; null where all were shown. */
  @Nullable String next() {
    if (waiting.isEmpty()) {
      return null;
    }
    String id = waiting.keySet().iterator().next();
    isShown(id);
    return id;
  }
}
