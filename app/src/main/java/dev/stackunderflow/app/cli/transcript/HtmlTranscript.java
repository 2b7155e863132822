package dev.stackunderflow.app.cli.transcript;

import dev.stackunderflow.app.cli.transcript.DiffLine.Kind;
import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.LogText;
import dev.stackunderflow.app.text.TextWidth;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.transcript.UsageSum;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.transcript.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as the body of an HTML page. The markup is also well-formed XML, so that a test can
 * read it with a strict parser. What stands before the body, contents and chart, is known at its
 * end.
 */
final class HtmlTranscript implements TranscriptSink {

  private static final int OPEN_LINES = 4;
  private static final int MOST_LINES = 400;
  private static final int MOST_COLUMNS = 5_000;
  private static final int CONTENTS_COLUMNS = 90;

  private final Appendable out;
  private final boolean full;
  private final TokenChart chart = new TokenChart();
  private final List<String> contents = new ArrayList<>();
  private @Nullable SessionView session;
  private int turn;
  private boolean isTyped;
  private boolean needsLabel;

  /**
   * Writes a body.
   *
   * @param out where to
   * @param full whether very long results are whole
   */
  HtmlTranscript(Appendable out, boolean full) {
    this.out = out;
    this.full = full;
  }

  /** The title of the page, unsafe; empty before {@link #begin}. */
  String title() {
    SessionView s = session;
    if (s == null) {
      return "";
    }
    String title = s.title();
    return title == null || title.isBlank() ? s.sessionId() : title;
  }

  /** Facts, contents and chart, to stand before the body. */
  String head() {
    var head = new StringBuilder("<header><h1>").append(Html.line(title())).append("</h1>\n<dl>");
    SessionView s = session;
    if (s != null) {
      fact(head, "Session", s.sessionId());
      fact(head, "Project", s.projectName());
      fact(head, "Agent", s.provider());
      fact(head, "Device", String.join(", ", s.deviceLabels()));
      fact(head, "Time", TimeFormat.local(s.firstTs()) + " to " + TimeFormat.local(s.lastTs()));
      fact(
          head,
          "Tokens",
          CountFormat.of(s.tokens().input())
              + " in, "
              + CountFormat.of(s.tokens().output())
              + " out");
    }
    head.append("</dl></header>\n").append(chart.html());
    if (!contents.isEmpty()) {
      head.append("<nav><details open=\"open\"><summary>Contents</summary><ol>\n");
      for (int i = 0; i < contents.size(); i++) {
        head.append("<li><a href=\"#turn-")
            .append(i + 1)
            .append("\">")
            .append(Html.line(contents.get(i)))
            .append("</a></li>\n");
      }
      head.append("</ol></details></nav>\n");
    }
    return head.toString();
  }

  private static void fact(StringBuilder head, String name, String value) {
    head.append("<dt>").append(name).append("</dt><dd>").append(Html.line(value)).append("</dd>");
  }

  @Override
  public void begin(SessionView s) {
    session = s;
  }

  @Override
  public void heading(Heading h) throws IOException {
    isTyped = h.role().equals("user");
    boolean isTurn = isTyped && h.depth() == 0;
    String model = h.model();
    String more =
        TimeFormat.local(h.timestamp())
            + (model == null || isTyped ? "" : ", " + model)
            + ", "
            + h.device()
            + (h.isQueued() ? ", queued" : "")
            + (h.isGone() ? ", no longer in the log" : "");
    String tag = h.depth() == 0 ? "h2" : "h3";
    out.append('<').append(tag);
    if (isTurn) {
      turn++;
      contents.add(TimeFormat.local(h.timestamp()));
      needsLabel = true;
      out.append(" id=\"turn-").append(Integer.toString(turn)).append('"');
    }
    out.append('>').append(Html.line(h.role())).append(" <small>");
    out.append(Html.line(more)).append("</small></").append(tag).append(">\n");
  }

  @Override
  public void text(String text, int depth) throws IOException {
    if (needsLabel && depth == 0) {
      String label = text.strip().lines().findFirst().orElse("");
      contents.set(turn - 1, contents.get(turn - 1) + " " + TextWidth.cut(label, CONTENTS_COLUMNS));
      needsLabel = false;
    }
    // Code between fences; everything else stays as it was written.
    boolean isCode = false;
    List<String> block = new ArrayList<>();
    for (String line : LogText.lines(text)) {
      if (line.strip().startsWith("```")) {
        block(block, isCode);
        isCode = !isCode;
      } else {
        block.add(line);
      }
    }
    block(block, isCode);
  }

