package dev.stackunderflow.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;

/**
 * Reads JSON into trees. An {@code ObjectMapper} does the same, but its classes take longer to load
 * than a short command runs.
 */
public final class JsonTrees {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON = new JsonFactory();

  private JsonTrees() {}

  /** An empty object. */
  public static ObjectNode newObject() {
    return NODES.objectNode();
  }

  /** An empty array. */
  public static ArrayNode newArray() {
    return NODES.arrayNode();
  }

  /**
   * Reads a document of one value.
   *
   * @param document UTF-8
   * @throws JsonParseException if it is empty, is not JSON, or something follows its value
   */
  public static JsonNode read(byte[] document) throws IOException {
    try (JsonParser parser = JSON.createParser(document)) {
      return only(parser);
    }
  }

  /** Reads a document of one value as {@link #read(byte[])} does. */
  public static JsonNode read(String document) throws IOException {
    try (JsonParser parser = JSON.createParser(document)) {
      return only(parser);
    }
  }

  /**
   * Reads a parser's only value.
   *
   * @throws JsonParseException if there is none, or something follows it
   */
  public static JsonNode only(JsonParser parser) throws IOException {
    JsonNode value = next(parser);
    requireEnd(parser);
    return value;
  }

  /**
   * Reads a parser's only value, an object.
   *
   * @param skipped fields that are left out at any depth; their values must be JSON too
   * @throws JsonParseException if it is something else, or something follows it
   */
  static ObjectNode onlyObject(JsonParser parser, Set<String> skipped) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new JsonParseException(parser, "it is not an object");
    }
    ObjectNode object = object(parser, skipped);
    requireEnd(parser);
    return object;
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonParseException(parser, "something follows its end");
    }
  }

  /**
   * Reads a parser's next value, and nothing behind it.
   *
   * @throws JsonParseException if there is none
   */
  public static JsonNode next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonParseException(parser, "it is empty");
    }
    return value(parser, token, Set.of());
  }

  private static ObjectNode object(JsonParser parser, Set<String> skipped) throws IOException {
    ObjectNode object = NODES.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (skipped.contains(name)) {
        parser.skipChildren();
      } else {
        object.set(name, value(parser, token, skipped));
      }
    }
    return object;
  }

  /** As deep as the parser's constraints allow, 1,000 without others. */
  private static JsonNode value(JsonParser parser, JsonToken token, Set<String> skipped)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> object(parser, skipped);
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        JsonToken next = parser.nextToken();
        while (next != JsonToken.END_ARRAY) {
          array.add(value(parser, next, skipped));
          next = parser.nextToken();
        }
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT ->
          switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
          };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new JsonParseException(parser, "it is not a value");
    };
  }
}
