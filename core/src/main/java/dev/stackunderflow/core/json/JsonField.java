package dev.stackunderflow.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One field of a line of JSON, which can be read and replaced while every other byte of the line is
 * kept.
 */
public final class JsonField {

  private static final JsonFactory JSON = new JsonFactory();

  static {
    JSON.setStreamReadConstraints(
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(10_000)
            .build());
  }

  private final List<String> path;

  /** The field with this path, such as {@code payload}, {@code cwd}. */
  public JsonField(String... path) {
    this.path = List.of(path);
  }

  /**
   * A scalar value and its position in the line.
   *
   * @param token its type
   * @param text the text of a string, or the digits of a number
   * @param from the index of its first character, the opening quote of a string included
   * @param to the index behind its last character
   */
  private record Value(JsonToken token, String text, int from, int to) {}

  /** The field's text; null where the line has no such field, or it is not a string. */
  public @Nullable String text(String line) {
    Value value = find(line);
    return value == null || value.token() != JsonToken.VALUE_STRING ? null : value.text();
  }

  /** The field's number; empty where the line has no such field, or it is not a whole number. */
  public OptionalLong number(String line) {
    Value value = find(line);
    if (value == null || value.token() != JsonToken.VALUE_NUMBER_INT) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value.text()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The field's number; null where the line has no such field, or it is not a number. */
  public @Nullable Double decimal(String line) {
    Value value = find(line);
    return value == null || !value.token().isNumeric() ? null : Double.valueOf(value.text());
  }

  /** The line with another text in the field; the same line where it has no such field. */
  public String withText(String line, String text) {
    return with(line, '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
  }

  /** The line with another number in the field; the same line where it has no such field. */
  public String withNumber(String line, long number) {
    return with(line, Long.toString(number));
  }

  private String with(String line, String json) {
    Value value = find(line);
    return value == null
        ? line
        : line.substring(0, value.from()) + json + line.substring(value.to());
  }

  /** Whether a line is one JSON object, as every ingested line is. */
  public static boolean isObject(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private @Nullable Value find(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      int depth = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isNext = parser.currentName().equals(path.get(depth));
        JsonToken token = parser.nextToken();
        if (isNext && depth == path.size() - 1) {
          return token.isScalarValue() ? value(parser, token) : null;
        }
        if (isNext && token == JsonToken.START_OBJECT) {
          depth++;
        } else {
          parser.skipChildren();
        }
      }
      return null;
    } catch (IOException e) {
      return null; // a foreign store's text that is not JSON has no fields
    }
  }

  private static Value value(JsonParser parser, JsonToken token) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    String text = parser.getText();
    int to =
        token == JsonToken.VALUE_STRING
            ? (int) parser.currentLocation().getCharOffset()
            : from + text.length();
    return new Value(token, text, from, to);
  }
}
