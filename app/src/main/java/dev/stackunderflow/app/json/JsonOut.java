package dev.stackunderflow.app.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.catalog.view.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON documents as people's scripts read them: snake_case, a fixed order, nulls written out. */
public final class JsonOut {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOut() {}

  /** An object whose fields keep their order. */
  public static final class Fields {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    public Fields with(String name, @Nullable Object value) {
      fields.put(name, value);
      return this;
    }

    public Fields device(String id, String label) {
      return with("device_id", id).with("device_label", label);
    }

    public Fields tokens(Tokens tokens) {
      return with("input_tokens", tokens.input())
          .with("output_tokens", tokens.output())
          .with("cache_creation_tokens", tokens.cacheCreation())
          .with("cache_read_tokens", tokens.cacheRead());
    }

    public Map<String, @Nullable Object> map() {
      return fields;
    }
  }

  public static Fields fields() {
    return new Fields();
  }

  public static void print(Context context, Object document) {
    try {
      context.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, texts and numbers can be written", e);
    }
  }
}
