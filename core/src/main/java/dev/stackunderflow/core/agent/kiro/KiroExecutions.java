package dev.stackunderflow.core.agent.kiro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.hash.Sha256;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The logs of the editor's executions: {@code HASH/414d1636299d2b9e4ce7e17fb11f63e9/NAME}, the
 * folder named by the SHA-256 of the project's path, each with its id and its actions.
 */
final class KiroExecutions {

  private static final String LOGS = "414d1636299d2b9e4ce7e17fb11f63e9";
  private static final int HASH_LENGTH = 32;
  private static final int BEGIN_BYTES = 256;
  private static final Pattern ID = Pattern.compile("\"executionId\"\\s*:\\s*\"([^\"]+)\"");

  private final Map<String, Path> files;

  private KiroExecutions(Map<String, Path> files) {
    this.files = files;
  }

  /** The folder with a project's logs; null where the project is not known. */
  static @Nullable Path folder(Path storage, @Nullable String project) {
    if (project == null || project.isBlank()) {
      return null;
    }
    String hash = Sha256.hex(project.getBytes(StandardCharsets.UTF_8));
    return storage.resolve(hash.substring(0, HASH_LENGTH)).resolve(LOGS);
  }

  /** The logs of a project. */
  static KiroExecutions in(Path storage, @Nullable String project) throws IOException {
    Map<String, Path> files = new HashMap<>();
    Path folder = folder(storage, project);
    for (Path file : folder == null ? List.<Path>of() : JsonFiles.in(folder)) {
      if (Files.isRegularFile(file)) {
        try (InputStream in = Files.newInputStream(file)) {
          String begin = new String(in.readNBytes(BEGIN_BYTES), StandardCharsets.UTF_8);
          Matcher id = ID.matcher(begin);
          if (id.find()) {
            files.put(id.group(1), file);
          }
        }
      }
    }
    return new KiroExecutions(files);
  }

  /** What an execution did; nothing where its log is missing or being written. */
  List<JsonNode> actions(String execution) throws IOException {
    List<JsonNode> actions = new ArrayList<>();
    Path file = files.get(execution);
    try {
      ObjectNode log = file == null ? null : JsonFiles.object(file);
      if (log != null) {
        log.path("actions").forEach(actions::add);
      }
    } catch (UnreadableSourceException e) {
      // The message itself is read.
    }
    return actions;
  }

  /** What the model said in an action; empty for another one. */
  static String said(JsonNode action) {
    return LenientJson.textOr(action, "actionType", "").equals("say")
        ? LenientJson.textOr(action.path("output"), "message", "")
        : "";
  }

  /** Whether an action is the call of a tool. */
  static boolean isTool(JsonNode action) {
    return !LenientJson.textOr(action, "actionType", "say").equals("say")
        && !action.path("input").isEmpty();
  }
}
