package dev.stackunderflow.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lenient access to the JSON of log lines: a field that is missing or of another type is null, ""
 * or 0.
 */
public final class LenientJson {

  /** The longest string that is read, in characters; a longer one makes its line unreadable. */
  public static final int MAX_STRING_LENGTH = 64 << 20;

  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_STRING_LENGTH)
                  .maxNumberLength(10_000)
                  .build())
          .build();

  private LenientJson() {}

  /** Parses a line; null where it is not a JSON object. */
  public static @Nullable ObjectNode object(String line) {
    try (JsonParser parser = JSON.createParser(line)) {
      return JsonTrees.only(parser) instanceof ObjectNode object ? object : null;
    } catch (IOException e) {
      return null; // a broken line: the caller counts it
    }
  }

  /**
   * Parses a line.
   *
   * @param utf8 the line
   * @param skipped fields that are left out, at any depth
   * @return null where it is not a JSON object
   */
  public static @Nullable ObjectNode object(byte[] utf8, Set<String> skipped) {
    if (utf8.length < 2 || utf8[0] != '{' || utf8[1] == 0) {
      return null; // the parser takes zeros for UTF-16 or UTF-32
    }
    try (JsonParser parser = JSON.createParser(utf8)) {
      return JsonTrees.onlyObject(parser, skipped);
    } catch (IOException e) {
      return null; // a broken line: the caller counts it
    }
  }

  /** Parses a document; null where it is not JSON. */
  public static @Nullable JsonNode value(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return JsonTrees.only(parser);
    } catch (IOException e) {
      return null; // damaged, or half written: the caller says so
    }
  }

  /**
   * An object with what follows it left unread.
   *
   * @param object the object
   * @param end the index of the character behind it
   */
  public record Prefix(ObjectNode object, int end) {}

  /** The object that begins at an index of the text, or null where no whole one does. */
  public static @Nullable Prefix objectAt(String text, int from) {
    try (JsonParser parser = JSON.createParser(text.substring(from))) {
      if (JsonTrees.next(parser) instanceof ObjectNode object) {
        return new Prefix(object, from + (int) parser.currentLocation().getCharOffset());
      }
      return null;
    } catch (IOException e) {
      return null; // not whole: the caller looks for another
    }
  }

  public static ObjectNode newObject() {
    return JsonTrees.newObject();
  }

  public static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    return value != null && value.isTextual() ? wellFormed(value.textValue()) : null;
  }

  public static String textOr(JsonNode node, String field, String otherwise) {
    String value = text(node, field);
    return value == null ? otherwise : value;
  }

  /** A path of Linux, macOS or Windows that begins at a root; null for anything else. */
  public static @Nullable String absolutePath(@Nullable String path) {
    boolean isAbsolute = path != null && path.matches("(?:/|[A-Za-z]:[\\\\/]|\\\\\\\\).*");
    return isAbsolute ? path : null;
  }

  /**
   * A number of an object. Digits in quotes are one too: some gateways write token counts so.
   *
   * @return the number without its fraction, {@link Long#MAX_VALUE} for one that does not fit; 0
   *     where the field is missing or is something else
   */
  public static long number(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || !value.isNumber()) {
      return value != null && value.isTextual() && DIGITS.matcher(value.textValue()).matches()
          ? Long.parseLong(value.textValue())
          : 0;
    }
    return value.canConvertToLong() ? value.longValue() : Long.MAX_VALUE;
  }

  public static String array(List<String> names) {
    return JsonWriter.text(names);
  }

  /** Replaces unpaired surrogates, which UTF-8 cannot encode, by U+FFFD, as decoders do. */
  public static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints()
            .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return text;
  }
}
