package dev.stackunderflow.core.agent.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.PiLine;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.ZstdBlobs;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code agents/AGENT/agent/openclaw-agent.sqlite}: table {@code transcript_events} has the lines
 * of the former logs, the long ones compressed. {@code trajectory_runtime_events} repeats them.
 */
final class OpenClawDatabase extends DatabaseSource {

  private final String title;
  private final List<Path> folders;

  OpenClawDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : folders) {
      for (Path agent : JsonFiles.in(folder.resolve("agents"))) {
        files.add(agent.resolve("agent/openclaw-agent.sqlite"));
      }
    }
    return files;
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "transcript_events", "session_id", "seq", "event_json");
    return versions(
        db,
        "SELECT session_id AS id, count(*) || ' ' || max(seq) || ' ' || max(created_at) AS version"
            + " FROM transcript_events GROUP BY session_id ORDER BY min(created_at)");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<RecordSession.Entry> records = new ArrayList<>();
    String folder = null;
    long unread = 0;
    for (ObjectNode row :
        db.rows("SELECT * FROM transcript_events WHERE session_id = ? ORDER BY seq", id)) {
      ObjectNode line = LenientJson.object(text(row));
      if (line == null) {
        unread++;
        continue;
      }
      String cwd = LenientJson.text(line, "cwd");
      folder = folder == null ? cwd : folder;
      records.add(new RecordSession.Entry(PiLine.read(line), line.toString()));
    }
    return new RecordSession(
        SessionName.in(folder, id),
        records,
        unread == 0
            ? List.of()
            : List.of("Session " + id + " of " + title + " has damaged records (" + unread + ")."));
  }

  private static String text(ObjectNode row) throws IOException {
    String plain = LenientJson.text(row, "event_json");
    JsonNode compressed = row.path("event_zstd");
    if (plain != null || !compressed.isBinary()) {
      return plain == null ? "" : plain;
    }
    return ZstdBlobs.text(compressed.binaryValue());
  }
}
