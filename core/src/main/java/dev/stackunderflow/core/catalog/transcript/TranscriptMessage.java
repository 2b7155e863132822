package dev.stackunderflow.core.catalog.transcript;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import java.util.List;
import java.util.Set;

/**
 * An event of a session with its parts.
 *
 * @param event the event with its record
 * @param deviceLabel the device that holds it
 * @param isCounted whether its tokens count; another line of the same response has them if not
 * @param isShown whether a person would see it in the agent
 * @param parts its parts; a call's result that stands in a later event is with the call
 */
public record TranscriptMessage(
    Event event, String deviceLabel, boolean isCounted, boolean isShown, List<Part> parts) {

  /** The agent's own lines show a text only if they note a command that a person typed. */
  private static final Set<String> PEOPLE = Set.of("user", "system");

  /** Whether a person said it: it begins a turn. */
  public boolean isTyped() {
    return PEOPLE.contains(event.role())
        && parts.stream().anyMatch(p -> p instanceof Part.Text || p instanceof Part.Image);
  }

  /** The same event with other parts. */
  public TranscriptMessage with(List<Part> others) {
    return new TranscriptMessage(event, deviceLabel, isCounted, isShown, List.copyOf(others));
  }
}
