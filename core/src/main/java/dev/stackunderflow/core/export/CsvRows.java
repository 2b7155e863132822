package dev.stackunderflow.core.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values (RFC 4180): UTF-8, CRLF, a header; null is empty. */
public final class CsvRows implements RowSink {

  private final Writer out;

  /** Writes to a stream; the caller closes it. */
  public CsvRows(OutputStream out) {
    this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  @Override
  public void columns(List<String> names) throws IOException {
    row(List.copyOf(names));
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    String separator = "";
    for (Object value : values) {
      out.write(separator);
      out.write(cell(value));
      separator = ",";
    }
    out.write("\r\n");
  }

  private static String cell(@Nullable Object value) {
    String text =
        switch (value) {
          case null -> "";
          case byte[] bytes -> HexFormat.of().formatHex(bytes);
          default -> value.toString();
        };
    boolean needsQuotes =
        text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0;
    return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  @Override
  public void end() throws IOException {
    out.flush();
  }
}
