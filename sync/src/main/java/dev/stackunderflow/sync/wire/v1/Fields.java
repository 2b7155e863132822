package dev.stackunderflow.sync.wire.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.sync.wire.WireException;
import java.io.IOException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a JSON object strictly: a missing or malformed one is reported by name. */
public final class Fields {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build())
          .build();

  private final String what;
  private final JsonNode node;

  private Fields(String what, JsonNode node) {
    this.what = what;
    this.node = node;
  }

  public static ObjectNode newObject() {
    return JsonTrees.newObject();
  }

  public static byte[] bytes(ObjectNode object) {
    return JsonWriter.bytes(object);
  }

  public static Fields parse(String what, byte[] json) throws WireException {
    try (JsonParser parser = JSON.createParser(json)) {
      JsonNode node = JsonTrees.only(parser);
      if (!node.isObject()) {
        throw WireException.invalid(what + " is not a JSON object");
      }
      return new Fields(what, node);
    } catch (IOException e) {
      throw WireException.invalid(what + " is not well-formed JSON");
    }
  }

  /** Checks format and version before anything else. */
  public void require(String format, long version) throws WireException {
    if (!text("format", 100).equals(format)) {
      throw WireException.invalid(what + " is not a " + format);
    }
    long found = number("version");
    if (found > version) {
      throw WireException.newer(what, found, version);
    }
    if (found != version) {
      throw WireException.invalid(what + " has version " + found);
    }
  }

  public String text(String name, int maxLength) throws WireException {
    JsonNode value = node.get(name);
    if (value == null || !value.isTextual() || value.textValue().length() > maxLength) {
      throw odd(name);
    }
    return value.textValue();
  }

  public String matching(String name, Predicate<String> rule) throws WireException {
    return matching(name, 200, rule);
  }

  public String matching(String name, int maxLength, Predicate<String> rule) throws WireException {
    String value = text(name, maxLength);
    if (!rule.test(value)) {
      throw odd(name);
    }
    return value;
  }

  @Nullable String matchingOrNull(String name, Predicate<String> rule) throws WireException {
    return isNull(name) ? null : matching(name, rule);
  }

  long number(String name) throws WireException {
    JsonNode value = node.get(name);
    if (value == null
        || !value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0) {
      throw odd(name);
    }
    return value.longValue();
  }

  private boolean isNull(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull();
  }

  public boolean has(String name) {
    return !isNull(name);
  }

  Fields object(String name) throws WireException {
    JsonNode value = node.get(name);
    if (value == null || !value.isObject()) {
      throw odd(name);
    }
    return new Fields(what + ", " + name, value);
  }

  public Iterable<Fields> array(String name) throws WireException {
    JsonNode value = node.get(name);
    if (value == null || !value.isArray()) {
      throw odd(name);
    }
    return () ->
        java.util.stream.StreamSupport.stream(value.spliterator(), false)
            .map(element -> new Fields(what + ", " + name, element))
            .iterator();
  }

  Iterable<String> names() {
    return node::fieldNames;
  }

  public WireException odd(String name) {
    return WireException.invalid(what + " has no proper " + name);
  }
}
