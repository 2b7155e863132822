package dev.stackunderflow.core.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Claude Code's logs: {@code projects/<slug>/<session>.jsonl}, and its subagents' in {@code
 * projects/<slug>/<session>/subagents/}.
 */
public final class ClaudeLogs implements LogSource {

  private static final String SUFFIX = ".jsonl";

  private final List<Path> projectFolders;

  /** Looks where the environment says: {@code CLAUDE_CONFIG_DIR}, else the two usual folders. */
  public ClaudeLogs(Map<String, String> env) {
    List<Path> folders = LogFolders.listed(env, "CLAUDE_CONFIG_DIR");
    if (folders.isEmpty()) {
      Path home = Home.userHome(env);
      folders = List.of(home.resolve(".claude"), home.resolve(".config").resolve("claude"));
    }
    this.projectFolders =
        folders.stream()
            .map(f -> f.endsWith("projects") ? f : f.resolve("projects"))
            .distinct()
            .toList();
  }

  @Override
  public String provider() {
    return "claude";
  }

  @Override
  public List<Path> folders() {
    return projectFolders;
  }

  @Override
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path folder : projectFolders) {
      files.addAll(LogFolders.files(folder, file -> isTranscript(folder.relativize(file))));
    }
    return files;
  }

  private static boolean isTranscript(Path relative) {
    String name = relative.getFileName().toString();
    if (!name.endsWith(SUFFIX)) {
      return false;
    }
    return relative.getNameCount() == 2
        || (relative.getNameCount() > 3
            && relative.getName(2).toString().equals("subagents")
            && name.startsWith("agent-"));
  }

  @Override
  public @Nullable SessionName session(Path file) throws IOException {
    Path relative = relative(file);
    String slug = relative.getName(0).toString();
    String name = withoutSuffix(relative.getFileName());
    if (relative.getNameCount() > 2) {
      Path below = relative.subpath(3, relative.getNameCount());
      String agent = below.toString().replace('\\', '/');
      return new SessionName(
          slug, relative.getName(1) + "/" + agent.substring(0, agent.length() - SUFFIX.length()));
    }
    if (!name.startsWith("agent-")) {
      return new SessionName(slug, name);
    }
    // Older versions put a subagent's transcript beside its session's; the lines name the session.
    ObjectNode first = FirstLine.of(file);
    if (first == null) {
      return null;
    }
    String parent = LenientJson.text(first, "sessionId");
    return new SessionName(slug, parent == null ? name : parent + "/" + name);
  }

  private Path relative(Path file) {
    for (Path folder : projectFolders) {
      if (file.startsWith(folder)) {
        return folder.relativize(file);
      }
    }
    throw new IllegalArgumentException("not one of this source's files");
  }

  private static String withoutSuffix(Path name) {
    String text = name.toString();
    return text.substring(0, text.length() - SUFFIX.length());
  }

  @Override
  public LineReader reader(ObjectNode carry) {
    return ClaudeLogs::read;
  }

  private static LineReader.Reading read(long seq, JsonNode line) {
    String type = LenientJson.textOr(line, "type", "unknown");
    JsonNode message = line.path("message");
    JsonNode usage = message.path("usage");
    List<String> texts = new ArrayList<>();
    List<String> tools = new ArrayList<>();
    contents(message.path("content"), texts, tools);
    if (texts.isEmpty()) {
      String own = LenientJson.text(line, type.equals("summary") ? "summary" : "content");
      if (own != null) {
        texts.add(own);
      }
    }
    var event =
        new LineReader.Draft(
            LenientJson.text(line, "timestamp"),
            type,
            LenientJson.text(message, "model"),
            new LineReader.Usage(
                LenientJson.number(usage, "input_tokens"),
                LenientJson.number(usage, "output_tokens"),
                LenientJson.number(usage, "cache_creation_input_tokens"),
                LenientJson.number(usage, "cache_read_input_tokens")),
            String.join("\n", texts),
            LenientJson.array(tools),
            line.path("isSidechain").asBoolean(false),
            LenientJson.text(line, "uuid"),
            LenientJson.text(line, "parentUuid"),
            "fast".equals(LenientJson.text(usage, "speed")) ? "fast" : "standard");
    return new LineReader.Reading(event, LenientJson.text(line, "cwd"), null);
  }

  private static void contents(JsonNode content, List<String> texts, List<String> tools) {
    if (content.isTextual()) {
      texts.add(LenientJson.wellFormed(content.textValue()));
      return;
    }
    for (JsonNode block : content) {
      switch (LenientJson.textOr(block, "type", "")) {
        case "text" -> texts.add(LenientJson.textOr(block, "text", ""));
        case "tool_use", "server_tool_use" ->
            tools.add(LenientJson.textOr(block, "name", "unknown"));
        default -> {
          // Thinking, images and tool results stay in raw_json.
        }
      }
    }
  }
}
