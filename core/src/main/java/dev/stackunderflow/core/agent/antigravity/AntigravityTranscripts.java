package dev.stackunderflow.core.agent.antigravity;

import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The transcripts of sessions that have no database. */
final class AntigravityTranscripts extends DocumentSource {

  /** {@code ID/.system_generated/logs/NAME} below the folder of all. */
  private static final int DEPTH = 4;

  AntigravityTranscripts(String provider, List<Path> folders) {
    super(
        provider,
        folders.stream().map(folder -> folder.resolve("brain")).toList(),
        DEPTH,
        file ->
            AntigravityTranscript.NAMES.contains(file.getFileName().toString())
                && file.getName(1).toString().equals(".system_generated"));
  }

  private static Path session(Path log, int above) {
    return log.resolve("../".repeat(above)).normalize();
  }

  @Override
  public LogSource.Listing list() throws IOException {
    List<Path> logs =
        super.list().logs().stream()
            .filter(
                log -> {
                  Path folder = session(log, DEPTH + 1);
                  String id = session(log, DEPTH - 1).getFileName().toString();
                  boolean hasDatabase =
                      !Files.notExists(folder.resolve("conversations").resolve(id + ".db"));
                  return !hasDatabase && log.equals(AntigravityTranscript.file(folder, id));
                })
            .toList();
    return new LogSource.Listing(logs, List.of());
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    String id = session(document, DEPTH - 1).getFileName().toString();
    var transcript = AntigravityTranscript.read(document, id);
    String named = transcript.folder();
    String folder =
        named == null ? AntigravityDatabases.folder(session(document, DEPTH + 1), id) : named;
    return transcript.records().isEmpty()
        ? null
        : new RecordSession(
            SessionName.in(folder, id), transcript.records(), transcript.warnings());
  }
}
