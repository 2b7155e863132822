package dev.stackunderflow.app.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status as anybody on the machine may see it: the same fields, and nothing in those that name
 * a device, a place or a person, or that hold words of others.
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
