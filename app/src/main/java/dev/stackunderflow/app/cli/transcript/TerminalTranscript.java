package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.cli.OutputClosedException;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.LogText;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.app.text.WrappedText;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.transcript.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A session for a terminal, or as plain text. */
public final class TerminalTranscript implements TranscriptSink {

  private static final int RESULT_LINES = 5;
  private static final int CHANGE_LINES = 30;

  /** Where a result's line is cut in a file. */
  private static final int COLUMNS = 160;

  /** A result in a subagent of a subagent has some room, however narrow the terminal is. */
  private static final int LEAST_ROOM = 20;

  private static final int INDENT = 4;

  private static final String BOLD = "1";
  private static final String FAINT = "2";
  private static final String RED = "31";
  private static final String GREEN = "32";
  private static final String MAGENTA = "35";
  private static final String USER = "1;36";

  private final PrintStream out;
  private final boolean colour;
  private final boolean full;
  private final int columns;
  private boolean hasDevices;
  private String day = "";

  /**
   * Prints a session.
   *
   * @param out where to
   * @param colour whether to use colours
   * @param full whether long results are whole
   * @param columns the terminal's width; 0 for a file
   */
  public TerminalTranscript(PrintStream out, boolean colour, boolean full, int columns) {
    this.out = out;
    this.colour = colour;
    this.full = full;
    this.columns = columns;
  }

  @Override
  public void begin(SessionView s) {
    hasDevices = s.deviceLabels().size() > 1;
    String facts =
        String.join(
            "  ",
            s.projectName(),
            s.sessionId(),
            "on " + String.join(", ", s.deviceLabels()),
            CountFormat.of(s.events(), "event"));
    String title = s.title();
    if (title != null && !title.isBlank()) {
      words(0, BOLD, title);
    }
    words(0, title == null ? BOLD : FAINT, facts);
  }

  @Override
  public void heading(Heading h) throws IOException {
    if (out.checkError()) {
      throw new OutputClosedException();
    }
    out.println();
    String time = TimeFormat.local(h.timestamp());
    int space = time.indexOf(' ');
    String shown =
        space > 0 && day.equals(time.substring(0, space)) ? time.substring(space + 1) : time;
    day = space > 0 ? time.substring(0, space) : "";
    boolean isUser = h.role().equals("user");
    String model = h.model();
    words(
        h.depth(),
        isUser ? USER : BOLD,
        h.role()
            + "  "
            + shown
            + (model == null || isUser ? "" : "  " + model)
            + (hasDevices ? "  " + h.device() : "")
            + (h.isQueued() ? "  (queued)" : "")
            + (h.isGone() ? "  (no longer in the log)" : ""));
  }

  @Override
  public void text(String text, int depth) {
    boolean isCode = false;
    for (String line : LogText.lines(text)) {
      boolean isFence = line.stripLeading().startsWith("```");
      isCode = isFence != isCode;
      if (isCode || isFence || line.startsWith("    ") || line.startsWith("|")) {
        line(depth, "", line);
      } else {
        words(depth, "", line);
      }
    }
  }

  @Override
  public void thinking(String text, int depth) {
    line(depth, FAINT, "thinking");
    folded(depth, text, FAINT);
  }

  @Override
  public void image(Part.Image image, int depth) {
    line(depth, MAGENTA, TranscriptWords.image(image));
  }

  @Override
  public void marker(Part.Marker marker, int depth) {
    if (marker.kind() == Part.Marker.Kind.OUTPUT) {
      folded(depth, marker.text(), FAINT);
      return;
    }
    out.println();
    line(depth, MAGENTA, "── " + TranscriptWords.marker(marker) + " ──");
    folded(depth, marker.text(), FAINT);
  }

  @Override
  public void call(ToolText call, int depth) {
    String title = full ? call.title() : cut(call.title(), depth);
    line(depth, BOLD, "● " + title);
    List<DiffLine> lines = call.lines();
    int shown = full ? lines.size() : Math.min(lines.size(), CHANGE_LINES);
    for (DiffLine line : lines.subList(0, shown)) {
      String style =
          switch (line.kind()) {
            case ADDED -> GREEN;
            case REMOVED -> RED;
            case GAP, PLAIN, SAME -> FAINT;
          };
      line(depth, style, "  " + (full ? line.signed() : cut(line.signed(), depth)));
    }
    more(depth, lines.size() - shown);
  }

  @Override
  public void result(Part.ToolResult result, int depth) {
    result.images().forEach(image -> line(depth, MAGENTA, "  │ " + TranscriptWords.image(image)));
    if (result.isError()) {
      line(depth, RED, "  │ failed:");
    }
    folded(depth, result.text(), result.isError() ? RED : FAINT);
  }

  private void folded(int depth, String text, String style) {
    List<String> lines =
        full
            ? LogText.lines(text)
            : LogText.lines(text).stream().filter(line -> !line.isBlank()).toList();
    // One more line takes no more room than saying that there is one.
    int shown = full || lines.size() <= RESULT_LINES + 1 ? lines.size() : RESULT_LINES;
    for (String line : lines.subList(0, shown)) {
      line(depth, style, "  │ " + (full ? line : cut(line, depth)));
    }
    more(depth, lines.size() - shown);
  }

  private void more(int depth, int lines) {
    if (lines > 0) {
      line(depth, FAINT, "  … " + CountFormat.of(lines, "more line") + " (--full)");
    }
  }

  /** The beginning of a line that has room for four columns before it. */
  private String cut(String line, int depth) {
    int most = columns == 0 ? COLUMNS : Math.min(COLUMNS, room(depth + 1));
    return TextWidth.of(line) <= most ? line : TextWidth.cut(line, most - 1) + "…";
  }

  private int room(int depth) {
    return Math.max(LEAST_ROOM, columns - INDENT * depth);
  }

  @Override
  public void beginSubagent(String name, int depth) {
    line(depth + 1, BOLD, "subagent: " + TerminalText.oneLine(name, COLUMNS));
  }

  @Override
  public void endSubagent(int depth) {
    line(depth + 1, FAINT, "end of subagent");
  }

  @Override
  public void turn(UsageSum usage) {
    line(0, FAINT, "── " + TranscriptWords.usage(usage));
  }

  @Override
  public void gap() {
    out.println();
    line(0, FAINT, "…");
  }

  @Override
  public void end() {
    out.flush();
  }

  /** A sentence: on a terminal, its lines end between words. */
  private void words(int depth, String style, String text) {
    if (columns == 0 || text.isEmpty()) {
      line(depth, style, text);
      return;
    }
    String safe = TerminalText.safeLines(text).replace('\n', ' ');
    WrappedText.of(safe, room(depth)).lines().forEach(line -> line(depth, style, line));
  }

  private void line(int depth, String style, String text) {
    String safe = " ".repeat(INDENT * depth) + TerminalText.safeLines(text).replace('\n', ' ');
    out.println(colour && !style.isEmpty() ? "\033[" + style + "m" + safe + "\033[0m" : safe);
  }
}
