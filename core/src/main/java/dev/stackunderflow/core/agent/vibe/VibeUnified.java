package dev.stackunderflow.core.agent.vibe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of newer versions: {@code unified/ID/} with {@code CURRENT}, which names one of
 * {@code generations/}; its {@code manifest.json} names the {@code chunks/} with the entries.
 *
 * <p>Tokens: {@code tokenUsage} of {@code projection-state.json}, the sums of the session, whose
 * input holds what was read from the cache.
 */
final class VibeUnified extends DocumentSource {

  private static final String FOLDER = "unified";

  VibeUnified(String provider, List<Path> logs) {
    super(
        provider,
        logs.stream().map(folder -> folder.resolve(FOLDER)).toList(),
        2,
        file -> file.endsWith("CURRENT"));
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, unit.resolveSibling("meta.json"));
  }

  /** The name of the tool that an effect is of. */
  static String tool(JsonNode effect) {
    JsonNode detail = effect.path("detail");
    return LenientJson.textOr(detail, "toolName", LenientJson.textOr(detail, "kind", "unknown"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    ObjectNode current = JsonFiles.object(document);
    String generation = current == null ? null : LenientJson.text(current, "generation");
    Path folder = document.getParent();
    if (generation == null || folder == null) {
      return null;
    }
    Path state = folder.resolve("generations").resolve(generation);
    JsonNode shown =
        object(state.resolve("projection-state.json")).path("snapshot").path("session");
    ObjectNode runtime = object(state.resolve("runtime-state.json"));
    ObjectNode meta = object(folder.resolve("meta.json"));
    JsonNode running = runtime.path("session_metadata");
    String id = LenientJson.textOr(meta, "session_id", folder.getFileName().toString());
    String model = LenientJson.text(running, "active_model");
    List<RecordSession.Entry> records = new ArrayList<>();
    ObjectNode head = LenientJson.newObject();
    head.set("meta", meta);
    head.set("session", shown);
    records.add(
        new DraftBuilder(DraftBuilder.TITLE, id)
            .at(meta.has("start_time") ? meta.path("start_time") : shown.path("createdAt"))
            .text(first(meta.path("title"), shown.path("title")))
            .record(head));
    ObjectNode manifest = object(state.resolve("manifest.json"));
    for (JsonNode chunk : manifest.path("projection_state").path("chunks")) {
      JsonNode entries = JsonFiles.read(folder.resolve("chunks").resolve(chunk.asText() + ".json"));
      if (entries != null) {
        entries.forEach(entry -> records.add(entry(entry, id + " " + records.size(), model)));
      }
    }
    usage(id, shown, model, records);
    String parent =
        first(
            meta.path("parent_session_id"),
            shown.path("parentSessionId"),
            runtime.path("identity").path("parent_session_id"));
    String project = first(meta.path("environment").path("working_directory"), running.path("cwd"));
    return RecordSession.of(SessionName.in(project, parent, id), records);
  }

  private static ObjectNode object(Path file) throws IOException {
    ObjectNode found = JsonFiles.object(file);
    return found == null ? LenientJson.newObject() : found;
  }

  private static @Nullable String first(JsonNode... texts) {
    for (JsonNode text : texts) {
      if (text.isTextual() && !text.textValue().isBlank()) {
        return text.textValue();
      }
    }
    return null;
  }

  private static RecordSession.Entry entry(
      JsonNode entry, String otherKey, @Nullable String model) {
    String type = LenientJson.textOr(entry, "type", "unknown");
    boolean isEffect = type.equals("effect");
    String role = isEffect ? "assistant" : type;
    if (type.equals("message")) {
      role = LenientJson.textOr(entry, "role", "unknown");
    }
    var event =
        new DraftBuilder(role, LenientJson.textOr(entry, "id", otherKey))
            .at(entry.path("createdAt"));
    for (JsonNode block : entry.path("content")) {
      event.text(block.path("text"));
    }
    if (isEffect) {
      event.tool(tool(entry));
    }
    return (role.equals("assistant") ? event.spent(Spent.by(model)) : event).record(entry);
  }

  private static void usage(
      String id, JsonNode session, @Nullable String model, List<RecordSession.Entry> records) {
    JsonNode sums = session.path("tokenUsage");
    var usage =
        Usage.ofPrompt(
            LenientJson.number(sums, "inputTokens"),
            LenientJson.number(sums, "outputTokens"),
            0,
            LenientJson.number(sums, "cachedInputTokens"));
    if (!usage.isNone()) {
      records.add(
          new DraftBuilder("session.usage", id + " usage")
              .at(session.path("updatedAt"))
              .spent(new Spent(model, usage, "standard", "vibe " + id))
              .record(sums));
    }
  }
}
