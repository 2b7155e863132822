package dev.stackunderflow.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.agent.source.LogSource;
import dev.stackunderflow.core.agent.source.RecordSession;
import dev.stackunderflow.core.agent.source.RecordSource;
import dev.stackunderflow.core.agent.source.UnreadableSourceException;
import dev.stackunderflow.core.ingest.AgentHome;
import dev.stackunderflow.core.json.LenientJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What other versions of the agents may write: a field that is missing, null or of another type.
 */
class AgentVariantsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer lines hold prompts and tools of the vendors: no other fields, and much time. */
  private static final int LONGEST_LINE = 2000;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amp",
        "cline",
        "codebuff",
        "copilot",
        "cursor",
        "droid",
        "gemini",
        "grok",
        "kimi",
        "omp",
        "pi",
        "qwen",
        "roo",
        "vibe"
      })
  void anyFieldCanBeMissingNullOrOfAnotherType(String agent) throws Exception {
    AgentHome.of(agent, home);
    Map<Path, String> files = texts();
    Set<String> fields = new TreeSet<>();
    for (Map.Entry<Path, String> file : files.entrySet()) {
      values(file.getKey(), file.getValue()).forEach(value -> names(value, fields));
    }
    long all = read(agent);
    assertThat(all).isPositive();
    List<String> faults = new ArrayList<>();
    for (String field : fields) {
      JsonNode object = JSON.createObjectNode().put("a", 1);
      for (JsonNode other : new JsonNode[] {null, NullNode.instance, object}) {
        for (Map.Entry<Path, String> file : files.entrySet()) {
          write(file.getKey(), file.getValue(), field, other);
        }
        try {
          read(agent);
        } catch (RuntimeException e) {
          faults.add(field + " = " + other + ": " + e + " " + e.getStackTrace()[0]);
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  private Map<Path, String> texts() throws IOException {
    Map<Path, String> texts = new LinkedHashMap<>();
    try (Stream<Path> walk = Files.walk(home)) {
      for (Path file : walk.filter(f -> f.toString().matches(".*\\.jsonl?")).toList()) {
        String text = Files.readString(file);
        texts.put(file, file.toString().endsWith(".json") ? text : withoutLongLines(text));
      }
    }
    return texts;
  }

  private static String withoutLongLines(String text) {
    return text.lines()
        .filter(line -> line.length() < LONGEST_LINE)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The values of a document, or of each line of a log. */
  private static List<JsonNode> values(Path file, String text) throws IOException {
    if (file.toString().endsWith(".json")) {
      return List.of(JSON.readTree(text));
    }
    List<JsonNode> values = new ArrayList<>();
    for (String line : text.lines().toList()) {
      values.add(JSON.readTree(line));
    }
    return values;
  }

  private static void names(JsonNode value, Set<String> names) {
    for (var field : value.properties()) {
      names.add(field.getKey());
    }
    value.forEach(each -> names(each, names));
  }

  private static void write(Path file, String text, String field, @Nullable JsonNode other)
      throws IOException {
    var changed = new StringBuilder();
    for (JsonNode value : values(file, text)) {
      replace(value, field, other);
      changed.append(value).append('\n');
    }
    Files.writeString(file, changed);
  }

  private static void replace(JsonNode value, String field, @Nullable JsonNode other) {
    if (value instanceof ObjectNode object && object.has(field)) {
      if (other == null) {
        object.remove(field);
      } else {
        object.set(field, other);
      }
    }
    value.forEach(each -> replace(each, field, other));
  }

  /** Reads everything; how many records there are. */
  private long read(String id) throws IOException, SQLException {
    CodingAgent agent =
        Agents.all(Map.of("HOME", home.toString())).stream()
            .filter(a -> a.id().equals(id))
            .findFirst()
            .orElseThrow();
    long records = 0;
    for (LogSource logs : agent.logs()) {
      for (Path file : logs.files()) {
        LogSource.SessionName name = logs.session(file);
        var context =
            new LogContext(file, name == null ? "?" : name.sessionId(), LogContext.History.NONE);
        var reader = logs.reader(LenientJson.newObject(), context);
        for (String line : Files.readAllLines(file)) {
          ObjectNode object = LenientJson.object(line);
          if (object != null) {
            reader.read(object);
            records++;
          }
        }
        reader.save(LenientJson.newObject());
      }
    }
    for (RecordSource source : agent.records()) {
      for (Path unit : source.list().logs()) {
        var counted = new Counted();
        try {
          source.read(unit, counted);
        } catch (UnreadableSourceException e) {
          assertThat(e).hasMessageContaining(unit.getFileName().toString());
        }
        records += counted.records;
      }
    }
    return records;
  }

  private static final class Counted implements RecordSource.Changes {
    private long records;

    @Override
    public boolean isChanged(String sessionId, String version) {
      return true;
    }

    @Override
    public void session(String sessionId, String version, RecordSession session) {
      records += session.records().size();
    }
  }
}
