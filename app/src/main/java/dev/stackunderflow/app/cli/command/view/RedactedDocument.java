package dev.stackunderflow.app.cli.command.view;

import dev.stackunderflow.core.redact.JsonRedactor;
import dev.stackunderflow.core.redact.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON document without the secrets in its texts; its names, numbers and ids stay. */
final class RedactedDocument {

  private final Redactor redactor;
  private final JsonRedactor json;

  RedactedDocument(Redactor redactor) {
    this.redactor = redactor;
    this.json = new JsonRedactor(redactor);
  }

  Map<String, @Nullable Object> of(Map<?, ?> document) {
    Map<String, @Nullable Object> safe = new LinkedHashMap<>();
    document.forEach((name, value) -> safe.put(String.valueOf(name), value(name, value)));
    return safe;
  }

  private @Nullable Object value(Object name, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> of(map);
      case List<?> list -> {
        List<@Nullable Object> safe = new ArrayList<>();
        list.forEach(element -> safe.add(value(name, element)));
        yield safe;
      }
      // A record is JSON in a text: it stays JSON.
      case String text ->
          name.equals("raw_json") || name.equals("tools_json")
              ? json.record(text)
              : redactor.text(text);
      default -> value;
    };
  }
}
