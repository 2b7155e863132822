package dev.stackunderflow.core.agent.gptme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.ContentKeys;
import dev.stackunderflow.core.agent.source.DocumentSource;
import dev.stackunderflow.core.agent.source.DraftBuilder;
import dev.stackunderflow.core.agent.source.JsonFiles;
import dev.stackunderflow.core.agent.source.JsonLines;
import dev.stackunderflow.core.agent.source.LineReader.Spent;
import dev.stackunderflow.core.agent.source.LineReader.Usage;
import dev.stackunderflow.core.agent.source.LogSource.SessionName;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code logs/NAME/conversation.jsonl}, a message in each line, and {@code config.toml} with the
 * conversation's name and folder. The folder is also where the link {@code workspace} leads.
 *
 * <p>Tokens: a message's {@code usage}, in older versions beside the model; the input is without
 * the cache's. Source: {@code message.py} and {@code openai_responses.py} of gptme.
 */
final class GptmeLogs extends DocumentSource {

  private static final String LOG = "conversation.jsonl";
  private static final Pattern NAME = setting("name");
  private static final Pattern WORKSPACE = setting("workspace");

  GptmeLogs(String provider, List<Path> folders) {
    super(provider, folders, 2, file -> file.endsWith(LOG));
  }

  private static Pattern setting(String name) {
    return Pattern.compile("(?m)^\\s*" + name + "\\s*=\\s*(?:\"([^\"\\\\]+)\"|'([^']+)')\\s*$");
  }

  private static Path config(Path unit) {
    return unit.resolveSibling("config.toml");
  }

  @Override
  public List<Path> files(Path unit) {
    return List.of(unit, config(unit));
  }

  @Override
  protected @Nullable RecordSession session(Path document) throws IOException {
    JsonLines lines = JsonLines.read(document);
    if (lines.records().isEmpty()) {
      return null;
    }
    String id = document.getName(document.getNameCount() - 2).toString();
    String config = JsonFiles.text(config(document));
    List<RecordSession.Entry> records = new ArrayList<>();
    String name = found(NAME, config);
    if (name != null) {
      records.add(
          new DraftBuilder(DraftBuilder.TITLE, id)
              .atLocal(lines.records().getFirst().path("timestamp"))
              .text(name)
              .record(LenientJson.newObject().put("name", name)));
    }
    var keys = new ContentKeys(id);
    for (ObjectNode line : lines.records()) {
      records.add(record(line, keys.next(line)));
    }
    return new RecordSession(
        SessionName.in(folder(document, config), id), records, lines.warnings(document));
  }

  private static @Nullable String found(Pattern setting, @Nullable String config) {
    Matcher found = setting.matcher(config == null ? "" : config);
    return found.find() ? found.group(1) == null ? found.group(2) : found.group(1) : null;
  }

  private static @Nullable String folder(Path document, @Nullable String config) {
    String stated = LenientJson.absolutePath(found(WORKSPACE, config));
    Path link = document.resolveSibling("workspace");
    if (stated != null || !Files.isSymbolicLink(link)) {
      return stated;
    }
    try {
      return LenientJson.absolutePath(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return null; // gone since
    }
  }

  private static RecordSession.Entry record(ObjectNode line, String key) {
    JsonNode metadata = line.path("metadata");
    String stated = LenientJson.textOr(line, "role", "unknown");
    boolean isResult =
        stated.equals("tool")
            || (stated.equals("system")
                && (line.path("call_id").isTextual() || metadata.path("tool").isTextual()));
    var event =
        new DraftBuilder(isResult ? "tool_result" : stated, key).atLocal(line.path("timestamp"));
    String content = LenientJson.textOr(line, "content", "");
    if (stated.equals("assistant")) {
      var text = new GptmeText(content);
      event.text(text.said()).tools(text.tools());
      String model = LenientJson.text(metadata, "model");
      Usage usage = usage(metadata.path("usage").isObject() ? metadata.path("usage") : metadata);
      event.spent(
          usage.isNone() ? Spent.by(model) : new Spent(model, usage, "standard", "gptme " + key));
    } else if (!isResult) {
      event.text(content);
    }
    return event.record(line);
  }

  private static Usage usage(JsonNode usage) {
    return Usage.of(
        LenientJson.number(usage, "input_tokens"),
        LenientJson.number(usage, "output_tokens"),
        LenientJson.number(usage, "cache_creation_tokens"),
        LenientJson.number(usage, "cache_read_tokens"));
  }
}
