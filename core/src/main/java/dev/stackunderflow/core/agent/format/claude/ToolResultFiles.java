package dev.stackunderflow.core.agent.format.claude;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stackunderflow.core.agent.source.LineReader.Derived;
import dev.stackunderflow.core.agent.source.LineReader.Draft;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.json.JsonWriter;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A tool's long output, which Claude Code keeps in a file beside the transcript and deletes with
 * it. The text is kept with the event that names the file.
 */
final class ToolResultFiles {

  /** Of a longer output only the beginning is kept, in bytes. */
  static final int MAX_BYTES = 256 * 1024;

  private static final String MARK = "<persisted-output>";

  /** Only the last two names count: the file is looked for beside this transcript alone. */
  private static final Pattern FILE =
      Pattern.compile("saved to: .*?[/\\\\]tool-results[/\\\\]([A-Za-z0-9._-]+)");

  private final Path transcript;

  ToolResultFiles(Path transcript) {
    this.transcript = transcript;
  }

  /** Adds an event for each file that a tool's result names and that exists. */
  void read(JsonNode content, Draft event, List<Derived> derived) {
    for (JsonNode block : content) {
      if ("tool_result".equals(LenientJson.text(block, "type"))) {
        JsonNode result = block.path("content");
        add(result.isTextual() ? result.textValue() : null, event, derived);
        for (JsonNode part : result) {
          add(LenientJson.text(part, "text"), event, derived);
        }
      }
    }
  }

  private void add(@Nullable String result, Draft event, List<Derived> derived) {
    if (result == null || !result.contains(MARK)) {
      return;
    }
    Matcher named = FILE.matcher(result);
    while (named.find()) {
      String text = text(named.group(1));
      if (text != null) {
        var raw = LenientJson.newObject().put("file", "tool-results/" + named.group(1));
        derived.add(
            new Derived(
                new Draft(
                    event.timestamp(),
                    "tool-result",
                    text,
                    "[]",
                    event.sidechain(),
                    null,
                    event.uuid(),
                    Spent.NOTHING,
                    event.flags() | Event.DERIVED),
                JsonWriter.text(raw)));
      }
    }
  }

  private @Nullable String text(String name) {
    String file = transcript.getFileName().toString();
    Path session = transcript.resolveSibling(file.replaceFirst("\\.jsonl$", ""));
    Path output = session.resolve("tool-results").resolve(name);
    if (!Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(output)) {
      return new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null; // deleted since, or not readable: the preview in the line stays
    }
  }
}
