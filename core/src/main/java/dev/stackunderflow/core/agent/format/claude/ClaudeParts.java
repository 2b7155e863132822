package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.Blocks;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.Part.Marker;
import dev.stackunderflow.core.transcript.Part.Marker.Kind;
import dev.stackunderflow.core.transcript.PartReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line of a transcript shows; hooks, reminders and settings are not shown. */
public final class ClaudeParts implements PartReader {

  private static final Set<String> SHOWN = Set.of("user", "assistant", "system", "tool-result");

  /** What Claude Code puts around and between the words of a person. */
  private static final Pattern ADDED =
      Pattern.compile(
          "<(system-reminder|local-command-caveat|user-prompt-submit-hook|ide_opened_file"
              + "|ide_selection|command-message)>.*?</\\1>",
          Pattern.DOTALL);

  private static final Pattern COMMAND =
      Pattern.compile("<command-name>\\s*/?(.*?)\\s*</command-name>", Pattern.DOTALL);
  private static final Pattern ARGUMENTS =
      Pattern.compile("<command-args>\\s*(.*?)\\s*</command-args>", Pattern.DOTALL);
  private static final Pattern SHELL =
      Pattern.compile("<bash-input>\\s*(.*?)\\s*</bash-input>", Pattern.DOTALL);
  private static final Pattern OUTPUT =
      Pattern.compile(
          "<(local-command-stdout|local-command-stderr|bash-stdout|bash-stderr)>\\s*(.*?)\\s*</\\1>",
          Pattern.DOTALL);

  @Override
  public List<Part> parts(Event event) {
    if (!SHOWN.contains(event.role()) || event.is(Event.REPLAYED)) {
      return List.of();
    }
    if (event.role().equals("tool-result")) {
      return List.of(new Marker(Kind.OUTPUT, event.contentText()));
    }
    ObjectNode line = LenientJson.object(event.rawJson());
    if (line == null) {
      return PLAIN.parts(event);
    }
    List<Part> parts = new ArrayList<>();
    switch (LenientJson.textOr(line, "type", "")) {
      case "user" -> user(line, parts);
      case "assistant" -> blocks(line, line.path("message").path("content"), false, parts);
      case "system" -> system(line, parts);
      case "attachment" -> {
        parts.add(new Marker(Kind.QUEUED, ""));
        blocks(line, line.path("attachment").path("prompt"), true, parts);
      }
      default -> parts.addAll(PLAIN.parts(event));
    }
    return parts;
  }

  private static void user(ObjectNode line, List<Part> parts) {
    JsonNode content = line.path("message").path("content");
    if (line.path("isCompactSummary").asBoolean(false)) {
      parts.add(new Marker(Kind.COMPACTED, ADDED.matcher(Blocks.text(content)).replaceAll("")));
    } else if (!line.path("isMeta").asBoolean(false)
        && !line.path("isVisibleInTranscriptOnly").asBoolean(false)) {
      blocks(line, content, true, parts);
    }
  }

  private static void system(ObjectNode line, List<Part> parts) {
    // Others are durations, hooks and notices; the summary says that the session was compacted.
    if (LenientJson.textOr(line, "subtype", "").equals("local_command")) {
      typed(LenientJson.textOr(line, "content", ""), parts);
    }
  }

  private static void blocks(ObjectNode line, JsonNode content, boolean isUser, List<Part> parts) {
    if (content.isTextual()) {
      text(LenientJson.wellFormed(content.textValue()), isUser, parts);
    }
    for (JsonNode block : content) {
      switch (LenientJson.textOr(block, "type", "")) {
        case "text" -> text(LenientJson.textOr(block, "text", ""), isUser, parts);
        case "tool_result" -> {
          JsonNode more = line.path("toolUseResult");
          Part.ToolResult result =
              Blocks.result(
                  LenientJson.text(block, "tool_use_id"),
                  block.path("content"),
                  block.path("is_error").asBoolean(false),
                  Part.Subagent.of(LenientJson.text(more, "agentId")));
          parts.add(result.with(ADDED.matcher(result.text()).replaceAll("")));
        }
        default -> Blocks.read(block, parts);
      }
    }
  }

  private static void text(String text, boolean isUser, List<Part> parts) {
    if (isUser) {
      typed(text, parts);
    } else if (!text.isBlank()) {
      parts.add(new Part.Text(text));
    }
  }

  /** The words of a person, without what Claude Code adds to them. */
  private static void typed(String text, List<Part> parts) {
    if (text.startsWith("[Request interrupted by user")) {
      parts.add(new Marker(Kind.INTERRUPTED, ""));
      return;
    }
    if (!text.contains("<")) {
      add(text, parts);
      return;
    }
    String plain = ADDED.matcher(text).replaceAll("");
    Matcher command = COMMAND.matcher(plain);
    if (command.find()) {
      Matcher arguments = ARGUMENTS.matcher(plain);
      String typed = "/" + command.group(1);
      add(arguments.find() ? (typed + " " + arguments.group(1)).strip() : typed, parts);
      return;
    }
    Matcher shell = SHELL.matcher(plain);
    Matcher output = OUTPUT.matcher(plain);
    if (shell.find()) {
      add("! " + shell.group(1), parts);
    } else if (output.find()) {
      do {
        if (!output.group(2).isBlank()) {
          parts.add(new Marker(Kind.OUTPUT, output.group(2)));
        }
      } while (output.find());
    } else if (!plain.strip().startsWith("<task-notification>")) {
      add(plain, parts);
    }
  }

  private static void add(String text, List<Part> parts) {
    if (!text.isBlank()) {
      parts.add(new Part.Text(text.strip()));
    }
  }
}
