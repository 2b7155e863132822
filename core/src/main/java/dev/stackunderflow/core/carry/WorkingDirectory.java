package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the field of a log line that names the working directory. */
final class WorkingDirectory {

  private static final JsonFactory JSON = new JsonFactory();

  static {
    JSON.setStreamReadConstraints(
        StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(10_000)
            .build());
  }

  private final List<String> path;

  /** Uses the field with this path, such as {@code payload}, {@code cwd}. */
  WorkingDirectory(String... path) {
    this.path = List.of(path);
  }

  /**
   * A field's value and its position in the line.
   *
   * @param value the text
   * @param from the index of its opening quote
   * @param to the index behind its closing quote
   */
  private record Place(String value, int from, int to) {}

  /** The working directory that a line names; null where it names none. */
  @Nullable String of(String line) {
    Place place = place(line);
    return place == null ? null : place.value();
  }

  /** Replaces the directory and keeps every other byte of the line. */
  String mapped(String line, PathMap paths) {
    Place place = place(line);
    if (place == null) {
      return line;
    }
    String mapped = paths.map(place.value());
    return mapped.equals(place.value())
        ? line
        : line.substring(0, place.from())
            + '"'
            + new String(JsonStringEncoder.getInstance().quoteAsString(mapped))
            + '"'
            + line.substring(place.to());
  }

  /** Whether a line is a JSON object, as every ingested line is. */
  static boolean isObject(String line) {
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

  private @Nullable Place place(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      int depth = 0;
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isNext = parser.currentName().equals(path.get(depth));
        JsonToken value = parser.nextToken();
        if (isNext && depth == path.size() - 1 && value == JsonToken.VALUE_STRING) {
          int from = (int) parser.currentTokenLocation().getCharOffset();
          String text = parser.getText();
          return new Place(text, from, (int) parser.currentLocation().getCharOffset());
        }
        if (isNext && depth < path.size() - 1 && value == JsonToken.START_OBJECT) {
          depth++;
        } else {
          parser.skipChildren();
        }
      }
      return null;
    } catch (IOException e) {
      return null; // a foreign store's text that is not JSON names no directory
    }
  }
}
