package dev.stackunderflow.core.agent.antigravity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a session: {@code brain/ID/.system_generated/logs/transcript.jsonl}, and {@code
 * transcript_full.jsonl} beside it with the whole texts. A line is a step: {@code step_index},
 * {@code source}, {@code type}, {@code created_at}, {@code content}, {@code thinking}, {@code
 * tool_calls}. A step that is written again replaces the earlier line.
 */
final class AntigravityTranscript {

  /** The names of the logs, the best first. */
  static final List<String> NAMES = List.of("transcript_full.jsonl", "transcript.jsonl");

  private static final Pattern METADATA =
      Pattern.compile("<ADDITIONAL_METADATA>\\s*(.*?)\\s*</ADDITIONAL_METADATA>", Pattern.DOTALL);
  private static final Pattern REQUEST =
      Pattern.compile("<USER_REQUEST>\\s*(.*?)\\s*</USER_REQUEST>", Pattern.DOTALL);

  private final List<RecordSession.Entry> records = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private @Nullable String folder;

  private AntigravityTranscript() {}

  /** The log of a session; null where it has none. */
  static @Nullable Path file(Path folder, String id) {
    Path logs = folder.resolve("brain").resolve(id).resolve(".system_generated/logs");
    return NAMES.stream().map(logs::resolve).filter(Files::isRegularFile).findFirst().orElse(null);
  }

  /** Reads a log. */
  static AntigravityTranscript read(Path log, String id) throws IOException {
    var transcript = new AntigravityTranscript();
    JsonLines lines = JsonLines.read(log);
    Map<String, ObjectNode> steps = new LinkedHashMap<>();
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      JsonNode step = line.path("step_index");
      steps.put(step.isNumber() ? id + " step " + step.asText() : keys.next(line), line);
    }
    steps.forEach(transcript::add);
    transcript.warnings.addAll(lines.warnings(log));
    return transcript;
  }

  /** The same of steps that stand elsewhere, by their keys. */
  static AntigravityTranscript of(Map<String, ObjectNode> steps) {
    var transcript = new AntigravityTranscript();
    steps.forEach(transcript::add);
    return transcript;
  }

  List<RecordSession.Entry> records() {
    return records;
  }

  List<String> warnings() {
    return warnings;
  }

  /** The folder that a prompt names, where one does. */
  @Nullable String folder() {
    return folder;
  }

  private void add(String key, ObjectNode line) {
    String role = role(line);
    String content = LenientJson.textOr(line, "content", "");
    var event = new DraftBuilder(role, key).at(line.path("created_at"));
    if (role.equals("user")) {
      event.text(typed(content));
      if (!LenientJson.textOr(line, "source", "USER").startsWith("USER")) {
        event.notTyped();
      }
    } else if (role.equals("assistant")) {
      event.text(content);
      for (JsonNode call : line.path("tool_calls")) {
        event.tool(LenientJson.text(call, "name"));
      }
    }
    records.add(event.record(line));
  }

  /** The kinds of steps that are neither typed nor said are results of tools, or the system's. */
  static String role(ObjectNode line) {
    String type = LenientJson.textOr(line, "type", "");
    String source = LenientJson.textOr(line, "source", "");
    if (type.equals("USER_INPUT") || (type.isEmpty() && source.startsWith("USER"))) {
      return "user";
    }
    boolean isSaid = type.isEmpty() || type.endsWith("_RESPONSE");
    if (source.equals("MODEL") && isSaid) {
      return "assistant";
    }
    return source.equals("SYSTEM") ? "system" : "tool_result";
  }

  private String typed(String content) {
    Matcher metadata = METADATA.matcher(content);
    if (metadata.find()) {
      ObjectNode stated = LenientJson.object(metadata.group(1));
      String named = stated == null ? null : LenientJson.text(stated, "cwd");
      folder = folder == null ? LenientJson.absolutePath(named) : folder;
    }
    Matcher request = REQUEST.matcher(content);
    return METADATA.matcher(request.find() ? request.group(1) : content).replaceAll("").strip();
  }
}
