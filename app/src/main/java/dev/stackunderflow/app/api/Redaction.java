package dev.stackunderflow.app.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status for callers without the token: the same fields, with null in those that name a device,
 * a place or a person, or that contain messages.
 */
final class Redaction {

  private static final Set<String> NAMES =
      Set.of(
          "label",
          "bucket_url",
          "key_source",
          "last_error",
          "problem",
          "reason",
          "device_label",
          "request_cost");

  private Redaction() {}

  /** A copy of a document with names replaced by null, at any depth. */
  static Map<String, @Nullable Object> of(Map<?, ?> document) {
    Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
    document.forEach(
        (name, value) ->
            redacted.put(
                String.valueOf(name), NAMES.contains(String.valueOf(name)) ? null : of(value)));
    return redacted;
  }

  private static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> of(map);
      case List<?> list -> list.stream().map(item -> of(item)).toList();
      case null, default -> value;
    };
  }
}
