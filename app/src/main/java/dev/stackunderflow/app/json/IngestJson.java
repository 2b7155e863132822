package dev.stackunderflow.app.json;

import dev.stackunderflow.core.ingest.IngestReport;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code ingest}. */
public final class IngestJson {

  private IngestJson() {}

  /** What was read and imported. */
  public static Map<String, @Nullable Object> of(IngestReport report) {
    return new JsonFields()
        .with("files", report.files())
        .with("files_read", report.filesRead())
        .with("sessions", report.sessions())
        .with("events_added", report.eventsAdded())
        .with("lines_skipped", report.linesSkipped())
        .with("files_unread", report.unreadFiles().size())
        .with("agents", report.agents().stream().map(IngestJson::agent).toList())
        .with("warnings", report.warnings())
        .map();
  }

  private static Map<String, @Nullable Object> agent(IngestReport.AgentPart part) {
    return new JsonFields()
        .with("agent", part.id())
        .with("title", part.title())
        .with("files", part.files())
        .with("files_read", part.filesRead())
        .with("events_added", part.eventsAdded())
        .map();
  }
}
