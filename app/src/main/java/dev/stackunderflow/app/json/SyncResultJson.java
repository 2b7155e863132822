package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results of {@code sync push}, {@code pull} and {@code now}. */
public final class SyncResultJson {

  private SyncResultJson() {}

  /** A push. */
  public static Map<String, @Nullable Object> of(PushResult result) {
    return new JsonFields()
        .with("events", result.events())
        .with("segments", result.segments())
        .with("bytes", result.bytes())
        .with("generation", result.generation())
        .with("requests", result.requests())
        .with("notices", result.notices())
        .map();
  }

  /** A pull. */
  public static Map<String, @Nullable Object> of(PullResult result) {
    return new JsonFields()
        .with("devices", result.devices())
        .with("events", result.events())
        .with("bytes", result.bytes())
        .with("conflicts", result.conflicts())
        .with("forgotten", result.forgotten())
        .with("requests", result.requests())
        .with("notices", result.notices())
        .with(
            "problems",
            result.quarantined().stream()
                .map(
                    q ->
                        new JsonFields()
                            .with("device_id", q.deviceId())
                            .with("label", q.label())
                            .with("reason", q.reason())
                            .map())
                .toList())
        .map();
  }

  /** A pull and a push. */
  public static Map<String, @Nullable Object> of(PullResult pulled, PushResult pushed) {
    return new JsonFields().with("pull", of(pulled)).with("push", of(pushed)).map();
  }
}
