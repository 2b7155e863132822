package dev.stackunderflow.app.cli;

import dev.stackunderflow.core.catalog.EventView;
import dev.stackunderflow.core.catalog.SessionView;
import java.util.List;

/** A session as a Markdown page: what it was, then who said what, when, and with which tools. */
final class TranscriptMarkdown {

  private TranscriptMarkdown() {}

  static String of(SessionView session, List<EventView> events) {
    var page = new StringBuilder("# ");
    String title = session.title();
    page.append(Human.plain(title == null ? session.sessionId() : title)).append("\n\n");
    fact(page, "Session", session.sessionId());
    fact(page, "Project", session.projectName());
    fact(page, "Agent", session.provider());
    fact(page, "Device", String.join(", ", session.deviceLabels()));
    fact(
        page,
        "Time",
        Human.time(session.firstTs())
            + " to "
            + Human.time(session.lastTs())
            + " ("
            + Human.duration(session.firstTs(), session.lastTs())
            + ")");
    fact(
        page,
        "Tokens",
        Human.count(session.tokens().input())
            + " in, "
            + Human.count(session.tokens().output())
            + " out");
    events.forEach(event -> add(page, event));
    return page.toString();
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("- ").append(name).append(": ").append(Human.plain(value)).append('\n');
  }

  private static void add(StringBuilder page, EventView event) {
    boolean hasTools = !event.toolsJson().equals("[]");
    if (event.contentText().isBlank() && !hasTools) {
      return; // a tool's result: it stays in raw_json
    }
    page.append("\n## ")
        .append(Human.plain(event.role()))
        .append(", ")
        .append(Human.time(event.timestamp()))
        .append(", ")
        .append(Human.plain(event.deviceLabel()))
        .append("\n\n");
    if (!event.contentText().isBlank()) {
      page.append(Human.printable(event.contentText().strip())).append('\n');
    }
    if (hasTools) {
      page.append(event.contentText().isBlank() ? "" : "\n")
          .append("Tools: `")
          .append(Human.plain(event.toolsJson()).replace("`", "'"))
          .append("`\n");
    }
  }
}
