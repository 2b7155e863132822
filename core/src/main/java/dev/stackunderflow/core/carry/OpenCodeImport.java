package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.file.ShellText;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * OpenCode and Kilo have a database that only they write. What is written here is the document that
 * their {@code export} makes; their {@code import}, run in the project's folder, adds what they do
 * not have yet.
 *
 * @param provider the agent's id, which is also its command
 * @param sources where its sessions are
 * @param folder where the documents are written
 */
record OpenCodeImport(String provider, List<RecordSource> sources, Path folder)
    implements DocumentAgent {

  @Override
  public List<NewFile> files(DocumentCopy copy) throws IOException {
    ObjectNode document = LenientJson.newObject();
    ObjectNode info = document.putObject("info");
    ArrayNode messages = document.putArray("messages");
    for (Item item : copy.records()) {
      ObjectNode json = item.json();
      if (json.path("info").isObject() && json.path("parts").isArray()) {
        messages.add(message(json, copy.ownId()));
      } else if (LenientJson.text(json, "directory") != null) {
        info.removeAll();
        info(json, copy, info);
      } else if (item.role().equals("user") || item.role().equals("assistant")) {
        throw new CarryException(
            "This session is of the extension for editors, which cannot open a copied session."
                + " Nothing was written.");
      }
    }
    if (info.isEmpty()) {
      info(LenientJson.newObject(), copy, info);
    }
    Path file = folder.resolve(provider + "-" + copy.ownId() + ".json");
    return List.of(NewFile.replacing(file, document.toPrettyString() + "\n"));
  }

  private static ObjectNode message(ObjectNode record, String session) {
    ObjectNode message = record.deepCopy();
    ObjectNode info = message.withObjectProperty("info");
    info.put("sessionID", session);
    for (JsonNode part : message.path("parts")) {
      if (part instanceof ObjectNode object) {
        object.put("sessionID", session);
        object.set("messageID", info.path("id"));
      }
    }
    return message;
  }

  /** From the session's row, or its document of older versions. */
  private static void info(ObjectNode from, DocumentCopy copy, ObjectNode info) {
    info.put("id", copy.ownId());
    info.put("slug", LenientJson.textOr(from, "slug", copy.ownId()));
    info.put("projectID", "global");
    info.put("directory", copy.folder().toString());
    String parent = LenientJson.textOr(from, "parent_id", LenientJson.textOr(from, "parentID", ""));
    if (!parent.isEmpty()) {
      info.put("parentID", parent);
    }
    info.put("title", LenientJson.textOr(from, "title", copy.ownId()));
    info.put("version", LenientJson.textOr(from, "version", "1.0.0"));
    JsonNode time = from.path("time");
    ObjectNode times = info.putObject("time");
    times.put(
        "created",
        Math.max(LenientJson.number(from, "time_created"), LenientJson.number(time, "created")));
    times.put(
        "updated",
        Math.max(LenientJson.number(from, "time_updated"), LenientJson.number(time, "updated")));
  }

  @Override
  public String resume(String sessionId, List<NewFile> written) {
    var command = new StringBuilder();
    for (NewFile file : written) {
      command
          .append(provider)
          .append(" import ")
          .append(ShellText.quoted(file.path().toString()))
          .append(" && ");
    }
    return command.append(provider).append(" -s ").append(sessionId).toString();
  }
}
