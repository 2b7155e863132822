package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.core.catalog.view.EventView;
import dev.stackunderflow.core.catalog.view.SessionView;
import java.util.List;

/** A session as a Markdown page: what it was, then who said what, when, and with which tools. */
public final class TranscriptMarkdown {

  private TranscriptMarkdown() {}

  public static String of(SessionView session, List<EventView> events) {
    var page = new StringBuilder("# ");
    String title = session.title();
    page.append(HumanFormat.plain(title == null ? session.sessionId() : title)).append("\n\n");
    fact(page, "Session", session.sessionId());
    fact(page, "Project", session.projectName());
    fact(page, "Agent", session.provider());
    fact(page, "Device", String.join(", ", session.deviceLabels()));
    fact(
        page,
        "Time",
        HumanFormat.time(session.firstTs())
            + " to "
            + HumanFormat.time(session.lastTs())
            + " ("
            + HumanFormat.duration(session.firstTs(), session.lastTs())
            + ")");
    fact(
        page,
        "Tokens",
        HumanFormat.count(session.tokens().input())
            + " in, "
            + HumanFormat.count(session.tokens().output())
            + " out");
    events.forEach(event -> add(page, event));
    return page.toString();
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("- ").append(name).append(": ").append(HumanFormat.plain(value)).append('\n');
  }

  private static void add(StringBuilder page, EventView event) {
    boolean hasTools = !event.toolsJson().equals("[]");
    if (event.contentText().isBlank() && !hasTools) {
      return; // a tool's result: it stays in raw_json
    }
    page.append("\n## ")
        .append(HumanFormat.plain(event.role()))
        .append(", ")
        .append(HumanFormat.time(event.timestamp()))
        .append(", ")
        .append(HumanFormat.plain(event.deviceLabel()))
        .append("\n\n");
    if (!event.contentText().isBlank()) {
      page.append(HumanFormat.printable(event.contentText().strip())).append('\n');
    }
    if (hasTools) {
      page.append(event.contentText().isBlank() ? "" : "\n")
          .append("Tools: `")
          .append(HumanFormat.plain(event.toolsJson()).replace("`", "'"))
          .append("`\n");
    }
  }
}
