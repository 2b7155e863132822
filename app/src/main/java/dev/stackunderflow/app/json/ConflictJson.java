package dev.stackunderflow.app.json;

import dev.stackunderflow.core.catalog.view.ConflictView;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conflict, as in {@code sync conflicts}. */
public final class ConflictJson {

  private ConflictJson() {}

  /** An item of the list of conflicts. */
  public static Map<String, @Nullable Object> of(ConflictView c) {
    return new JsonFields()
        .with("id", c.id())
        .with("kind", c.kind().word())
        .with("provider", c.provider())
        .with("slug", c.slug())
        .with("session_id", c.sessionId())
        .with("timestamp", c.timestamp())
        .with("winner", side(c.winner()))
        .with("loser", side(c.loser()))
        .map();
  }

  private static Map<String, @Nullable Object> side(ConflictView.Side side) {
    return new JsonFields()
        .device(side.deviceId(), side.deviceLabel())
        .with("stamp", side.stamp())
        .with("seq", side.seq())
        .with("role", side.role())
        .with("content_text", side.contentText())
        .with("raw_line", side.rawLine())
        .map();
  }
}
