package dev.stackunderflow.core.agent.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One task. What was said is in the history, which has no times in some versions; each request's
 * time and tokens are in the messages that the extension shows. Without these the task's own sums
 * count, at its time.
 */
final class ClineTask {

  private static final Pattern TASK =
      Pattern.compile(
          "\\A\\s*(?:New instructions for task continuation:\\s*)?<(task|feedback|user_message|answer)>\\s*(.*?)\\s*</\\1>\\s*\\z",
          Pattern.DOTALL);

  private static final Pattern FOLDER =
      Pattern.compile("# Current (?:Working|Workspace) Directory \\(([^)\\n]+)\\)");
  private static final Pattern MODEL = Pattern.compile("<model>([^<\\n]+)</model>");

  private final String id;
  private final ObjectNode item;
  private final boolean isCacheInPrompt;
  private final StringBuilder said = new StringBuilder();
  private final List<JsonNode> requests = new ArrayList<>();
  private final List<JsonNode> subagents = new ArrayList<>();
  private final List<RecordSession.Entry> records = new ArrayList<>();
  private final NavigableMap<Long, String> models = new TreeMap<>();
  private final Set<String> shownKeys = new HashSet<>();
  private @Nullable String folder;
  private @Nullable String model;

  ClineTask(String id, ObjectNode item, boolean isCacheInPrompt) {
    this.id = id;
    this.item = item;
    this.isCacheInPrompt = isCacheInPrompt;
    this.model = LenientJson.text(item, "modelId");
    for (String field : List.of("workspace", "cwdOnTaskInitialization")) {
      String named = LenientJson.text(item, field);
      folder = folder == null ? named : folder;
    }
  }

  @Nullable String folder() {
    return folder;
  }

  /** Notes the requests among the shown messages, and the sums of subagents beside them. */
  void requests(@Nullable JsonNode shown) {
    if (shown != null) {
      for (JsonNode message : shown) {
        String kind = LenientJson.textOr(message, "say", "");
        if (kind.equals("api_req_started")) {
          requests.add(message);
        } else if (kind.equals("subagent_usage")) {
          subagents.add(message);
        }
      }
    }
  }

  /**
   * Adds what a person typed and read, of a task without a history; else only the results that the
   * history does not have, such as the last one of a command line that ended with it.
   */
  void shown(JsonNode shown, boolean hasHistory) {
    int number = 0;
    for (JsonNode message : shown) {
      String kind = LenientJson.textOr(message, "say", "");
      boolean isTyped = kind.equals("user_feedback") || (kind.equals("text") && number == 0);
      boolean isResult = kind.equals("completion_result");
      if (isTyped || isResult || kind.equals("text")) {
        String key = id + " shown " + number++;
        String text = LenientJson.textOr(message, "text", "");
        if (hasHistory && (!isResult || said.indexOf(text.strip()) >= 0)) {
          continue;
        }
        shownKeys.add(key);
        records.add(
            new DraftBuilder(isTyped ? "user" : "assistant", key)
                .at(message.path("ts"))
                .text(text)
                .spent(isTyped ? Spent.NOTHING : Spent.by(model))
                .record(message));
      }
    }
  }

  /** Adds the messages of the history. */
  void messages(JsonNode history) {
    int answers = 0;
    int number = 0;
    for (JsonNode message : history) {
      boolean isAnswer = LenientJson.textOr(message, "role", "").equals("assistant");
      JsonNode time = message.has("ts") ? message.path("ts") : time(answers);
      answers += isAnswer ? 1 : 0;
      String key = LenientJson.textOr(message, "id", id + " " + number++);
      records.add(message(message, key, time, isAnswer));
    }
  }

  private JsonNode time(int answer) {
    if (requests.isEmpty()) {
      return item.has("ts") ? item.path("ts") : LenientJson.newObject().textNode(id);
    }
    return requests.get(Math.min(answer, requests.size() - 1)).path("ts");
  }

