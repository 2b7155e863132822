package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TerminalText;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import java.util.List;

/** A session as a Markdown page: facts about it, then each message with its tools. */
public final class TranscriptMarkdown {

  private TranscriptMarkdown() {}

  public static String of(SessionView session, List<EventView> events) {
    var page = new StringBuilder("# ");
    String title = session.title();
    page.append(TerminalText.safe(title == null ? session.sessionId() : title)).append("\n\n");
    fact(page, "Session", session.sessionId());
    fact(page, "Project", session.projectName());
    fact(page, "Agent", session.provider());
    fact(page, "Device", String.join(", ", session.deviceLabels()));
    fact(
        page,
        "Time",
        TimeFormat.local(session.firstTs())
            + " to "
            + TimeFormat.local(session.lastTs())
            + " ("
            + TimeFormat.duration(session.firstTs(), session.lastTs())
            + ")");
    fact(
        page,
        "Tokens",
        CountFormat.of(session.tokens().input())
            + " in, "
            + CountFormat.of(session.tokens().output())
            + " out");
    events.forEach(event -> add(page, event));
    return page.toString();
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("- ").append(name).append(": ").append(TerminalText.safe(value)).append('\n');
  }

  private static void add(StringBuilder page, EventView event) {
    boolean hasTools = !event.toolsJson().equals("[]");
    if (event.contentText().isBlank() && !hasTools) {
      return; // the result of a tool: only in raw_json
    }
    page.append("\n## ")
        .append(TerminalText.safe(event.role()))
        .append(", ")
        .append(TimeFormat.local(event.timestamp()))
        .append(", ")
        .append(TerminalText.safe(event.deviceLabel()))
        .append("\n\n");
    if (!event.contentText().isBlank()) {
      page.append(TerminalText.safeLines(event.contentText().strip())).append('\n');
    }
    if (hasTools) {
      page.append(event.contentText().isBlank() ? "" : "\n")
          .append("Tools: `")
          .append(TerminalText.safe(event.toolsJson()).replace("`", "'"))
          .append("`\n");
    }
  }
}
