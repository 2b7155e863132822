package dev.stackunderflow.core.agent.droid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * What a carried session's settings note: how many tokens the session had when it was carried.
 * Droid keeps the field and continues counting from there, so only the growth was used on this
 * machine.
 */
public final class DroidCopies {

  private static final String FIELD = "stackunderflow";
  private static final String COPY = "copy";
  private static final String TOKENS = "tokenUsage";

  private DroidCopies() {}

  /**
   * Notes that a session's settings are a copy.
   *
   * @param settings the settings, which are changed
   * @param copy names the copy, differently on each machine
   */
  public static ObjectNode mark(ObjectNode settings, String copy) {
    ObjectNode note = settings.putObject(FIELD);
    note.put(COPY, copy);
    note.set(TOKENS, settings.path(TOKENS));
    return settings;
  }

  /** The copy that settings are; null where Droid itself began the session. */
  static @Nullable String copy(ObjectNode settings) {
    return LenientJson.text(settings.path(FIELD), COPY);
  }

  /** The tokens that were used on the machine of the settings. */
  static Usage usage(ObjectNode settings) {
    Usage all = read(settings.path(TOKENS));
    Usage carried = read(settings.path(FIELD).path(TOKENS));
    return Usage.of(
        Math.max(0, all.input() - carried.input()),
        Math.max(0, all.output() - carried.output()),
        Math.max(0, all.cacheCreate() - carried.cacheCreate()),
        Math.max(0, all.cacheRead() - carried.cacheRead()));
  }

  private static Usage read(JsonNode tokens) {
    return Usage.of(
        LenientJson.number(tokens, "inputTokens"),
        LenientJson.number(tokens, "outputTokens"),
        LenientJson.number(tokens, "cacheCreationTokens"),
        LenientJson.number(tokens, "cacheReadTokens"));
  }
}
