package dev.stackunderflow.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.catalog.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON documents as people's scripts read them: snake_case, a fixed order, nulls written out. */
final class JsonOut {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOut() {}

  /** An object whose fields keep their order. */
  static final class Fields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    Fields with(String name, @Nullable Object value) {
      fields.put(name, value);
      return this;
    }

    Fields device(String id, String label) {
      return with("device_id", id).with("device_label", label);
    }

    Fields tokens(Tokens tokens) {
      return with("input_tokens", tokens.input())
          .with("output_tokens", tokens.output())
          .with("cache_creation_tokens", tokens.cacheCreation())
          .with("cache_read_tokens", tokens.cacheRead());
    }

    Map<String, @Nullable Object> map() {
      return fields;
    }
  }

  static Fields fields() {
    return new Fields();
  }

  static void print(Context context, Object document) {
    try {
      context.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
    }
  }
}
