package dev.stackunderflow.core.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.LenientJson;
import java.util.Map;

/** Replaces secrets in the strings of JSON. */
public final class JsonRedactor {

  private final Redactor redactor;

  public JsonRedactor(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * A record without its secrets: JSON again, whose strings are redacted. Of what is not JSON the
   * text is redacted.
   */
  public String record(String json) {
    JsonNode value = LenientJson.value(json);
    return value == null ? redactor.text(json) : value("", value).toString();
  }

  /** A value without its secrets. */
  public JsonNode value(JsonNode value) {
    return value("", value);
  }

  private JsonNode value(String name, JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        ObjectNode safe = LenientJson.newObject();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
          safe.set(redactor.text(field.getKey()), value(field.getKey(), field.getValue()));
        }
        yield safe;
      }
      case ArrayNode array -> {
        ArrayNode safe = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(element -> safe.add(value(name, element)));
        yield safe;
      }
      default ->
          value.isTextual()
              ? JsonNodeFactory.instance.textNode(redactor.value(name, value.textValue()))
              : value;
    };
  }
}
