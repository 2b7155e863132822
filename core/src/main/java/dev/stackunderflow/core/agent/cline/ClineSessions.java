package dev.stackunderflow.core.agent.cline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.format.ContentBlocks;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of newer versions: {@code sessions/ID/ID.json} and {@code ID.messages.json}.
 *
 * <p>Tokens: {@code inputTokens} holds what was read from the cache and written to it.
 */
final class ClineSessions extends DocumentSource {

  private static final String MESSAGES = ".messages.json";

  /** What is put around the words of a person. */
  private static final Pattern TYPED =
      Pattern.compile("\\s*<user_input[^>]*>(.*)</user_input>\\s*", Pattern.DOTALL);

  ClineSessions(String provider, List<Path> folders) {
    super(provider, folders, 2, file -> file.getFileName().toString().endsWith(MESSAGES));
  }

  private static String id(Path document) {
    String name = document.getFileName().toString();
    return name.substring(0, name.length() - MESSAGES.length());
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, unit.resolveSibling(id(unit) + ".json"));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    String id = id(document);
    ObjectNode said = JsonFiles.object(document);
    ObjectNode head = JsonFiles.object(document.resolveSibling(id + ".json"));
    if (said == null) {
      return null;
    }
    List<RecordSession.Entry> records = new ArrayList<>();
    String model = head == null ? null : LenientJson.text(head, "model");
    if (head != null) {
      String title = LenientJson.text(head.path("metadata"), "title");
      records.add(
          new DraftBuilder(title == null ? "session" : DraftBuilder.TITLE, id)
              .at(head.has("started_at") ? head.path("started_at") : head.path("created_at"))
              .text(title)
              .record(head));
    }
    for (JsonNode message : said.path("messages")) {
      records.add(message(id, records.size(), message, model));
    }
    return RecordSession.of(
        SessionName.in(head == null ? null : LenientJson.text(head, "cwd"), id), records);
  }

  private static RecordSession.Entry message(
      String id, int number, JsonNode message, @Nullable String sessionModel) {
    JsonNode content = message.path("content");
    String key = LenientJson.textOr(message, "id", id + " " + number);
    String role =
        ContentBlocks.isOnlyResults(content)
            ? "tool_result"
            : LenientJson.textOr(message, "role", "unknown");
    var event = new DraftBuilder(role, key).at(message.path("ts"));
    for (String text : ContentBlocks.texts(content)) {
      Matcher typed = TYPED.matcher(text);
      event.text(role.equals("user") && typed.matches() ? typed.group(1) : text);
    }
    ContentBlocks.readTools(content, event);
    if (role.equals("assistant")) {
      JsonNode counts = message.path("metrics");
      var usage =
          Usage.ofProvider(
              LenientJson.number(counts, "inputTokens"),
              LenientJson.number(counts, "outputTokens"),
              LenientJson.number(counts, "cacheWriteTokens"),
              LenientJson.number(counts, "cacheReadTokens"),
              0);
      String own = LenientJson.text(message.path("modelInfo"), "id");
      String model = own == null ? sessionModel : own;
      event.spent(
          usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", "cline " + key));
    }
    return event.record(message);
  }
}