  private void block(List<String> lines, boolean isCode) throws IOException {
    String text = String.join("\n", lines);
    lines.clear();
    if (!text.isBlank()) {
      out.append(isCode ? "<pre>" : isTyped ? "<div class=\"text user\">" : "<div class=\"text\">");
      out.append(Html.text(text)).append(isCode ? "</pre>\n" : "</div>\n");
    }
  }

  @Override
  public void thinking(String text, int depth) throws IOException {
    folded("thinking", "thinking", LogText.lines(text), false);
  }

  @Override
  public void image(Part.Image image, int depth) throws IOException {
    out.append("<p class=\"image\">").append(Html.line(TranscriptWords.image(image)));
    out.append("</p>\n");
  }

  @Override
  public void marker(Part.Marker marker, int depth) throws IOException {
    if (marker.kind() != Part.Marker.Kind.OUTPUT) {
      out.append("<p class=\"marker\">").append(TranscriptWords.marker(marker)).append("</p>\n");
    }
    folded("result", TranscriptWords.marker(marker), LogText.lines(marker.text()), false);
  }

  @Override
  public void call(ToolText call, int depth) throws IOException {
    out.append("<p class=\"call\">● <b>").append(Html.line(cut(call.title()))).append("</b></p>\n");
    List<DiffLine> lines = call.lines();
    if (lines.isEmpty()) {
      return;
    }
    int shown = full ? lines.size() : Math.min(lines.size(), MOST_LINES);
    out.append("<pre>");
    for (DiffLine line : lines.subList(0, shown)) {
      String style =
          switch (line.kind()) {
            case ADDED -> " class=\"added\"";
            case REMOVED -> " class=\"removed\"";
            case GAP -> " class=\"gap\"";
            case PLAIN, SAME -> "";
          };
      String text = line.kind() == Kind.GAP ? line.text() : line.signed();
      out.append("<span").append(style).append('>').append(Html.text(cut(text))).append("</span>");
    }
    more(lines.size() - shown);
    out.append("</pre>\n");
  }

  @Override
  public void result(Part.ToolResult result, int depth) throws IOException {
    for (Part.Image image : result.images()) {
      image(image, depth);
    }
    String style = result.isError() ? "result failed" : "result";
    String words = result.isError() ? "failed" : "result";
    List<String> lines = LogText.lines(result.text());
    folded(style, words, lines, lines.size() <= OPEN_LINES);
  }

  private void folded(String style, String words, List<String> lines, boolean isOpen)
      throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    int shown = full ? lines.size() : Math.min(lines.size(), MOST_LINES);
    out.append("<details class=\"").append(style).append('"');
    out.append(isOpen ? " open=\"open\"" : "").append("><summary>").append(words).append(", ");
    out.append(CountFormat.of(lines.size(), "line")).append("</summary><pre>");
    for (String line : lines.subList(0, shown)) {
      out.append(Html.text(cut(line))).append('\n');
    }
    more(lines.size() - shown);
    out.append("</pre></details>\n");
  }

  private void more(int lines) throws IOException {
    if (lines > 0) {
      out.append("<span class=\"gap\">… ").append(CountFormat.of(lines, "more line"));
      out.append(" (--full)</span>");
    }
  }

  private String cut(String line) {
    return full || line.length() <= MOST_COLUMNS ? line : line.substring(0, MOST_COLUMNS) + "…";
  }

  @Override
  public void beginSubagent(String name, int depth) throws IOException {
    out.append("<details class=\"subagent\" open=\"open\"><summary>subagent: ");
    out.append(Html.line(cut(name))).append("</summary>\n");
  }

  @Override
  public void endSubagent(int depth) throws IOException {
    out.append("</details>\n");
  }

  @Override
  public void turn(UsageSum usage) throws IOException {
    chart.add(Math.max(1, turn), usage);
    out.append("<p class=\"usage\">").append(TranscriptWords.usage(usage)).append("</p>\n");
  }

  @Override
  public void gap() throws IOException {
    out.append("<p class=\"marker\">…</p>\n");
  }

  @Override
  public void end() {
    // The page is put together by its file.
  }
}
