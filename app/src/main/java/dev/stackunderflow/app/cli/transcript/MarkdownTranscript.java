package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.cli.OutputClosedException;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.LogText;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.transcript.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * A session as a Markdown page: facts about it, then each message. Results and changes are in
 * fenced blocks whose fence is longer than any run of backquotes in them.
 */
public final class MarkdownTranscript implements TranscriptSink {

  private static final int RESULT_LINES = 20;

  private final PrintStream out;
  private final boolean full;

  /**
   * Prints a page.
   *
   * @param out where to
   * @param full whether long results are whole
   */
  public MarkdownTranscript(PrintStream out, boolean full) {
    this.out = out;
    this.full = full;
  }

  @Override
  public void begin(SessionView s) {
    String title = s.title();
    out.println("# " + line(title == null ? s.sessionId() : title));
    out.println();
    fact("Session", s.sessionId());
    fact("Project", s.projectName());
    fact("Agent", s.provider());
    fact("Device", String.join(", ", s.deviceLabels()));
    fact(
        "Time",
        TimeFormat.local(s.firstTs())
            + " to "
            + TimeFormat.local(s.lastTs())
            + " ("
            + TimeFormat.duration(s.firstTs(), s.lastTs())
            + ")");
    fact(
        "Tokens",
        CountFormat.of(s.tokens().input())
            + " in, "
            + CountFormat.of(s.tokens().output())
            + " out");
  }

  private void fact(String name, String value) {
    out.println("- " + name + ": " + line(value));
  }

  @Override
  public void heading(Heading h) throws IOException {
    if (out.checkError()) {
      throw new OutputClosedException();
    }
    String model = h.model();
    out.println();
    out.println(
        "#".repeat(Math.min(6, 2 + h.depth()))
            + " "
            + line(h.role())
            + ", "
            + TimeFormat.local(h.timestamp())
            + ", "
            + line(h.device())
            + (model == null || h.role().equals("user") ? "" : ", " + line(model))
            + (h.isQueued() ? " (queued)" : "")
            + (h.isGone() ? " (no longer in the log)" : ""));
  }

  @Override
  public void text(String text, int depth) {
    out.println();
    LogText.lines(text).forEach(this::print);
  }

  @Override
  public void thinking(String text, int depth) {
    out.println();
    LogText.lines(text).forEach(line -> print("> " + line));
  }

  @Override
  public void image(Part.Image image, int depth) {
    out.println();
    print("`" + TranscriptWords.image(image) + "`");
  }

  @Override
  public void marker(Part.Marker marker, int depth) {
    if (marker.kind() != Part.Marker.Kind.OUTPUT) {
      out.println();
      out.println("*" + TranscriptWords.marker(marker) + "*");
    }
    block("", LogText.lines(marker.text()));
  }

  @Override
  public void call(ToolText call, int depth) {
    out.println();
    out.println("**Tool:** " + code(line(call.title())));
    boolean isChange =
        call.lines().stream()
            .anyMatch(l -> l.kind() == DiffLine.Kind.ADDED || l.kind() == DiffLine.Kind.REMOVED);
    block(isChange ? "diff" : "", call.lines().stream().map(DiffLine::signed).toList());
  }

  @Override
  public void result(Part.ToolResult result, int depth) {
    result.images().forEach(image -> image(image, depth));
    if (result.isError()) {
      out.println();
      out.println("Failed:");
    }
    block("", LogText.lines(result.text()));
  }

  /** A fenced block; nothing for no lines. */
  private void block(String language, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    int shown = full || lines.size() <= RESULT_LINES + 1 ? lines.size() : RESULT_LINES;
    String fence = "`".repeat(Math.max(3, 1 + backquotes(String.join("\n", lines))));
    out.println();
    out.println(fence + language);
    lines.subList(0, shown).forEach(this::print);
    if (shown < lines.size()) {
      out.println("… " + CountFormat.of((long) lines.size() - shown, "more line"));
    }
    out.println(fence);
  }

  /** A code span (CommonMark 6.1). */
  private static String code(String text) {
    String quote = "`".repeat(1 + backquotes(text));
    boolean touches = text.startsWith("`") || text.endsWith("`");
    return touches ? quote + " " + text + " " + quote : quote + text + quote;
  }

  /** The length of the longest run of backquotes. */
  private static int backquotes(String text) {
    int longest = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = text.charAt(i) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  @Override
  public void beginSubagent(String name, int depth) {
    out.println();
    out.println("#".repeat(Math.min(6, 3 + depth)) + " subagent: " + line(name));
  }

  @Override
  public void endSubagent(int depth) {
    out.println();
    out.println("*end of subagent*");
  }

  @Override
  public void turn(UsageSum usage) {
    out.println();
    out.println("*" + TranscriptWords.usage(usage) + "*");
  }

  @Override
  public void gap() {
    out.println();
    out.println("…");
  }

  @Override
  public void end() {
    out.flush();
  }

  private void print(String text) {
    out.println(TerminalText.safeLines(text));
  }

  private static String line(String text) {
    return TerminalText.safe(text);
  }
}
