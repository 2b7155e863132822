package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.core.export.RowSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An aligned table that is written while rows arrive: the first 200 rows set the columns' widths; a
 * wider cell later shifts the rest of its own row.
 */
public final class StreamingTable implements RowSink {

  private static final int MEASURED_ROWS = 200;
  private static final int WIDEST = 60;

  /** The output. */
  @FunctionalInterface
  public interface Lines {
    /** Writes a line; it has no newline yet. */
    void line(String line) throws IOException;
  }

  private final Lines out;
  private final List<List<@Nullable Object>> waiting = new ArrayList<>();
  private List<String> names = List.of();
  private int[] widths = {};

  public StreamingTable(Lines out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> columns) {
    names = columns.stream().map(c -> TerminalText.safe(c).toUpperCase(Locale.ROOT)).toList();
  }

  @Override
  public void row(List<@Nullable Object> values) throws IOException {
    if (widths.length > 0) {
      print(values);
      return;
    }
    waiting.add(values);
    if (waiting.size() == MEASURED_ROWS) {
      begin();
    }
  }

  @Override
  public void end() throws IOException {
    if (widths.length == 0) {
      begin();
    }
  }

  private void begin() throws IOException {
    widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = TextWidth.of(names.get(i));
      for (List<@Nullable Object> row : waiting) {
        widths[i] = Math.max(widths[i], TextWidth.of(cell(row.get(i))));
      }
    }
    print(new ArrayList<>(names));
    for (List<@Nullable Object> row : waiting) {
      print(row);
    }
    waiting.clear();
  }

  private void print(List<@Nullable Object> values) throws IOException {
    var line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      String cell = cell(value);
      String gap = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cell)));
      line.append(value instanceof Number ? gap + cell : cell + gap).append("  ");
    }
    out.line(line.toString().stripTrailing());
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case byte[] bytes -> TerminalText.oneLine(HexFormat.of().formatHex(bytes), WIDEST);
      default -> TerminalText.oneLine(value.toString(), WIDEST);
    };
  }
}
