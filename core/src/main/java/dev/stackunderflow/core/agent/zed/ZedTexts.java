package dev.stackunderflow.core.agent.zed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text threads, {@code conversations/TITLE - N.zed.json}: one text, and the byte at which each
 * message begins. They have no times, models, folders or tokens. Zed's source: {@code
 * crates/assistant_text_thread}, versions 0.1.0 to 0.4.0.
 */
final class ZedTexts extends DocumentSource {

  private static final String END = ".zed.json";

  ZedTexts(String provider, List<Path> folders) {
    super(
        provider,
        folders.stream().map(folder -> folder.resolve("conversations")).toList(),
        1,
        file -> file.toString().endsWith(END));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode thread = JsonFiles.object(document);
    if (thread == null || !thread.path("messages").isArray()) {
      return null;
    }
    String name = document.getFileName().toString();
    String id = LenientJson.textOr(thread, "id", name.substring(0, name.length() - END.length()));
    byte[] text = LenientJson.textOr(thread, "text", "").getBytes(StandardCharsets.UTF_8);
    ObjectNode head = thread.deepCopy();
    head.remove(List.of("text", "messages", "message_metadata"));
    List<RecordSession.Entry> records = new ArrayList<>();
    records.add(new DraftBuilder(DraftBuilder.TITLE, id).text(thread.path("summary")).record(head));
    JsonNode messages = thread.path("messages");
    for (int i = 0; i < messages.size(); i++) {
      JsonNode message = messages.get(i);
      int end = i + 1 < messages.size() ? start(messages.get(i + 1), text) : text.length;
      int start = Math.min(start(message, text), end);
      String said =
          new String(Arrays.copyOfRange(text, start, end), StandardCharsets.UTF_8).strip();
      String role = role(message, thread.path("message_metadata"));
      if (!said.isEmpty()) {
        ObjectNode raw = LenientJson.newObject().put("role", role).put("text", said);
        raw.set("message", message);
        records.add(new DraftBuilder(role, id + " " + i).text(said).record(raw));
      }
    }
    return records.size() == 1 ? null : RecordSession.of(SessionName.in(null, id), records);
  }

  private static int start(JsonNode message, byte[] text) {
    return Math.clamp(LenientJson.number(message, "start"), 0, text.length);
  }

  /** Older versions have what a message is beside the messages, by its id. */
  private static String role(JsonNode message, JsonNode byId) {
    JsonNode metadata =
        message.has("metadata") ? message.path("metadata") : byId.path(message.path("id").asText());
    return LenientJson.textOr(metadata, "role", "unknown");
  }
}
