package dev.stackunderflow.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents made of maps, lists, texts, numbers, booleans, nulls and trees. Jackson's data
 * binding does the same, but its classes take longer to load than a short command runs.
 */
public final class JsonWriter {

  private static final JsonFactory JSON = new JsonFactory();

  private JsonWriter() {}

  /** The document on one line, in UTF-8. */
  public static byte[] bytes(Object document) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      write(generator, document);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
    return out.toByteArray();
  }

  /** The document on one line. */
  public static String text(Object document) {
    return text(document, false);
  }

  /** The document over several lines, indented by two spaces. */
  public static String pretty(Object document) {
    return text(document, true);
  }

  private static String text(Object document, boolean isPretty) {
    var out = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      if (isPretty) {
        generator.setPrettyPrinter(new DefaultPrettyPrinter());
      }
      write(generator, document);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
    return out.toString();
  }

  @SuppressWarnings("IfChainToSwitch") // the code of a switch over types is made at run time
  private static void write(JsonGenerator to, @Nullable Object value) throws IOException {
    if (value == null) {
      to.writeNull();
    } else if (value instanceof String text) {
      to.writeString(text);
    } else if (value instanceof Boolean is) {
      to.writeBoolean(is);
    } else if (value instanceof Number number) {
      writeNumber(to, number);
    } else if (value instanceof Map<?, ?> fields) {
      to.writeStartObject();
      for (Map.Entry<?, ?> field : fields.entrySet()) {
        to.writeFieldName(String.valueOf(field.getKey()));
        write(to, field.getValue());
      }
      to.writeEndObject();
    } else if (value instanceof Iterable<?> values && !(value instanceof JsonNode)) {
      to.writeStartArray();
      for (Object one : values) {
        write(to, one);
      }
      to.writeEndArray();
    } else if (value instanceof JsonNode node) {
      writeNode(to, node);
    } else {
      throw new IllegalArgumentException("not JSON: " + value.getClass().getName());
    }
  }

  @SuppressWarnings("IfChainToSwitch")
  private static void writeNumber(JsonGenerator to, Number number) throws IOException {
    if (number instanceof Long || number instanceof Integer || number instanceof Short) {
      to.writeNumber(number.longValue());
    } else if (number instanceof BigDecimal decimal) {
      to.writeNumber(decimal);
    } else if (number instanceof BigInteger integer) {
      to.writeNumber(integer);
    } else if (number instanceof Float fraction) {
      to.writeNumber(fraction);
    } else {
      to.writeNumber(number.doubleValue());
    }
  }

  private static void writeNode(JsonGenerator to, JsonNode node) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        to.writeStartObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
          to.writeFieldName(field.getKey());
          writeNode(to, field.getValue());
        }
        to.writeEndObject();
      }
      case ARRAY -> {
        to.writeStartArray();
        for (JsonNode one : node) {
          writeNode(to, one);
        }
        to.writeEndArray();
      }
      case NUMBER -> writeNumber(to, node.numberValue());
      case BOOLEAN -> to.writeBoolean(node.booleanValue());
      case STRING -> to.writeString(node.textValue());
      case BINARY -> to.writeBinary(node.binaryValue()); // base64: what a database's blob becomes
      case NULL, MISSING -> to.writeNull(); // a field that an object does not have
      default -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
    }
  }
}
