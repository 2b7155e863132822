package dev.stackunderflow.app.json;

import dev.stackunderflow.core.catalog.view.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making: names in snake_case, in a fixed order, nulls written out. */
public final class JsonFields {

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  /** Adds a field. */
  public JsonFields with(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds {@code device_id} and {@code device_label}. */
  public JsonFields device(String id, String label) {
    return with("device_id", id).with("device_label", label);
  }

  /** Adds the four token counts. */
  public JsonFields tokens(Tokens tokens) {
    return with("input_tokens", tokens.input())
        .with("output_tokens", tokens.output())
        .with("cache_creation_tokens", tokens.cacheCreation())
        .with("cache_read_tokens", tokens.cacheRead());
  }

  /** The object. */
  public Map<String, @Nullable Object> map() {
    return fields;
  }
}
