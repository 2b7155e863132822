package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.RestoreResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code sync restore}. */
public final class RestoreJson {

  private RestoreJson() {}

  /**
   * What was written.
   *
   * @param file the new store file, as the user named it
   */
  public static Map<String, @Nullable Object> of(RestoreResult result, String file) {
    return new JsonFields()
        .device(result.deviceId(), result.label())
        .with("sessions", result.sessions())
        .with("events", result.events())
        .with("pushed_at", result.pushedAt())
        .with("file", file)
        .map();
  }
}
