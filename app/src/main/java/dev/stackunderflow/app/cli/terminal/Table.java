package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TextWidth;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table whose columns are as wide as their widest cell. Cells are made safe for a terminal. */
public final class Table {

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  /** Creates a table; a heading that begins with {@code >} aligns its column to the right. */
  public Table(String... header) {
    this.header = List.of(header);
  }

  public void row(String... cells) {
    var plain = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      plain[i] = TerminalText.safe(cells[i]);
    }
    rows.add(List.of(plain));
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public void print(PrintStream out, String indent) {
    List<String> names = header.stream().map(h -> h.startsWith(">") ? h.substring(1) : h).toList();
    int[] widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = TextWidth.of(names.get(i));
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
      }
    }
    // Written at once: printing line by line takes as long as everything else.
    var text = new StringBuilder();
    line(text, indent, names, widths);
    rows.forEach(row -> line(text, indent, row, widths));
    out.print(text);
  }

  private void line(StringBuilder text, String indent, List<String> cells, int[] widths) {
    var line = new StringBuilder(indent);
    for (int i = 0; i < cells.size(); i++) {
      int gap = widths[i] - TextWidth.of(cells.get(i));
      boolean right = header.get(i).startsWith(">");
      line.repeat(' ', right ? gap : 0).append(cells.get(i)).repeat(' ', right ? 2 : gap + 2);
    }
    text.append(line.toString().stripTrailing()).append(System.lineSeparator());
  }
}
