package dev.stackunderflow.core.agent.devin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
import dev.stackunderflow.core.agent.source.DatabaseSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.ForeignDatabase;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code cli/sessions.db}: the messages of a session are the nodes of a tree, of which those from
 * {@code main_chain_id} up are shown.
 *
 * <p>Tokens: {@code metadata.metrics} of an answer; the input is without the cache's. An answer
 * beside the main chain counts where it names its request: others may be copies.
 */
final class DevinDatabase extends DatabaseSource {

  private final String title;
  private final List<Path> folders;

  DevinDatabase(String provider, String title, List<Path> folders) {
    super(provider);
    this.title = title;
    this.folders = folders;
  }

  @Override
  protected List<Path> databases() {
    return folders.stream().map(folder -> folder.resolve("sessions.db")).toList();
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "sessions", "id", "working_directory", "main_chain_id", "last_activity_at");
    db.require(title, "message_nodes", "session_id", "node_id", "parent_node_id", "chat_message");
    return versions(
        db,
        "SELECT s.id AS id, coalesce(s.last_activity_at, '') || ' ' || coalesce(s.main_chain_id,"
            + " '') || ' ' || (SELECT count(*) || ' ' || coalesce(max(n.node_id), '') FROM"
            + " message_nodes n WHERE n.session_id = s.id) || ' ' || coalesce(s.title, '') AS"
            + " version FROM sessions s ORDER BY s.last_activity_at, s.id");
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM sessions WHERE id = ?", id);
    List<ObjectNode> nodes =
        db.rows("SELECT * FROM message_nodes WHERE session_id = ? ORDER BY node_id", id);
    if (rows.isEmpty() || nodes.isEmpty()) {
      return null;
    }
    ObjectNode session = rows.getFirst();
    List<RecordSession.Entry> records = new ArrayList<>();
    records.add(
        new DraftBuilder(DraftBuilder.TITLE, id)
            .at(session.path("created_at"))
            .text(session.path("title"))
            .record(session));
    String model = LenientJson.text(session, "model");
    Set<Long> shown = mainChain(nodes, session.path("main_chain_id"));
    for (ObjectNode node : nodes) {
      ObjectNode message = LenientJson.object(LenientJson.textOr(node, "chat_message", ""));
      if (message != null) {
        boolean isShown = shown.isEmpty() || shown.contains(node.path("node_id").asLong());
        records.add(record(id, node, message, isShown, model));
      }
    }
    String folder = LenientJson.absolutePath(LenientJson.text(session, "working_directory"));
    return RecordSession.of(SessionName.in(folder, id), records);
  }

  /** The nodes from the last shown one up; none where it, or a node above it, is not there. */
  private static Set<Long> mainChain(List<ObjectNode> nodes, JsonNode last) {
    Map<Long, JsonNode> parents = new HashMap<>();
    nodes.forEach(node -> parents.put(node.path("node_id").asLong(), node.path("parent_node_id")));
    Set<Long> chain = new HashSet<>();
    for (JsonNode at = last; at.isNumber(); at = parents.get(at.asLong())) {
      if (!parents.containsKey(at.asLong()) || !chain.add(at.asLong())) {
        return Set.of();
      }
    }
    return chain;
  }

  private static RecordSession.Entry record(
      String session,
      ObjectNode node,
      ObjectNode message,
      boolean isShown,
      @Nullable String usual) {
    JsonNode metadata = message.path("metadata");
    String stated = LenientJson.textOr(message, "role", "unknown");
    String role =
        switch (stated) {
          case "agent" -> "assistant";
          case "tool" -> "tool_result";
          default -> stated;
        };
    String key = session + " " + node.path("node_id").asText();
    JsonNode time =
        metadata.hasNonNull("created_at") ? metadata.path("created_at") : node.path("created_at");
    var event = new DraftBuilder(role, key).at(time);
    if (node.path("parent_node_id").isNumber()) {
      event.parent(session + " " + node.path("parent_node_id").asText());
    }
    if (!isShown) {
      event.superseded();
    }
    if (!role.equals("tool_result")) {
      ContentBlocks.read(message.path("content"), event);
    }
    if (role.equals("user") && !metadata.path("is_user_input").asBoolean(true)) {
      event.notTyped();
    }
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode called = call.path("function").isObject() ? call.path("function") : call;
      event.tool(LenientJson.text(called, "name"));
    }
    if (role.equals("assistant")) {
      event.spent(spent(metadata, key, isShown, usual));
    }
    return event.record(message);
  }

  private static Spent spent(
      JsonNode metadata, String key, boolean isShown, @Nullable String usual) {
    String own = LenientJson.text(metadata, "generation_model");
    String model = own == null || own.isBlank() ? usual : own;
    JsonNode metrics = metadata.path("metrics");
    Usage usage =
        Usage.of(
            LenientJson.number(metrics, "input_tokens"),
            LenientJson.number(metrics, "output_tokens"),
            LenientJson.number(metrics, "cache_creation_tokens"),
            LenientJson.number(metrics, "cache_read_tokens"));
    String request = LenientJson.textOr(metadata, "request_id", "");
    if (usage.isNone() || (request.isBlank() && !isShown)) {
      return Spent.by(model);
    }
    return new Spent(model, usage, "standard", "devin " + (request.isBlank() ? key : request));
  }
}
