package dev.stackunderflow.core.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects, one per line: in one array, or as JSON Lines. */
public final class JsonRows implements RowSink {

  private static final JsonFactory JSON =
      new JsonFactory().disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);

  private final OutputStream out;
  private final boolean array;
  private final JsonGenerator json;
  private List<String> names = List.of();
  private boolean any;

  private JsonRows(OutputStream out, boolean array) throws IOException {
    this.out = out;
    this.array = array;
    this.json = JSON.createGenerator(out);
    json.setRootValueSeparator(null);
  }

  /** Writes one JSON array. */
  public static JsonRows array(OutputStream out) throws IOException {
    return new JsonRows(out, true);
  }

  /** JSON Lines. */
  public static JsonRows lines(OutputStream out) throws IOException {
    return new JsonRows(out, false);
  }

  @Override
  public void columns(List<String> columns) {
    names = List.copyOf(columns);
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    if (array) {
      json.writeRaw(any ? ",\n " : "[\n ");
    }
    any = true;
    json.writeStartObject();
    for (int i = 0; i < names.size(); i++) {
      json.writeFieldName(names.get(i));
      write(values.get(i));
    }
    json.writeEndObject();
    if (!array) {
      json.writeRaw('\n');
    }
  }

  private void write(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case byte[] bytes -> json.writeString(HexFormat.of().formatHex(bytes));
      default -> json.writeString(value.toString());
    }
  }

  @Override
  public void end() throws IOException {
    json.flush();
    if (array) {
      out.write((any ? "\n]\n" : "[]\n").getBytes(StandardCharsets.UTF_8));
    }
    out.flush();
  }
}
