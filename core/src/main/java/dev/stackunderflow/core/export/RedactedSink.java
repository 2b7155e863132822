package dev.stackunderflow.core.export;

import dev.stackunderflow.core.redact.JsonRedactor;
import dev.stackunderflow.core.redact.Redactor;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Passes an export on without its secrets: in texts, records, folders and labels. */
public final class RedactedSink implements Exporter.Sink {

  private final Exporter.Sink sink;
  private final Redactor redactor;
  private final JsonRedactor json;

  /**
   * A sink before another one.
   *
   * @param sink receives what is left
   * @param redactor replaces and counts the secrets
   */
  public RedactedSink(Exporter.Sink sink, Redactor redactor) {
    this.sink = sink;
    this.redactor = redactor;
    this.json = new JsonRedactor(redactor);
  }

  @Override
  public void session(StoredSession s, String deviceId, String deviceLabel)
      throws SQLException, IOException {
    @Nullable String path = s.path();
    sink.session(
        new StoredSession(
            s.id(),
            s.provider(),
            redactor.text(s.slug()),
            path == null ? null : redactor.text(path),
            redactor.text(s.displayName()),
            s.firstSeen(),
            s.lastModified(),
            s.sessionId(),
            s.firstTs(),
            s.lastTs(),
            s.messageCount()),
        deviceId,
        redactor.text(deviceLabel));
  }

  @Override
  public void event(Event event) throws SQLException, IOException {
    sink.event(
        event.withTexts(
            redactor.text(event.contentText()),
            json.record(event.toolsJson()),
            json.record(event.rawJson())));
  }

  @Override
  public void end() throws SQLException, IOException {
    sink.end();
  }
}
