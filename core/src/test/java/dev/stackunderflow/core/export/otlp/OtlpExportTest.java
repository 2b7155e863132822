package dev.stackunderflow.core.export.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ViewFilter;
import dev.stackunderflow.core.decision.ForgetRules;
import dev.stackunderflow.core.export.Exporter;
import dev.stackunderflow.core.export.UnionView;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.ingest.Ingest;
import dev.stackunderflow.core.store.Store;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line is read by the published messages of OTLP; unknown fields are errors. */
class OtlpExportTest {

  private static final Pattern ID =
      Pattern.compile("\"(traceId|spanId|parentSpanId)\":\"([0-9a-f]+)\"");

  @TempDir Path folder;
  private Map<String, String> env = Map.of();

  @BeforeEach
  void home() {
    env = Map.of("HOME", folder.toString());
  }

  private void claude(String session, String line) throws Exception {
    write(".claude/projects/-p/" + session + ".jsonl", line);
  }

  private void write(String file, String line) throws Exception {
    Path log = folder.resolve(file);
    Files.createDirectories(log.getParent());
    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String user(String uuid, String time, String content) {
    return "{\"type\":\"user\",\"uuid\":\"%s\",\"timestamp\":\"%s\",\"message\":{\"role\":\"user\",\"content\":%s}}"
        .formatted(uuid, time, content);
  }

  private static String assistant(String uuid, String time, String message, String content) {
    return """
        {"type":"assistant","uuid":"%s","timestamp":"%s","requestId":"r-%s","message":{"id":"%s",\
        "role":"assistant","model":"claude-sonnet-4-6","content":[%s],"usage":{"input_tokens":7,\
        "cache_creation_input_tokens":11,"cache_read_input_tokens":13,"output_tokens":50}}}"""
        .formatted(uuid, time, message, message, content);
  }

  private void conversation() throws Exception {
    claude("s1", user("u1", "2026-11-01T10:00:00.000Z", "\"secret words\""));
    claude(
        "s1",
        assistant(
            "a1", "2026-11-01T10:00:03.500Z", "m1", "{\"type\":\"text\",\"text\":\"secret\"}"));
    claude(
        "s1",
        assistant(
            "a2",
            "2026-11-01T10:00:04.000Z",
            "m1",
            "{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"Bash\",\"input\":{\"command\":\"secret\"}}"));
    claude(
        "s1",
        user(
            "u2",
            "2026-11-01T10:00:09.000Z",
            "[{\"type\":\"tool_result\",\"tool_use_id\":\"t1\",\"is_error\":true,\"content\":\"secret\"}]"));
    claude("s1", assistant("a3", "2026-11-01T10:00:11.000Z", "m2", ""));
  }

  private String export() throws Exception {
    var out = new ByteArrayOutputStream();
    try (Store store = Store.open(Home.of(env).store())) {
      new Ingest(store, Agents.all(env), Clock.systemUTC(), ForgetRules.NOTHING).run((_, _) -> {});
      try (UnionView view = UnionView.open(Home.of(env), store)) {
        new Exporter(view).run(ViewFilter.of(new DeviceFilter.All()), new OtlpExport(out, "1.2.3"));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** OTLP has ids in hexadecimal, JsonFormat reads base64. */
  private static <T extends Message.Builder> T read(String line, T builder) throws Exception {
    String base64 =
        ID.matcher(line)
            .replaceAll(
                id ->
                    "\"%s\":\"%s\""
                        .formatted(
                            id.group(1),
                            Base64.getEncoder()
                                .encodeToString(HexFormat.of().parseHex(id.group(2)))));
    JsonFormat.parser().merge(base64, builder);
    return builder;
  }

  private static List<Span> spans(String export) throws Exception {
    List<Span> spans = new ArrayList<>();
    for (String line : export.lines().filter(l -> l.startsWith("{\"resourceSpans\"")).toList()) {
      var request = read(line, ExportTraceServiceRequest.newBuilder());
      request
          .getResourceSpansList()
          .forEach(r -> r.getScopeSpansList().forEach(s -> spans.addAll(s.getSpansList())));
    }
    return spans;
  }

  private static List<Metric> metrics(String export) throws Exception {
    List<Metric> metrics = new ArrayList<>();
    for (String line : export.lines().filter(l -> l.startsWith("{\"resourceMetrics\"")).toList()) {
      var request = read(line, ExportMetricsServiceRequest.newBuilder());
      request
          .getResourceMetricsList()
          .forEach(r -> r.getScopeMetricsList().forEach(s -> metrics.addAll(s.getMetricsList())));
    }
    return metrics;
  }

  private static AnyValue attribute(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(a -> a.getKey().equals(key))
        .map(KeyValue::getValue)
        .findFirst()
        .orElse(AnyValue.getDefaultInstance());
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  @Test
  void aSessionIsATraceOfModelCallsAndToolCalls() throws Exception {
    conversation();
    List<Span> spans = spans(export());
    assertThat(spans)
        .extracting(Span::getName)
        .containsExactly(
            "invoke_agent claude",
            "chat claude-sonnet-4-6",
            "execute_tool Bash",
            "chat claude-sonnet-4-6");
    Span root = spans.get(0);
    Span chat = spans.get(1);
    Span tool = spans.get(2);
    assertThat(spans).extracting(Span::getTraceId).containsOnly(root.getTraceId());
    assertThat(root.getTraceId().size()).isEqualTo(16);
    assertThat(root.getSpanId().size()).isEqualTo(8);
    assertThat(root.getParentSpanId().isEmpty()).isTrue();
    assertThat(chat.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(tool.getParentSpanId()).isEqualTo(chat.getSpanId());
    assertThat(root.getStartTimeUnixNano()).isEqualTo(nanos("2026-11-01T10:00:00Z"));
    assertThat(root.getEndTimeUnixNano()).isEqualTo(nanos("2026-11-01T10:00:11Z"));
    assertThat(chat.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
    assertThat(chat.getStartTimeUnixNano()).isEqualTo(nanos("2026-11-01T10:00:00Z"));
    assertThat(chat.getEndTimeUnixNano()).isEqualTo(nanos("2026-11-01T10:00:04Z"));
    assertThat(tool.getStartTimeUnixNano()).isEqualTo(nanos("2026-11-01T10:00:04Z"));
    assertThat(tool.getEndTimeUnixNano()).isEqualTo(nanos("2026-11-01T10:00:09Z"));
    assertThat(tool.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
  }

  @Test
  void attributesAreThoseOfTheConventions() throws Exception {
    conversation();
    List<Span> spans = spans(export());
    List<KeyValue> chat = spans.get(1).getAttributesList();
    assertThat(attribute(chat, "gen_ai.operation.name").getStringValue()).isEqualTo("chat");
    assertThat(attribute(chat, "gen_ai.provider.name").getStringValue()).isEqualTo("anthropic");
    assertThat(attribute(chat, "gen_ai.conversation.id").getStringValue()).isEqualTo("s1");
    assertThat(attribute(chat, "gen_ai.usage.input_tokens").getIntValue()).isEqualTo(31);
    assertThat(attribute(chat, "gen_ai.usage.output_tokens").getIntValue()).isEqualTo(50);
    assertThat(attribute(chat, "gen_ai.usage.cache_read.input_tokens").getIntValue()).isEqualTo(13);
    List<KeyValue> tool = spans.get(2).getAttributesList();
    assertThat(attribute(tool, "gen_ai.tool.name").getStringValue()).isEqualTo("Bash");
    assertThat(attribute(tool, "gen_ai.tool.call.id").getStringValue()).isEqualTo("t1");
    assertThat(attribute(tool, "error.type").getStringValue()).isEqualTo("tool_error");
  }

  @Test
  void tokensAreAHistogramWhoseBucketsAddUp() throws Exception {
    conversation();
    Metric metric = metrics(export()).getFirst();
    assertThat(metric.getName()).isEqualTo("gen_ai.client.token.usage");
    assertThat(metric.getUnit()).isEqualTo("{token}");
    assertThat(metric.getHistogram().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    HistogramDataPoint input = metric.getHistogram().getDataPoints(0);
    assertThat(attribute(input.getAttributesList(), "gen_ai.token.type").getStringValue())
        .isEqualTo("input");
    assertThat(input.getCount()).isEqualTo(2);
    assertThat(input.getSum()).isEqualTo(62);
    assertThat(input.getBucketCountsList()).hasSize(15);
    assertThat(input.getExplicitBoundsList()).hasSize(14).startsWith(1.0, 4.0);
    assertThat(input.getBucketCountsList().stream().mapToLong(Long::longValue).sum()).isEqualTo(2);
    assertThat(input.getBucketCounts(3)).isEqualTo(2); // above 16, up to 64
  }

  @Test
  void noTextOfAMessageIsExportedAndIdsStayTheSame() throws Exception {
    conversation();
    String export = export();
    assertThat(export).doesNotContain("secret").contains("\"version\":\"1.2.3\"");
    assertThat(export()).isEqualTo(export);
  }

  @Test
  void aSubagentsSpansAreOfItsSessionsTrace() throws Exception {
    conversation();
    claude("s1/subagents/agent-7", assistant("x1", "2026-11-01T10:00:05.000Z", "m9", ""));
    List<Span> spans = spans(export());
    Span root = spans.getFirst();
    Span sub =
        spans.stream()
            .filter(s -> s.getName().startsWith("invoke_agent"))
            .filter(s -> !s.getParentSpanId().isEmpty())
            .findFirst()
            .orElseThrow();
    assertThat(sub.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(sub.getTraceId()).isEqualTo(root.getTraceId());
    Set<Object> ids = new HashSet<>();
    assertThat(spans).allMatch(span -> ids.add(span.getSpanId()));
  }

  @Test
  void codexCallsEndWithTheirOutputs() throws Exception {
    String rollout =
        ".codex/sessions/2026/11/02/rollout-2026-11-02T10-00-00-11111111-1111-4111-8111-111111111111.jsonl";
    String line = "{\"timestamp\":\"2026-11-02T10:00:0%d.000Z\",\"type\":\"%s\",\"payload\":%s}";
    write(rollout, line.formatted(0, "turn_context", "{\"model\":\"gpt-5.4\",\"cwd\":\"/a\"}"));
    write(
        rollout,
        line.formatted(
            1,
            "response_item",
            "{\"type\":\"function_call\",\"name\":\"exec_command\",\"call_id\":\"c1\",\"arguments\":\"{}\"}"));
    write(
        rollout,
        line.formatted(
            2,
            "event_msg",
            "{\"type\":\"token_count\",\"info\":{\"total_token_usage\":{\"input_tokens\":100,\"cached_input_tokens\":40,\"output_tokens\":5,\"total_tokens\":105},\"last_token_usage\":{\"input_tokens\":100,\"cached_input_tokens\":40,\"output_tokens\":5,\"total_tokens\":105}}}"));
    write(
        rollout,
        line.formatted(
            4,
            "response_item",
            "{\"type\":\"function_call_output\",\"call_id\":\"c1\",\"output\":\"x\"}"));
    List<Span> spans = spans(export());
    assertThat(spans)
        .extracting(Span::getName)
        .containsExactly("invoke_agent codex", "chat gpt-5.4", "execute_tool exec_command");
    Span chat = spans.get(1);
    assertThat(attribute(chat.getAttributesList(), "gen_ai.provider.name").getStringValue())
        .isEqualTo("openai");
    assertThat(attribute(chat.getAttributesList(), "gen_ai.usage.input_tokens").getIntValue())
        .isEqualTo(100);
    assertThat(spans.get(2).getEndTimeUnixNano()).isEqualTo(nanos("2026-11-02T10:00:04Z"));
  }

  @Test
  void hostileValuesDoNotBreakALine() throws Exception {
    claude("s1", user("u1", "0001-01-01T00:00:00Z", "7"));
    claude("s1", assistant("a1", "9999-12-30T00:00:00Z", "m1", "{\"type\":\"tool_use\"}"));
    claude("s1", assistant("a2", "some day", "m2", "7"));
    assertThat(export()).isEmpty();
    claude(
        "s1",
        assistant(
            "a3",
            "2026-11-01T10:00:00Z",
            "m3",
            "{\"type\":\"tool_use\",\"id\":7,\"name\":\"a\\u0000\\\"b\"}"));
    claude("s1", assistant("a4", "2026-11-01T09:00:00Z", "m4", ""));
    List<Span> spans = spans(export());
    assertThat(spans).hasSize(4);
    assertThat(spans).allMatch(s -> s.getStartTimeUnixNano() <= s.getEndTimeUnixNano());
  }
}
