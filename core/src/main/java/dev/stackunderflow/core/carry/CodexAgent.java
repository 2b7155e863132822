package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stackunderflow.core.agent.codex.CodexLogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

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

  @Override
  public String resume(String sessionId) {
    return "codex resume " + sessionId;
  }
}
