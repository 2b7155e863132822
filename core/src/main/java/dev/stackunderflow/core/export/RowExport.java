package dev.stackunderflow.core.export;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exports one row per event, with its session, project and device. */
public final class RowExport implements Exporter.Sink {

  private static final List<String> COLUMNS =
      List.of(
          "device_id",
          "device_label",
          "provider",
          "slug",
          "project",
          "path",
          "session_id",
          "seq",
          "timestamp",
          "role",
          "model",
          "input_tokens",
          "output_tokens",
          "cache_create_tokens",
          "cache_read_tokens",
          "content_text",
          "tools_json",
          "raw_json",
          "is_sidechain",
          "uuid",
          "parent_uuid",
          "speed");

  private final RowSink rows;
  private List<@Nullable String> session = List.of();

  /** Exports to a sink. */
  public RowExport(RowSink rows) throws IOException {
    this.rows = rows;
    rows.columns(COLUMNS);
  }

  @Override
  public void session(StoredSession of, String deviceId, String deviceLabel) {
    session =
        Arrays.asList(
            deviceId,
            deviceLabel,
            of.provider(),
            of.slug(),
            of.displayName(),
            of.path(),
            of.sessionId());
  }

  @Override
  public void event(Event event) throws IOException {
    List<@Nullable Object> row = new ArrayList<>(session);
    row.add(event.seq());
    row.add(event.timestamp());
    row.add(event.role());
    row.add(event.model());
    row.add(event.inputTokens());
    row.add(event.outputTokens());
    row.add(event.cacheCreateTokens());
    row.add(event.cacheReadTokens());
    row.add(event.contentText());
    row.add(event.toolsJson());
    row.add(event.rawJson());
    row.add(event.isSidechain());
    row.add(event.uuid());
    row.add(event.parentUuid());
    row.add(event.speed());
    rows.row(row);
  }

  @Override
  public void end() throws IOException {
    rows.end();
  }
}
