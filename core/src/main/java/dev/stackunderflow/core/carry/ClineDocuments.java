package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Cline's command line resumes {@code sessions/ID/ID.messages.json} with {@code ID.json} beside it,
 * which names the folder and the file of the messages. The extension's tasks are not written.
 */
record ClineDocuments(List<RecordSource> sources) implements DocumentAgent {

  private static final String MESSAGES = "messages";

  private static boolean isMessage(Item item) {
    return item.json().has("role");
  }

  @Override
  public List<NewFile> files(DocumentCopy copy) throws IOException {
    if (copy.unit() != null) {
      return added(copy);
    }
    ObjectNode head =
        copy.records().stream()
            .map(Item::json)
            .filter(json -> json.has("session_id"))
            .reduce((_, last) -> last)
            .orElseThrow(
                () ->
                    new CarryException(
                        "Session "
                            + copy.sessionId()
                            + " is a task of Cline's extension. Only sessions of its command line"
                            + " can be carried. Nothing was written."))
            .deepCopy();
    String id = copy.ownId();
    Path folder = root().resolve(id);
    Path messages = folder.resolve(id + ".messages.json");
    for (String field : List.of("cwd", "workspace_root")) {
      head.put(field, copy.folder().toString());
    }
    head.put("messages_path", messages.toString());
    ObjectNode document = LenientJson.newObject();
    document.put("version", 1).put("updated_at", copy.records().getLast().time());
    document.put("agent", "lead").put("sessionId", id);
    ArrayNode list = document.putArray(MESSAGES);
    copy.records().stream().filter(ClineDocuments::isMessage).map(Item::json).forEach(list::add);
    return List.of(
        NewFile.of(folder.resolve(id + ".json"), head.toPrettyString()),
        NewFile.of(messages, document.toPrettyString()));
  }

  private static List<NewFile> added(DocumentCopy copy) throws IOException {
    Path messages = Objects.requireNonNull(copy.unit());
    List<ObjectNode> missing =
        copy.missing().stream().filter(ClineDocuments::isMessage).map(Item::json).toList();
    ObjectNode document = missing.isEmpty() ? null : JsonFiles.object(messages);
    if (document == null) {
      return List.of();
    }
    if (!(document.path(MESSAGES) instanceof ArrayNode list)) {
      throw new CarryException(messages + " has no messages. Nothing was written.");
    }
    missing.forEach(list::add);
    return List.of(NewFile.replacing(messages, document.toPrettyString()));
  }

  /** The sessions come after the editors' tasks, and the command line's own folder last. */
  @Override
  public Path root() {
    return sources().getLast().folders().getLast().path();
  }

  @Override
  public String resume(String sessionId, List<NewFile> written) {
    return "cline -i --id " + sessionId;
  }
}
