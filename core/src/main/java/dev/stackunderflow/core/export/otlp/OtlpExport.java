package dev.stackunderflow.core.export.otlp;

import dev.stackunderflow.core.export.Exporter;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import dev.stackunderflow.core.store.StoredSession;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Exports OTLP JSON: for each transcript a line with its spans (ExportTraceServiceRequest), and one
 * with its token usage (ExportMetricsServiceRequest). No text of a message is exported.
 */
public final class OtlpExport implements Exporter.Sink {

  private static final List<String> SPANS = List.of("resourceSpans", "scopeSpans", "spans");
  private static final List<String> METRICS = List.of("resourceMetrics", "scopeMetrics", "metrics");

  private static final int INTERNAL = 1;
  private static final int CLIENT = 3;
  private static final int STATUS_ERROR = 2;
  private static final int DELTA = 1;

  private final OtlpJson json;
  private final String version;
  private SpanIds ids = new SpanIds("", "", "");
  private Map<String, Object> resource = Map.of();
  private @Nullable SessionCalls calls;

  /**
   * Exports to a stream.
   *
   * @param out the stream, the caller's to close
   * @param version this program's version
   */
  public OtlpExport(OutputStream out, String version) throws IOException {
    this.json = new OtlpJson(out);
    this.version = version;
  }

  @Override
  public void session(StoredSession session, String deviceId, String deviceLabel)
      throws IOException {
    finish();
    ids = new SpanIds(deviceId, session.provider(), session.sessionId());
    resource = new LinkedHashMap<>();
    resource.put("service.name", session.provider());
    resource.put("service.instance.id", deviceId);
    resource.put("stackunderflow.device.label", deviceLabel);
    resource.put("stackunderflow.project", session.displayName());
    calls = new SessionCalls();
  }

  @Override
  public void event(Event event) {
    if (calls != null) {
      calls.add(event);
    }
  }

  @Override
  public void end() throws IOException {
    finish();
    json.flush();
  }

  private void finish() throws IOException {
    SessionCalls session = calls;
    Instant start = session == null ? null : session.start();
    calls = null;
    if (session == null || start == null) {
      return; // no line has a time: there is no span without one
    }
    json.request(SPANS, resource, version, GenAi.SCHEMA, () -> spans(session, start));
    if (session.calls().stream().anyMatch(ModelCall::hasTokens)) {
      json.request(METRICS, resource, version, GenAi.SCHEMA, () -> usage(session));
    }
  }

  private void spans(SessionCalls session, Instant start) throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put(GenAi.OPERATION, "invoke_agent");
    root.put(GenAi.PROVIDER, GenAi.provider(firstModel(session)));
    root.put(GenAi.AGENT, ids.agent());
    root.put(GenAi.CONVERSATION, SessionRoots.of(ids.transcript()));
    span(
        ids.root(),
        ids.parent(),
        "invoke_agent " + ids.agent(),
        INTERNAL,
        start,
        session.end(),
        root,
        false);
    for (ModelCall call : session.calls()) {
      chat(call);
      for (ToolCall tool : call.tools()) {
        tool(call, tool);
      }
    }
  }

  private static @Nullable String firstModel(SessionCalls session) {
    return session.calls().stream()
        .map(call -> String.valueOf(call.model()))
        .filter(model -> !model.equals("null"))
        .findFirst()
        .orElse(null);
  }

  private void chat(ModelCall call) throws IOException {
    String model = call.model();
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put(GenAi.OPERATION, "chat");
    attributes.put(GenAi.PROVIDER, GenAi.provider(model));
    attributes.put(GenAi.CONVERSATION, SessionRoots.of(ids.transcript()));
    if (model != null) {
      attributes.put(GenAi.MODEL, model);
    }
    if (call.hasTokens()) {
      attributes.put(GenAi.INPUT, call.allInput());
      attributes.put(GenAi.OUTPUT, call.output());
      attributes.put(GenAi.CACHE_WRITTEN, call.cacheWritten());
      attributes.put(GenAi.CACHE_READ, call.cacheRead());
    }
    span(
        ids.chat(call.seq()),
        ids.root(),
        model == null ? "chat" : "chat " + model,
        CLIENT,
        call.start(),
        call.end(),
        attributes,
        false);
  }

  private void tool(ModelCall call, ToolCall tool) throws IOException {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put(GenAi.OPERATION, "execute_tool");
    attributes.put(GenAi.TOOL, tool.name());
    if (tool.id() != null) {
      attributes.put(GenAi.TOOL_CALL, tool.id());
    }
    if (tool.failed()) {
      attributes.put(GenAi.ERROR, "tool_error");
    }
    span(
        ids.tool(tool.seq(), tool.place()),
        ids.chat(call.seq()),
        "execute_tool " + tool.name(),
        INTERNAL,
        tool.start(),
        tool.end(),
        attributes,
        tool.failed());
  }

  private void span(
      String id,
      String parent,
      String name,
      int kind,
      Instant start,
      Instant end,
      Map<String, Object> attributes,
      boolean failed)
      throws IOException {
    json.object(
        () -> {
          json.text("traceId", ids.trace());
          json.text("spanId", id);
          if (!parent.isEmpty()) {
            json.text("parentSpanId", parent);
          }
          json.text("name", name);
          json.number("kind", kind);
          json.time("startTimeUnixNano", start);
          json.time("endTimeUnixNano", end);
          json.attributes(attributes);
          if (failed) {
            json.object("status", () -> json.number("code", STATUS_ERROR));
          }
        });
  }

  private void usage(SessionCalls session) throws IOException {
    Map<String, Map<String, TokenHistogram>> models = new TreeMap<>();
    for (ModelCall call : session.calls()) {
      if (call.hasTokens()) {
        String model = call.model() == null ? "" : call.model();
        Map<String, TokenHistogram> types = models.computeIfAbsent(model, _ -> new TreeMap<>());
        types
            .computeIfAbsent("input", _ -> new TokenHistogram())
            .add(call.allInput(), call.start(), call.end());
        types
            .computeIfAbsent("output", _ -> new TokenHistogram())
            .add(call.output(), call.start(), call.end());
      }
    }
    json.object(
        () -> {
          json.text("name", GenAi.TOKEN_USAGE);
          json.text("description", "Number of input and output tokens used.");
          json.text("unit", "{token}");
          json.object(
              "histogram",
              () -> {
                json.array("dataPoints", () -> points(models));
                json.number("aggregationTemporality", DELTA);
              });
        });
  }

  private void points(Map<String, Map<String, TokenHistogram>> models) throws IOException {
    for (var model : models.entrySet()) {
      for (var type : model.getValue().entrySet()) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(GenAi.OPERATION, "chat");
        attributes.put(GenAi.PROVIDER, GenAi.provider(model.getKey()));
        attributes.put(GenAi.TOKEN_TYPE, type.getKey());
        if (!model.getKey().isEmpty()) {
          attributes.put(GenAi.MODEL, model.getKey());
        }
        json.object(
            () -> {
              json.attributes(attributes);
              type.getValue().write(json);
            });
      }
    }
  }
}
