package dev.stackunderflow.core.agent.claude;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LineReader;
import dev.stackunderflow.core.agent.source.LineReader.Reading;
import dev.stackunderflow.core.agent.source.LogContext;
import dev.stackunderflow.core.json.LenientJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The fields that are not parsed change nothing of what a line says. */
class UnusedFieldsTest {

  private static final List<String> LINES =
      List.of(
          """
          {"type":"user","sessionId":"s","uuid":"1","message":{"content":[{"type":"tool_result","content":"found"}]},"toolUseResult":{"stdout":"found","usage":{"output_tokens":9},"totalTokens":99}}""",
          """
          {"type":"user","sessionId":"s","uuid":"2","message":{"content":"typed"},"toolUseResult":"Error: no such file"}""",
          """
          {"type":"assistant","sessionId":"s","uuid":"4","requestId":"r","message":{"id":"msg_1","model":"m","content":[{"type":"thinking","thinking":"what now","signature":"x"},{"type":"text","text":"so"},{"type":"tool_use","name":"Write","input":{"content":"a file","type":"text","text":"no"}}],"usage":{"input_tokens":1,"output_tokens":2,"iterations":[{"type":"advisor","model":"n","input_tokens":3,"output_tokens":4}]}}}""",
          """
          {"type":"user","sessionId":"s","uuid":"5","message":{"content":[{"type":"image","source":{"type":"base64","data":"AAAA"}},{"type":"text","text":"look"}]}}""",
          """
          {"type":"file-history-snapshot","messageId":"3","snapshot":{"messageId":"3","timestamp":"2026-01-01T00:00:00Z"},"isSnapshotUpdate":false}""");

  private static List<Reading> read(List<String> lines, Set<String> skipped) throws SQLException {
    var context = new LogContext(Path.of("s.jsonl"), "s", LogContext.History.NONE);
    LineReader reader = new ClaudeLogs(Map.of()).reader(LenientJson.newObject(), context);
    List<Reading> readings = new ArrayList<>();
    for (String line : lines) {
      ObjectNode json = LenientJson.object(line.getBytes(UTF_8), skipped);
      if (json != null) {
        readings.add(reader.read(json));
      }
    }
    return readings;
  }

  private static void sayTheSame(List<String> lines) throws SQLException {
    assertThat(read(lines, new ClaudeLogs(Map.of()).unusedFields()))
        .isNotEmpty()
        .isEqualTo(read(lines, Set.of()));
  }

  @Test
  void linesSayTheSameWithoutThem() throws Exception {
    Set<String> unused = new ClaudeLogs(Map.of()).unusedFields();
    assertThat(unused).allMatch(name -> LINES.toString().contains('"' + name + '"'));
    assertThat(LINES).allMatch(line -> unused.stream().anyMatch(line::contains));
    sayTheSame(LINES);
  }

  @Test
  void realLinesSayTheSameWithoutThem() throws Exception {
    Path home = Path.of("../../shared/data/agents/real/claude/home").toAbsolutePath();
    assumeTrue(Files.isDirectory(home), "the real logs are not here");
    try (Stream<Path> walk = Files.walk(home)) {
      for (Path log : walk.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        sayTheSame(Files.readAllLines(log));
      }
    }
  }
}
