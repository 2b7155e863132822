package dev.stackunderflow.core.agent.shelley;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code shelley.db}: tables {@code conversations} and {@code messages}. What was said before a
 * conversation was summarised stays in it as an earlier generation.
 *
 * <p>Tokens: {@code usage_data} in the names of Anthropic's API. Over OpenAI's API Shelley writes
 * the prompt into {@code input_tokens} and once more into {@code cache_creation_input_tokens}.
 */
final class ShelleyDatabase extends DatabaseSource {

  private static final int MAX_PARENTS = 32;

  private final String title;
  private final Path database;

  ShelleyDatabase(String provider, String title, Path database) {
    super(provider);
    this.title = title;
    this.database = database;
  }

  @Override
  protected List<Path> databases() {
    return List.of(database);
  }

  @Override
  protected List<Version> versions(ForeignDatabase db) throws IOException {
    db.require(title, "conversations", "conversation_id", "created_at", "updated_at");
    db.require(
        title, "messages", "message_id", "conversation_id", "sequence_id", "type", "llm_data");
    return versions(
        db,
        """
        SELECT c.conversation_id AS id, c.updated_at || ' ' || (
          SELECT count(*) || ' ' || coalesce(max(m.sequence_id), 0) FROM messages m
          WHERE m.conversation_id = c.conversation_id) AS version
        FROM conversations c ORDER BY c.created_at, c.conversation_id
        """);
  }

  @Override
  protected @Nullable RecordSession session(ForeignDatabase db, String id) throws IOException {
    ObjectNode conversation = conversation(db, id);
    if (conversation == null) {
      return null;
    }
    List<RecordSession.Entry> records = new ArrayList<>();
    String slug = LenientJson.textOr(conversation, "slug", "");
    records.add(
        new DraftBuilder(slug.isBlank() ? "session" : DraftBuilder.TITLE, id)
            .at(conversation.path("created_at"))
            .text(slug)
            .record(conversation));
    String model = LenientJson.text(conversation, "model");
    for (ObjectNode row :
        db.rows("SELECT * FROM messages WHERE conversation_id = ? ORDER BY sequence_id", id)) {
      for (String column : List.of("llm_data", "user_data", "usage_data", "display_data")) {
        JsonNode value = LenientJson.value(ForeignDatabase.text(row.path(column)));
        if (value != null && !row.path(column).isNull()) {
          row.set(column, value);
        }
      }
      records.add(message(row, model));
    }
    String folder = LenientJson.absolutePath(LenientJson.text(conversation, "cwd"));
    return RecordSession.of(SessionName.in(folder, root(db, conversation), id), records);
  }

  private static @Nullable ObjectNode conversation(ForeignDatabase db, String id)
      throws IOException {
    List<ObjectNode> rows = db.rows("SELECT * FROM conversations WHERE conversation_id = ?", id);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /** The conversation that began this one by itself, or the one that began that. */
  private static @Nullable String root(ForeignDatabase db, ObjectNode conversation)
      throws IOException {
    String root = null;
    ObjectNode next = conversation;
    for (int depth = 0; next != null && depth < MAX_PARENTS; depth++) {
      String parent = LenientJson.textOr(next, "parent_conversation_id", "");
      boolean isByUser = next.path("user_initiated").asBoolean(true);
      if (parent.isEmpty() || isByUser) {
        return root;
      }
      root = parent;
      next = conversation(db, parent);
    }
    return root;
  }

  private static RecordSession.Entry message(ObjectNode row, @Nullable String conversationModel) {
    String type = LenientJson.textOr(row, "type", "unknown");
    JsonNode content = row.path("llm_data").path("Content");
    var texts = new ArrayList<String>();
    var tools = new ArrayList<String>();
    boolean hasResult = false;
    for (JsonNode block : content) {
      if (ShelleyParts.isCall(block)) {
        tools.add(LenientJson.textOr(block, "ToolName", "unknown"));
      } else if (ShelleyParts.isResult(block)) {
        hasResult = true;
      } else if (ShelleyParts.isText(block)) {
        texts.add(LenientJson.textOr(block, "Text", ""));
      }
    }
    String role =
        switch (type) {
          case "agent" -> "assistant";
          case "tool" -> "tool_result";
          case "user" -> hasResult && texts.isEmpty() ? "tool_result" : "user";
          default -> type;
        };
    return new DraftBuilder(role, LenientJson.text(row, "message_id"))
        .at(row.path("created_at"))
        .text(String.join("\n", texts))
        .tools(tools)
        .spent(spent(row, conversationModel))
        .record(row);
  }

  private static Spent spent(ObjectNode row, @Nullable String conversationModel) {
    JsonNode counts = row.path("usage_data");
    long input = LenientJson.number(counts, "input_tokens");
    long written = LenientJson.number(counts, "cache_creation_input_tokens");
    long read = LenientJson.number(counts, "cache_read_input_tokens");
    long output = LenientJson.number(counts, "output_tokens");
    Usage usage =
        written == input && read <= input
            ? Usage.ofPrompt(input, output, 0, read)
            : Usage.of(input, output, written, read);
    String named = LenientJson.textOr(counts, "model", "");
    String model = named.isBlank() ? conversationModel : named;
    String id = "shelley " + LenientJson.textOr(row, "message_id", "");
    boolean isAnswer = LenientJson.textOr(row, "type", "").equals("agent");
    return usage.isNone()
        ? isAnswer ? Spent.by(model) : Spent.NOTHING
        : new Spent(model, usage, "standard", id);
  }
}
