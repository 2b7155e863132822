package dev.stackunderflow.core.agent.mux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code sessions/WORKSPACE/chat.jsonl}: a message of Vercel's AI SDK in each line; the file is
 * written again when a message changes. {@code session-usage.json} repeats its tokens.
 *
 * <p>Tokens: {@code inputTokens} holds the cache, {@code outputTokens} the reasoning.
 */
final class MuxChats extends DocumentSource {

  private static final String CHAT = "chat.jsonl";

  private final Map<Path, MuxWorkspaces> read = new ConcurrentHashMap<>();

  MuxChats(String provider, List<Path> folders) {
    super(
        provider,
        folders.stream().map(folder -> folder.resolve("sessions")).toList(),
        2,
        file -> file.endsWith(CHAT));
  }

  /** What is known of the workspaces is one document for all: this one's part is of its state. */
  @Override
  public String stamp(Path unit) throws IOException {
    return super.stamp(unit) + workspaces(unit).of(id(unit));
  }

  private static String id(Path chat) {
    return chat.getName(chat.getNameCount() - 2).toString();
  }

  private MuxWorkspaces workspaces(Path chat) throws IOException {
    Path config = chat.resolve("../../../config.json").normalize();
    String now = stampOf(List.of(config));
    MuxWorkspaces known = read.get(config);
    if (known == null || !known.stamp().equals(now)) {
      known = MuxWorkspaces.read(config, now);
      read.put(config, known);
    }
    return known;
  }

  @Override
  protected RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    String id = id(document);
    MuxWorkspaces known = workspaces(document);
    List<RecordSession.Entry> records = new ArrayList<>();
    String title = known.title(id);
    if (!title.isEmpty()) {
      ObjectNode head = LenientJson.newObject().put("id", id).put("title", title);
      records.add(new DraftBuilder(DraftBuilder.TITLE, id).text(title).record(head));
    }
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      records.add(message(id, line, LenientJson.textOr(line, "id", keys.next(line))));
    }
    return new RecordSession(
        SessionName.in(known.folder(id), id), records, lines.warnings(document));
  }

  private static RecordSession.Entry message(String session, ObjectNode line, String key) {
    JsonNode metadata = line.path("metadata");
    String role = LenientJson.textOr(line, "role", "unknown");
    var event = new DraftBuilder(role, key).at(metadata.path("timestamp"));
    if (metadata.path("synthetic").asBoolean(false)) {
      event.notTyped();
    }
    for (JsonNode part : line.path("parts")) {
      switch (LenientJson.textOr(part, "type", "")) {
        case "text" -> event.text(part.path("text"));
        case "dynamic-tool" -> event.tool(LenientJson.text(part, "toolName"));
        default -> {
          // Thoughts and files stay in the record.
        }
      }
    }
    if (role.equals("assistant")) {
      event.spent(spent(metadata, "mux " + session + " " + key));
    }
    return event.record(line);
  }

  private static Spent spent(JsonNode metadata, String id) {
    JsonNode counts = metadata.path("usage");
    var usage =
        Usage.ofProvider(
            LenientJson.number(counts, "inputTokens"),
            LenientJson.number(counts, "outputTokens"),
            LenientJson.number(
                metadata.path("providerMetadata").path("anthropic"), "cacheCreationInputTokens"),
            LenientJson.number(counts, "cachedInputTokens"),
            LenientJson.number(counts, "totalTokens"));
    String named = LenientJson.textOr(metadata, "model", "");
    String model = named.substring(named.indexOf(':') + 1); // behind its provider
    return usage.isNone()
        ? Spent.by(model.isEmpty() ? null : model)
        : new Spent(model.isEmpty() ? null : model, usage, "standard", id);
  }
}