  private RecordSession.Entry message(
      JsonNode message, String key, JsonNode time, boolean isAnswer) {
    JsonNode content = message.path("content");
    String named = LenientJson.textOr(message, "role", "unknown");
    boolean isThought = LenientJson.textOr(message, "type", "").equals("reasoning");
    String role =
        ContentBlocks.isOnlyResults(content) ? "tool_result" : isThought ? "reasoning" : named;
    var event = new DraftBuilder(role, key).at(time);
    boolean isTyped = false;
    boolean isMade =
        message.path("isSummary").asBoolean(false)
            || message.path("isTruncationMarker").asBoolean(false);
    for (String text : ContentBlocks.texts(content)) {
      note(text);
      said.append(text);
      Matcher typed = TASK.matcher(text);
      boolean isTask = typed.matches();
      isTyped |= !isMade && (isTask || !isMachine(text));
      if (isAnswer || isTask || !isMachine(text)) {
        event.text(isTask ? typed.group(2) : text);
      }
    }
    for (String answer : isAnswer ? ClineAnswers.of(content) : List.<String>of()) {
      event.text(answer);
      said.append(answer);
    }
    ContentBlocks.readTools(content, event);
    if (model != null && message.path("ts").isNumber()) {
      models.put(message.path("ts").longValue(), model);
    }
    if (isAnswer) {
      String own = LenientJson.text(message.path("modelInfo"), "modelId");
      event.spent(Spent.by(own == null ? model : own));
    } else if (role.equals("user") && !isTyped) {
      event.notTyped();
    }
    return event.record(message);
  }

  /** What the extension adds to a message. */
  private static boolean isMachine(String text) {
    String start = text.stripLeading();
    return start.startsWith("<environment_details>")
        || start.startsWith("[ERROR]")
        || start.startsWith("[TASK RESUMPTION]")
        || start.startsWith("# todo")
        || start.startsWith("# task_progress")
        || start.matches("(?s)\\[[a-z_]+(?: for [^\\n]*)?\\] Result:.*");
  }

  private void note(String text) {
    Matcher named = FOLDER.matcher(text);
    if (folder == null && named.find()) {
      folder = LenientJson.absolutePath(named.group(1).strip());
    }
    Matcher used = MODEL.matcher(text);
    if (used.find()) {
      model = used.group(1).strip();
    }
  }

  /** Everything, the tokens behind the messages. */
  List<RecordSession.Entry> records() {
    for (int i = 0; i < requests.size(); i++) {
      request(sums() + " ", requests.get(i), modelAt(i));
    }
    if (requests.isEmpty()) {
      usage(sums(), item, usage(item, false), null);
    } else {
      // The task's own sums have these too.
      subagents.forEach(sum -> request(sums() + " subagents ", sum, null));
    }
    return records;
  }

  private void request(String key, JsonNode request, @Nullable String modelThen) {
    ObjectNode counts = LenientJson.object(LenientJson.textOr(request, "text", ""));
    if (counts != null) {
      String own = LenientJson.text(request.path("modelInfo"), "modelId");
      boolean isPrompt =
          (isCacheInPrompt && counts.has("apiProtocol")) || ClineAnswers.isCacheInPrompt(request);
      usage(
          key + request.path("ts").asText(),
          request,
          usage(counts, isPrompt),
          own == null ? modelThen : own);
    }
  }

  /** The model of the last message before the next request; null where none has a time. */
  private @Nullable String modelAt(int request) {
    long next =
        request + 1 < requests.size()
            ? LenientJson.number(requests.get(request + 1), "ts")
            : Long.MAX_VALUE;
    Map.Entry<Long, String> before = models.lowerEntry(next);
    before = before == null ? models.firstEntry() : before;
    return before == null ? null : before.getValue();
  }

  /**
   * The record of the task's sums, whose figures the requests have where there are any, and the
   * shown messages where there is a history.
   *
   * @param messages how many messages are shown
   */
  Set<String> retracted(int messages) {
    Set<String> retracted = new HashSet<>();
    for (int i = 0; i < messages; i++) {
      retracted.add(id + " shown " + i);
    }
    retracted.removeAll(shownKeys);
    if (!requests.isEmpty()) {
      retracted.add(sums());
    }
    return retracted;
  }

  /** The task that began this one, or the one at the top of those; null for none. */
  @Nullable String parent() {
    for (String field : List.of("rootTaskId", "parentTaskId")) {
      String parent = LenientJson.textOr(item, field, "");
      if (!parent.isBlank() && !parent.equals(id)) {
        return parent;
      }
    }
    return null;
  }

  /** The key of the sums: it has no time, which is that of the task's last change. */
  private String sums() {
    return id + " usage";
  }

  private static Usage usage(ObjectNode counts, boolean isPrompt) {
    long input = LenientJson.number(counts, "tokensIn");
    long output = LenientJson.number(counts, "tokensOut");
    long written = LenientJson.number(counts, "cacheWrites");
    long read = LenientJson.number(counts, "cacheReads");
    return isPrompt
        ? Usage.ofPrompt(input, output, written, read)
        : Usage.of(input, output, written, read);
  }

  private void usage(String key, JsonNode raw, Usage usage, @Nullable String own) {
    if (!usage.isNone()) {
      records.add(
          new DraftBuilder("api_req_started", key)
              .at(raw.path("ts"))
              .spent(new Spent(own == null ? model : own, usage, "standard", key))
              .record(raw));
    }
  }
}
