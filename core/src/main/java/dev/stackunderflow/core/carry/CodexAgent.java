package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import dev.stackunderflow.core.agent.codex.HistoryBase;
import dev.stackunderflow.core.agent.codex.RolloutName;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.export.SessionFile;
import dev.stackunderflow.core.file.ProjectSlug;
import dev.stackunderflow.core.json.JsonField;
import dev.stackunderflow.core.json.JsonTrees;
import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Codex. Names a session's file by the local time at which the session began; {@code codex resume}
 * finds it by the id at the end of the name.
 */
record CodexAgent(CodexLogs logs, ZoneId zone) implements Agent {

  private static final JsonField FORKED_FROM = new JsonField("payload", "forked_from_id");

  private static final String COMPRESSED = ".zst";

  private static final String ROLLOUT = "rollout-";

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT);

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH-mm-ss", Locale.ROOT);

  @Override
  public WorkingDirectory workingDirectory() {
    return new WorkingDirectory("payload", "cwd");
  }

  @Override
  public String slug(Path folder) {
    return ProjectSlug.of(folder.toString());
  }

  @Override
  public Path file(
      Path folder, String slug, SessionFile.Name file, String firstLine, String firstTime)
      throws IOException {
    String sessionId = file.sessionId();
    JsonNode meta = JsonTrees.read(firstLine);
    var began = began(meta.path("payload").path("timestamp").asText(firstTime)).atZone(zone);
    // A log that does not state its id is named by it.
    String name =
        sessionId.startsWith(ROLLOUT)
            ? sessionId + ".jsonl"
            : ROLLOUT
                + NAME.format(began)
                + "-"
                + sessionId
                + (file.part().isEmpty() ? "" : "_" + file.part())
                + ".jsonl";
    return logs.folders().getFirst().resolve(FOLDER.format(began)).resolve(name);
  }

  private static Instant began(String time) throws CarryException {
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException e) {
      throw new CarryException(
          "The session's log has no start time, which Codex needs to find it. Nothing was"
              + " written.");
    }
  }

  /** Continues the numbers of the existing lines. */
  @Override
  public UnaryOperator<String> appending(@Nullable Path existing) throws IOException {
    OptionalLong last = OptionalLong.empty();
    if (existing != null) {
      try (var lines = new LogLines(logs.open(existing))) {
        for (LogLines.Line line = lines.next(); line != null; line = lines.next()) {
          OptionalLong number =
              line.text() == null ? OptionalLong.empty() : OrdinalNumbering.of(line.text());
          last = number.isPresent() ? number : last;
        }
      }
    }
    return new OrdinalNumbering(last)::next;
  }

  @Override
  public Path toWrite(Path existing) {
    String name = existing.getFileName().toString();
    return name.endsWith(COMPRESSED)
        ? existing.resolveSibling(name.substring(0, name.length() - COMPRESSED.length()))
        : existing;
  }

  /** Codex archives all rollouts of a thread together. */
  @Override
  public Path beside(Path file, Collection<Path> others) {
    for (Path other : others) {
      if (CodexLogs.isArchived(other)) {
        return other.resolveSibling(file.getFileName());
      }
    }
    return file;
  }

  @Override
  public String part(Path file) {
    return RolloutName.furtherId(file);
  }

  /** A rollout begins with its {@code session_meta}. */
  @Override
  public @Nullable String part(Event firstLine) {
    if (!firstLine.role().equals("session_meta")) {
      return null;
    }
    return firstLine.uuid() == null ? "" : firstLine.uuid();
  }

  @Override
  public Optional<HistoryBase> base(String firstLine) {
    return HistoryBase.of(firstLine);
  }

  @Override
  public String comparable(String line) {
    return line.contains("\"history_base\"") ? HistoryBase.withOffset(line, 0) : line;
  }

  @Override
  public @Nullable String forkedFrom(String firstLine) {
    return FORKED_FROM.text(firstLine);
  }

  @Override
  public String aboutExisting(Path file, String sessionId) {
    return CodexLogs.isArchived(file)
        ? "Codex has archived this session here, in "
            + file.getParent()
            + ", and does not open it before: codex unarchive "
            + sessionId
        : "";
  }

  @Override
  public String ifNotListed(String sessionId) {
    return "If Codex does not list the session, open it by its id: " + resume(sessionId);
  }

  @Override
  public String resume(String sessionId) {
    return "codex resume " + sessionId;
  }
}
