package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.hash.HexDigest;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gemini CLI resumes a chat below the folder of its project's short name. A project that it does
 * not know yet gets a name here as it would there: {@code .project_root} in the folder claims it.
 */
record GeminiDocuments(List<RecordSource> sources) implements DocumentAgent {

  private static final String ROOT = ".project_root";

  @Override
  public List<NewFile> files(DocumentCopy copy) throws IOException {
    List<ObjectNode> messages =
        (copy.unit() == null ? copy.records() : copy.missing())
            .stream().map(Item::json).filter(GeminiDocuments::isMessage).toList();
    if (copy.unit() != null) {
      return messages.isEmpty() ? List.of() : List.of(added(copy.unit(), messages));
    }
    var files = new ArrayList<NewFile>();
    Path project = project(copy.folder());
    if (!Files.exists(project.resolve(ROOT))) {
      files.add(NewFile.of(project.resolve(ROOT), copy.folder().toString()));
    }
    ObjectNode head = head(copy);
    var text = new StringBuilder(head.toString()).append('\n');
    messages.forEach(message -> text.append(message).append('\n'));
    files.add(NewFile.of(project.resolve("chats").resolve(name(copy, head)), text.toString()));
    return files;
  }

  private static boolean isMessage(ObjectNode json) {
    return json.has("id") && json.has("type");
  }

  private static ObjectNode head(DocumentCopy copy) throws CarryException {
    ObjectNode head = LenientJson.newObject();
    head.put("sessionId", copy.ownId());
    head.put("projectHash", HexDigest.sha256(copy.folder().toString()));
    for (Item item : copy.records()) {
      if (!isMessage(item.json())) {
        for (var field : item.json().properties()) {
          head.putIfAbsent(field.getKey(), field.getValue());
        }
      }
    }
    String first = copy.records().stream().map(Item::time).min(String::compareTo).orElseThrow();
    for (String time : List.of("startTime", "lastUpdated")) {
      if (LenientJson.text(head, time) == null) {
        head.put(time, first);
      }
    }
    return head;
  }

  /** A subagent's chat is in a folder of the session's. */
  private static String name(DocumentCopy copy, ObjectNode head) {
    if (!copy.ownId().equals(copy.rootId())) {
      return copy.rootId() + "/" + copy.ownId() + ".jsonl";
    }
    String minute = LenientJson.textOr(head, "startTime", "").replace(':', '-');
    String id = copy.ownId();
    return "session-"
        + minute.substring(0, Math.min(16, minute.length()))
        + "-"
        + id.substring(0, Math.min(8, id.length()))
        + ".jsonl";
  }

  private static NewFile added(Path chat, List<ObjectNode> messages) throws IOException {
    if (chat.toString().endsWith(".jsonl")) {
      var lines = new StringBuilder();
      messages.forEach(message -> lines.append(message).append('\n'));
      return NewFile.appended(chat, lines.toString());
    }
    ObjectNode whole = JsonFiles.object(chat);
    if (whole == null || !(whole.path("messages") instanceof ArrayNode list)) {
      throw new CarryException(chat + " is not a chat. Nothing was written.");
    }
    messages.forEach(list::add);
    return NewFile.replacing(chat, whole.toPrettyString());
  }

  /** The folder of a project: the known one, or a free one with the name that Gemini would give. */
  private Path project(Path folder) throws IOException {
    Path tmp = root();
    for (Path known : JsonFiles.in(tmp)) {
      String owner = JsonFiles.text(known.resolve(ROOT));
      if (owner != null && owner.strip().equals(folder.toString())) {
        return known;
      }
    }
    String registered = registered(tmp, folder);
    if (registered != null) {
      return tmp.resolve(registered);
    }
    String slug =
        String.valueOf(folder.getFileName())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String name = slug.isEmpty() ? "project" : slug;
    Path free = tmp.resolve(name);
    for (int i = 1; Files.exists(free); i++) {
      free = tmp.resolve(name + "-" + i);
    }
    return free;
  }

  private static @Nullable String registered(Path tmp, Path folder) throws IOException {
    ObjectNode known = JsonFiles.object(tmp.resolveSibling("projects.json"));
    JsonNode name = known == null ? null : known.path("projects").path(folder.toString());
    // It becomes a folder's name.
    return name != null && name.asText().matches("[a-z0-9][a-z0-9-]*") ? name.asText() : null;
  }

  @Override
  public String resume(String sessionId, List<NewFile> written) {
    return "gemini -r " + sessionId;
  }
}
