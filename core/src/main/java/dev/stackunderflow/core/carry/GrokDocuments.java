package dev.stackunderflow.core.carry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.carry.DocumentCopy.Item;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Grok Build resumes {@code URL-ENCODED-FOLDER/ID/}: what is sent to the model is in {@code
 * chat_history.jsonl}; {@code updates.jsonl} has what its screen shows and the times of the
 * prompts, {@code usage.json} the turns. Prompts are numbered on from those that are here.
 */
record GrokDocuments(List<RecordSource> sources) implements DocumentAgent {

  private static final String USAGE = "turn.usage";
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final String PROMPT = "prompt_index";

  @Override
  public List<NewFile> files(DocumentCopy copy) throws IOException {
    Path unit = copy.unit();
    boolean isNew = unit == null;
    Path folder = unit == null ? folder(copy) : unit.resolveSibling("");
    var history = new StringBuilder();
    var updates = new GrokUpdates(copy.ownId());
    List<ObjectNode> turns = new ArrayList<>();
    ObjectNode summary = LenientJson.newObject();
    int prompts = 0;
    for (Item item : copy.records()) {
      boolean isWritten = isNew || item.isMissing();
      if (item.role().equals(USAGE)) {
        if (isWritten) {
          turns.add(item.json());
        }
      } else if (!item.json().has("type") && !item.json().has("role")) {
        summary = item.json();
      } else if (!isWritten) {
        prompts += item.isTyped() ? 1 : 0;
      }
    }
    for (Item item : copy.records()) {
      if ((isNew || item.isMissing()) && isSaid(item)) {
        ObjectNode line = item.json().deepCopy();
        if (line.has(PROMPT)) {
          line.put(PROMPT, prompts);
        }
        history.append(line).append('\n');
        updates.add(item, prompts);
        prompts += item.isTyped() ? 1 : 0;
      }
    }
    List<NewFile> files = new ArrayList<>();
    files.add(added(folder.resolve("updates.jsonl"), updates.text()));
    if (!turns.isEmpty()) {
      Path usage = folder.resolve("usage.json");
      ObjectNode known = JsonFiles.object(usage);
      files.add(NewFile.replacing(usage, GrokUsage.with(copy.ownId(), known, turns)));
    }
    files.add(added(folder.resolve("chat_history.jsonl"), history.toString()));
    if (isNew) {
      files.add(NewFile.of(folder.resolve("summary.json"), summary(copy, summary)));
      if (!copy.rootId().equals(copy.ownId())) {
        files.add(NewFile.of(begun(folder, copy), subagent(copy)));
      }
    }
    return files;
  }

  /** Where the session that began a subagent names it. */
  private static Path begun(Path folder, DocumentCopy copy) {
    return folder
        .resolveSibling(copy.rootId())
        .resolve("subagents")
        .resolve(copy.ownId())
        .resolve("meta.json");
  }

  private static String subagent(DocumentCopy copy) {
    ObjectNode meta = LenientJson.newObject();
    meta.put("subagent_id", copy.ownId()).put("child_session_id", copy.ownId());
    meta.put("parent_session_id", copy.rootId()).put("status", "completed");
    meta.put("subagent_type", "general-purpose").put("description", "").put("prompt", "");
    meta.put("started_at", copy.records().getFirst().time());
    meta.put("completed_at", copy.records().getLast().time());
    return meta.toPrettyString() + "\n";
  }

  private static boolean isSaid(Item item) {
    return !item.role().equals(USAGE) && (item.json().has("type") || item.json().has("role"));
  }

  private static NewFile added(Path file, String lines) throws IOException {
    return Files.exists(file) ? NewFile.appended(file, lines) : NewFile.of(file, lines);
  }

  /** All but letters, digits and {@code -._~} is encoded, as RFC 3986 has it. */
  private Path folder(DocumentCopy copy) {
    var encoded = new StringBuilder();
    for (byte each : copy.folder().toString().getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (each & 0xFF);
      if (UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
      }
    }
    return root().resolve(encoded.toString()).resolve(copy.ownId());
  }

  private String summary(DocumentCopy copy, ObjectNode from) {
    ObjectNode summary = from.deepCopy();
    summary.putObject("info").put("id", copy.ownId()).put("cwd", copy.folder().toString());
    if (summary.has("grok_home")) {
      summary.put("grok_home", root().resolveSibling("").toString());
    }
    String first = copy.records().getFirst().time();
    summary.put("created_at", LenientJson.textOr(summary, "created_at", first));
    summary.put("updated_at", LenientJson.textOr(summary, "updated_at", first));
    return summary.toPrettyString() + "\n";
  }

  @Override
  public String resume(String sessionId, List<NewFile> written) {
    return "grok -r " + sessionId;
  }
}
