package dev.stackunderflow.core.agent.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.time.Timestamps;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts an event together from the parts of a record. */
public final class DraftBuilder {

  /** The role of a title that the agent made. */
  public static final String TITLE = "ai-title";

  /** The role of a title that a person gave. */
  public static final String CUSTOM_TITLE = "custom-title";

  private final String role;
  private final @Nullable String key;
  private final List<String> texts = new ArrayList<>();
  private final List<String> tools = new ArrayList<>();
  private @Nullable String time;
  private @Nullable String parent;
  private Spent spent = Spent.NOTHING;
  private boolean sidechain;
  private long flags;

  /**
   * An event without anything.
   *
   * @param role {@code user}, {@code assistant}, or the kind of another record
   * @param key the agent's id of the event, the same in every state of the session
   */
  public DraftBuilder(String role, @Nullable String key) {
    this.role = role;
    this.key = key;
  }

  /** When it happened, as the log says; null where it does not. */
  public DraftBuilder at(@Nullable String timestamp) {
    time = timestamp;
    return this;
  }

  /** When it happened, in milliseconds since 1970; not positive: unknown. */
  public DraftBuilder atMillis(long millis) {
    time = millis > 0 ? Timestamps.text(Instant.ofEpochMilli(millis)) : null;
    return this;
  }

  /**
   * When it happened, in whatever form the agent writes it: ISO 8601, or seconds, milliseconds,
   * microseconds or nanoseconds since 1970. Anything else is not a time.
   */
  public DraftBuilder at(JsonNode when) {
    Instant instant = RecordTimes.instant(when);
    return at(instant == null ? null : Timestamps.text(instant));
  }

  /** The same; a text without a zone is in this machine's, as Python's {@code now()} writes it. */
  public DraftBuilder atLocal(JsonNode when) {
    Instant instant = RecordTimes.local(when, ZoneId.systemDefault());
    return at(instant == null ? null : Timestamps.text(instant));
  }

  /** Adds text; null and empty text are nothing. */
  public DraftBuilder text(@Nullable String text) {
    if (text != null && !text.isEmpty()) {
      texts.add(LenientJson.wellFormed(text));
    }
    return this;
  }

  /** Adds the text of a JSON string. */
  public DraftBuilder text(JsonNode text) {
    return text(text.textValue());
  }

  /** Adds a called tool. */
  public DraftBuilder tool(@Nullable String name) {
    tools.add(name == null ? "unknown" : name);
    return this;
  }

  /** Adds called tools. */
  public DraftBuilder tools(List<String> names) {
    names.forEach(this::tool);
    return this;
  }

  /** The event before it. */
  public DraftBuilder parent(@Nullable String parentKey) {
    parent = parentKey;
    return this;
  }

  /** The model and the tokens. */
  public DraftBuilder spent(Spent what) {
    spent = what;
    return this;
  }

  /** Whether it belongs to a side conversation. */
  public DraftBuilder sidechain(boolean isSidechain) {
    sidechain = isSidechain;
    return this;
  }

  /** The agent put it in, though its role is {@code user}. */
  public DraftBuilder notTyped() {
    flags |= Event.NOT_TYPED;
    return this;
  }

  /** It was written before, in another session or earlier in this one. */
  public DraftBuilder copied() {
    flags |= Event.COPIED;
    return this;
  }

  /** The agent no longer shows it. */
  public DraftBuilder superseded() {
    flags |= Event.SUPERSEDED;
    return this;
  }

  /** It has no line of its own. */
  public DraftBuilder derived() {
    flags |= Event.DERIVED;
    return this;
  }

  /** Whether it has neither text nor tools. */
  public boolean isEmpty() {
    return texts.isEmpty() && tools.isEmpty();
  }

  public Draft build() {
    String text = String.join("\n", texts);
    boolean isTitle = role.equals(TITLE) || role.equals(CUSTOM_TITLE);
    return new Draft(
        time,
        isTitle && text.isBlank() ? "session" : role,
        text,
        tools.isEmpty() ? "[]" : LenientJson.array(tools),
        sidechain,
        key,
        parent,
        spent,
        flags);
  }

  /** The event with its record. */
  public RecordSession.Entry record(JsonNode raw) {
    return new RecordSession.Entry(build(), JsonWriter.text(raw));
  }
}
