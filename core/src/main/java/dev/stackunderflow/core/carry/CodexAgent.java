package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import dev.stackunderflow.core.agent.source.LogLines;
import dev.stackunderflow.core.file.ProjectSlug;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
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

  private static final ObjectMapper JSON = new ObjectMapper();

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
  public Path file(String slug, String sessionId, String firstLine, String firstTime)
      throws IOException {
    JsonNode meta = JSON.readTree(firstLine);
    var began = began(meta.path("payload").path("timestamp").asText(firstTime)).atZone(zone);
    // A log that does not state its id is named by it.
    String name =
        sessionId.startsWith(ROLLOUT)
            ? sessionId + ".jsonl"
            : ROLLOUT + NAME.format(began) + "-" + sessionId + ".jsonl";
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

  /** A fork's history, and a reverted thread's, is in another rollout, by its byte offset. */
  @Override
  public void requireSelfContained(String line) throws CarryException {
    Optional<HistoryBase> base =
        line.contains("\"history_base\"") ? HistoryBase.of(line) : Optional.empty();
    if (base.isPresent()) {
      throw new CarryException(
          "The session is a fork, or was reverted: Codex reads its earlier lines from the log of"
              + " session "
              + base.get().threadId()
              + ", at a position that would not be the same on this machine. Nothing was written."
              + " Carry that session instead, or show this one: stackunderflow show");
    }
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
