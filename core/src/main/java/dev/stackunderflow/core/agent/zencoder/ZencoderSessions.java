package dev.stackunderflow.core.agent.zencoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code sessions/ID.jsonl}: a first line about the session, which is rewritten, then messages. A
 * text that the agent put in has a {@code tag}.
 */
final class ZencoderSessions extends DocumentSource {

  private static final String SUFFIX = ".jsonl";
  private static final Pattern FOLDER =
      Pattern.compile("(?m)^.*Working directory:[ \\t]+(.+?)\\s*$");

  ZencoderSessions(String provider, List<Path> folders) {
    super(provider, folders, 1, file -> file.toString().endsWith(SUFFIX));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    if (lines.records().isEmpty()) {
      return null;
    }
    ObjectNode head = lines.records().getFirst();
    boolean hasHead = !head.path("role").isTextual();
    String name = document.getFileName().toString();
    String id =
        LenientJson.textOr(
            hasHead ? head : LenientJson.newObject(),
            "id",
            name.substring(0, name.length() - SUFFIX.length()));
    List<RecordSession.Entry> records = new ArrayList<>();
    if (hasHead) {
      records.add(
          new DraftBuilder(DraftBuilder.TITLE, id)
              .at(head.path("createdAt"))
              .text(head.path("title"))
              .record(head));
    }
    var keys = new ContentKeys(id);
    String folder = null;
    for (ObjectNode line : lines.records().subList(hasHead ? 1 : 0, lines.records().size())) {
      records.add(record(line, keys.next(line)));
      folder = folder == null ? folder(line) : folder;
    }
    return new RecordSession(SessionName.in(folder, id), records, lines.warnings(document));
  }

  private static @Nullable String folder(ObjectNode line) {
    if (!LenientJson.textOr(line, "role", "").equals("system")) {
      return null;
    }
    String text = String.join("\n", ContentBlocks.texts(line.path("content")));
    Matcher found = FOLDER.matcher(text);
    return found.find() ? LenientJson.absolutePath(found.group(1)) : null;
  }

  private static RecordSession.Entry record(ObjectNode line, String key) {
    JsonNode content = line.path("content");
    String stated = LenientJson.textOr(line, "role", "unknown");
    boolean isResult = stated.equals("tool") || ContentBlocks.isOnlyResults(content);
    var event = new DraftBuilder(isResult ? "tool_result" : stated, key).at(line.path("createdAt"));
    if (stated.equals("user") && content.isArray()) {
      boolean isTyped = false;
      for (JsonNode block : content) {
        String tag = LenientJson.textOr(block, "tag", "");
        if (tag.isEmpty() || tag.equals("user-input")) {
          event.text(block.path("text"));
          isTyped |= block.path("text").isTextual();
        }
      }
      if (!isTyped) {
        event.notTyped();
      }
    } else if (!isResult) {
      ContentBlocks.read(content, event);
    }
    return event.record(line);
  }
}
