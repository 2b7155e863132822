package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.VerifyResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code sync verify}. */
public final class VerifyJson {

  private VerifyJson() {}

  /** What was checked, and the problems found. */
  public static Map<String, @Nullable Object> of(VerifyResult result) {
    return new JsonFields()
        .with("devices", result.devices())
        .with("segments", result.segments())
        .with("bytes", result.bytes())
        .with("events", result.events())
        .with("orphans", result.orphans())
        .with("deep", result.deep())
        .with("problems", result.problems())
        .map();
  }
}
