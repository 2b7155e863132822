package dev.stackunderflow.app.cli.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.app.cli.transcript.DiffLine.Kind;
import dev.stackunderflow.app.text.LogText;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.transcript.Part.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool's call as a person reads it: {@code Bash: mvn verify}, {@code Edit src/A.java} with the
 * change. Tools are known by the names of their arguments, so that all agents' are.
 *
 * @param title one line: the tool and the argument that matters
 * @param lines what stands below it: the change, the file's content, the rest of a long command
 */
record ToolText(String title, List<DiffLine> lines) {

  private static final List<String> PATHS =
      List.of(
          "file_path",
          "filePath",
          "path",
          "notebook_path",
          "absolute_path",
          "target_file",
          "filename",
          "dir_path",
          "directory");
  private static final List<String> COMMANDS = List.of("command", "cmd", "script", "commands");
  private static final List<String> BEFORE =
      List.of("old_string", "oldString", "old_str", "oldText", "old_text", "search");
  private static final List<String> AFTER =
      List.of("new_string", "newString", "new_str", "newText", "new_text", "replace");
  private static final List<String> CONTENTS =
      List.of("content", "contents", "file_text", "new_source", "newContent", "code");
  private static final List<String> SUBJECTS =
      List.of(
          "description",
          "query",
          "pattern",
          "url",
          "prompt",
          "task",
          "message",
          "question",
          "search_term",
          "name",
          "skill",
          "reason",
          "text",
          "summary");

  private static final Pattern PATCHED =
      Pattern.compile("^\\*\\*\\* (?:Add|Update|Delete) File: (.+)$", Pattern.MULTILINE);

  /** What a call says. */
  static ToolText of(ToolCall call) {
    JsonNode input = call.input();
    String name = name(call.name());
    if (input.isTextual()) {
      return ofText(name, input.textValue());
    }
    String patch = first(input, List.of("patch", "input", "patchText", "diff"));
    if (patch != null && PATCHED.matcher(patch).find()) {
      return ofText(name, patch);
    }
    String command = command(input);
    if (command != null) {
      return ofCommand(name, command);
    }
    String path = first(input, PATHS);
    List<DiffLine> lines = changes(input, path != null);
    if (lines.isEmpty()) {
      lines = steps(input);
    }
    if (path != null) {
      String subject = subject(input, List.of("query", "pattern"));
      String title = subject == null ? name + " " + path : name + ": " + subject + " in " + path;
      return new ToolText(oneLine(title + range(input)), lines);
    }
    String subject = subject(input, SUBJECTS);
    if (subject != null) {
      String type = first(input, List.of("subagent_type", "agent_type", "agentType"));
      String more = type == null ? "" : " (" + type + ")";
      return new ToolText(oneLine(name + ": " + subject + more), lines);
    }
    boolean isEmpty = input.isMissingNode() || input.isNull() || input.isEmpty();
    return new ToolText(oneLine(isEmpty || !lines.isEmpty() ? name : name + " " + input), lines);
  }

  /** {@code mcp__server__tool} becomes {@code server tool (MCP)}. */
  private static String name(String name) {
    String[] words = name.split("__", 3);
    return words.length == 3 && words[0].equals("mcp")
        ? words[1] + " " + words[2] + " (MCP)"
        : name;
  }

  private static ToolText ofText(String name, String text) {
    Matcher patched = PATCHED.matcher(text);
    List<String> files = new ArrayList<>();
    while (patched.find()) {
      files.add(patched.group(1));
    }
    return files.isEmpty()
        ? ofCommand(name, text)
        : new ToolText(oneLine(name + " " + String.join(", ", files)), patch(text));
  }

  private static ToolText ofCommand(String name, String command) {
    List<String> lines = LogText.lines(command);
    if (lines.isEmpty()) {
      return new ToolText(name, List.of());
    }
    return new ToolText(
        oneLine(name + ": " + lines.getFirst()),
        DiffLine.all(Kind.PLAIN, lines.subList(1, lines.size())));
  }

  private static List<DiffLine> patch(String text) {
    List<DiffLine> lines = new ArrayList<>();
    for (String line : LogText.lines(text)) {
      if (line.startsWith("*** Begin") || line.startsWith("*** End")) {
        continue;
      }
      boolean isHead = line.startsWith("***") || line.startsWith("@@");
      Kind kind =
          isHead
              ? Kind.GAP
              : line.startsWith("+") ? Kind.ADDED : line.startsWith("-") ? Kind.REMOVED : Kind.SAME;
      lines.add(new DiffLine(kind, isHead || line.isEmpty() ? line : line.substring(1)));
    }
    return lines;
  }

  /** The command line; a shell that only runs one is left out. */
  private static @Nullable String command(JsonNode input) {
    for (String field : COMMANDS) {
      JsonNode value = input.path(field);
      if (value.isTextual()) {
        return value.textValue();
      }
      if (value.isArray() && !value.isEmpty()) {
        List<String> words = new ArrayList<>();
        value.forEach(word -> words.add(word.asText()));
        boolean isShell = words.size() == 3 && words.get(1).matches("-[a-z]*c");
        return isShell ? words.get(2) : String.join(" ", words);
      }
    }
    return null;
  }

  private static List<DiffLine> changes(JsonNode input, boolean isFile) {
    List<DiffLine> lines = new ArrayList<>();
    change(input, isFile, lines);
    for (JsonNode edit : input.path("edits")) {
      if (!lines.isEmpty()) {
        lines.add(new DiffLine(Kind.GAP, "…"));
      }
      change(edit, isFile, lines);
    }
    return lines;
  }

  private static void change(JsonNode input, boolean isFile, List<DiffLine> lines) {
    String before = first(input, BEFORE);
    String after = first(input, AFTER);
    if (before != null || after != null) {
      lines.addAll(
          DiffLine.between(
              LogText.plain(before == null ? "" : before).lines().toList(),
              LogText.plain(after == null ? "" : after).lines().toList()));
    } else if (isFile) {
      String content = first(input, CONTENTS);
      if (content != null) {
        lines.addAll(DiffLine.all(Kind.ADDED, LogText.lines(content)));
      }
    }
  }

  /** A list of tasks, or a plan. */
  private static List<DiffLine> steps(JsonNode input) {
    List<DiffLine> lines = new ArrayList<>();
    for (JsonNode step : input.has("todos") ? input.path("todos") : input.path("plan")) {
      String text = first(step, List.of("content", "step", "text", "title"));
      String done =
          switch (LenientJson.textOr(step, "status", "")) {
            case "completed", "done" -> "[x] ";
            case "in_progress" -> "[~] ";
            default -> "[ ] ";
          };
      lines.add(new DiffLine(Kind.PLAIN, done + (text == null ? step.toString() : text)));
    }
    return lines;
  }

  private static String range(JsonNode input) {
    long from = LenientJson.number(input, "offset");
    long count = LenientJson.number(input, "limit");
    return count > 0
        ? " (lines " + Math.max(1, from) + " to " + (Math.max(1, from) + count - 1) + ")"
        : "";
  }

  private static @Nullable String subject(JsonNode input, List<String> fields) {
    String text = first(input, fields);
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static @Nullable String first(JsonNode input, List<String> fields) {
    for (String field : fields) {
      String text = LenientJson.text(input, field);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
