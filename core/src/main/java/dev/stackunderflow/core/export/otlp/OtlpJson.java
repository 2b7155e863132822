package dev.stackunderflow.core.export.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Writes OTLP's JSON: names in lower camel case, ids in hexadecimal, 64-bit numbers as text, enums
 * as numbers (OTLP specification 1.x, JSON Protobuf Encoding). One request is one line.
 */
final class OtlpJson {

  private static final JsonFactory JSON =
      new JsonFactory().disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

  private final JsonGenerator json;

  OtlpJson(OutputStream out) throws IOException {
    json = JSON.createGenerator(out);
    json.setRootValueSeparator(null);
  }

  /** Something that writes a part of a request. */
  @FunctionalInterface
  interface Part {
    void write() throws IOException;
  }

  /** Writes a line: {@code {"outer":[{"resource":…,"inner":[{"scope":…,"items":[…]}]}]}}. */
  void request(
      List<String> names, Map<String, Object> resource, String version, String schema, Part items)
      throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart(names.get(0));
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    attributes(resource);
    json.writeEndObject();
    json.writeArrayFieldStart(names.get(1));
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    json.writeStringField("name", "stackunderflow");
    json.writeStringField("version", version);
    json.writeEndObject();
    json.writeArrayFieldStart(names.get(2));
    items.write();
    json.writeEndArray();
    json.writeStringField("schemaUrl", schema);
    json.writeEndObject();
    json.writeEndArray();
    json.writeStringField("schemaUrl", schema);
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeRaw('\n');
  }

  void object(Part fields) throws IOException {
    json.writeStartObject();
    fields.write();
    json.writeEndObject();
  }

  void object(String name, Part fields) throws IOException {
    json.writeFieldName(name);
    object(fields);
  }

  void array(String name, Part items) throws IOException {
    json.writeArrayFieldStart(name);
    items.write();
    json.writeEndArray();
  }

  void text(String name, String value) throws IOException {
    json.writeStringField(name, value);
  }

  /** A number of 32 bits, or an enum. */
  void number(String name, int value) throws IOException {
    json.writeNumberField(name, value);
  }

  /** A number of 64 bits. */
  void big(String name, long value) throws IOException {
    json.writeStringField(name, Long.toString(value));
  }

  void real(String name, double value) throws IOException {
    json.writeNumberField(name, value);
  }

  void bigs(String name, long[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (long value : values) {
      json.writeString(Long.toString(value));
    }
    json.writeEndArray();
  }

  void reals(String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }

  /** Nanoseconds since 1970. */
  void time(String name, Instant time) throws IOException {
    big(name, time.getEpochSecond() * 1_000_000_000 + time.getNano());
  }

  /** Attributes: texts and whole numbers. */
  void attributes(Map<String, Object> attributes) throws IOException {
    json.writeArrayFieldStart("attributes");
    for (var attribute : attributes.entrySet()) {
      json.writeStartObject();
      json.writeStringField("key", attribute.getKey());
      json.writeObjectFieldStart("value");
      if (attribute.getValue() instanceof Number number) {
        json.writeStringField("intValue", number.toString());
      } else {
        json.writeStringField("stringValue", attribute.getValue().toString());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void flush() throws IOException {
    json.flush();
  }
}
