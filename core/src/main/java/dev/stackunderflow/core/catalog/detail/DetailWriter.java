package dev.stackunderflow.core.catalog.detail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.hash.FieldDigest;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.time.Timestamps;
import dev.stackunderflow.core.transcript.Part;
import dev.stackunderflow.core.transcript.PartReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one event says. Lines are parsed only where a word in them says that it is worth it.
 */
final class DetailWriter implements AutoCloseable {

  private static final String CLAUDE = "claude";

  /** The roles of events that agents write a tool's result in. */
  private static final Pattern RESULT = Pattern.compile("(?i)tool|result|output");

  private final PreparedStatement call;
  private final PreparedStatement failure;
  private final PreparedStatement pullRequest;
  private final PreparedStatement limit;
  private final Map<String, PartReader> readers = new HashMap<>();
  private final Set<String> notingFailures = Agents.notingFailures();

  DetailWriter(Connection db) throws SQLException {
    call = db.prepareStatement("INSERT OR REPLACE INTO tool_call VALUES (?, ?, ?, ?)");
    failure = db.prepareStatement("INSERT OR REPLACE INTO tool_failure VALUES (?, ?)");
    pullRequest = db.prepareStatement("INSERT OR REPLACE INTO pull_request VALUES (?, ?, ?, ?)");
    limit =
        db.prepareStatement("INSERT OR REPLACE INTO limit_statement VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  /**
   * Adds what an event says.
   *
   * @param entry its row in the catalog
   * @param agent the agent that wrote it
   */
  void add(long entry, String agent, Event event) throws SQLException {
    boolean isClaude = agent.equals(CLAUDE);
    boolean callsTools = event.role().equals("assistant") && !event.toolsJson().equals("[]");
    if (!isClaude && notingFailures.contains(agent)) {
      if (callsTools || RESULT.matcher(event.role()).find()) {
        parts(entry, agent, event, callsTools);
      }
    } else if (callsTools) {
      calls(entry, isClaude ? LenientJson.object(event.rawJson()) : null, event);
    }
    if (isClaude) {
      claude(entry, event);
    } else if (agent.equals("codex") && event.rawJson().contains("\"rate_limits\"")) {
      limits(entry, CodexLimits.read(event));
    }
  }

  /** Reads what is shown of an event: its calls, and the results that failed. */
  private void parts(long entry, String agent, Event event, boolean callsTools)
      throws SQLException {
    int place = 0;
    for (Part part : readers.computeIfAbsent(agent, Agents::parts).parts(event)) {
      switch (part) {
        case Part.ToolCall call -> {
          String own = call.id() == null ? "entry " + entry + " " + place : call.id();
          if (callsTools) {
            call(entry, place++, call.name(), key(agent, own));
          }
          for (Part.ToolResult result : call.results()) {
            failure(entry, result.isError() ? key(agent, own) : null);
          }
        }
        case Part.ToolResult result -> {
          String id = result.callId();
          failure(entry, result.isError() && id != null ? key(agent, id) : null);
        }
        default -> {
          // Text, thinking and images.
        }
      }
    }
    if (place == 0 && callsTools) {
      calls(entry, null, event);
    }
  }

  private void failure(long entry, @Nullable Long call) throws SQLException {
    if (call != null) {
      failure.setLong(1, entry);
      failure.setLong(2, call);
      failure.executeUpdate();
    }
  }

  private void calls(long entry, @Nullable ObjectNode line, Event event) throws SQLException {
    int place = 0;
    if (line != null) {
      for (JsonNode block : line.path("message").path("content")) {
        String type = LenientJson.textOr(block, "type", "");
        if (type.equals("tool_use") || type.equals("server_tool_use")) {
          String id = LenientJson.text(block, "id");
          call(
              entry,
              place++,
              LenientJson.textOr(block, "name", "unknown"),
              id == null ? null : key(CLAUDE, id));
        }
      }
    }
    JsonNode names = place > 0 ? null : LenientJson.value(event.toolsJson());
    if (names != null) {
      for (JsonNode name : names) {
        call(entry, place++, name.isTextual() ? name.textValue() : "unknown", null);
      }
    }
  }

  private void claude(long entry, Event event) throws SQLException {
    String raw = event.rawJson();
    boolean isLimit = raw.contains("isApiErrorMessage");
    boolean isFailure = event.role().equals("user") && raw.contains("is_error");
    boolean isLink = event.role().equals("pr-link");
    ObjectNode line = isLimit || isFailure || isLink ? LenientJson.object(raw) : null;
    if (line == null) {
      return;
    }
    if (isFailure) {
      for (JsonNode block : line.path("message").path("content")) {
        String id = LenientJson.text(block, "tool_use_id");
        if (id != null && block.path("is_error").asBoolean(false)) {
          failure(entry, key(CLAUDE, id));
        }
      }
    }
    Instant time = Timestamps.instant(event.timestamp());
    if (isLimit && time != null && line.path("isApiErrorMessage").asBoolean(false)) {
      LimitStatement stated = ClaudeLimits.read(event.contentText(), time);
      limits(entry, stated == null ? List.of() : List.of(stated));
    }
    PullRequest linked = isLink ? PullRequest.of(line) : null;
    if (linked != null) {
      pullRequest.setLong(1, entry);
      pullRequest.setString(2, linked.url());
      pullRequest.setString(3, linked.repository());
      pullRequest.setObject(4, linked.number());
      pullRequest.executeUpdate();
    }
  }

  private void call(long entry, int place, String tool, @Nullable Long id) throws SQLException {
    call.setLong(1, entry);
    call.setInt(2, place);
    call.setString(3, tool);
    call.setObject(4, id);
    call.executeUpdate();
  }

  private static long key(String agent, String callId) {
    return new FieldDigest().text(agent).text(callId).key();
  }

  private void limits(long entry, List<LimitStatement> statements) throws SQLException {
    int place = 0;
    for (LimitStatement stated : statements) {
      Instant reset = stated.reset();
      limit.setLong(1, entry);
      limit.setInt(2, place++);
      limit.setString(3, stated.name());
      limit.setObject(4, stated.windowMinutes());
      limit.setObject(5, stated.usedPercent());
      limit.setObject(6, reset == null ? null : reset.getEpochSecond());
      limit.setInt(7, stated.isReached() ? 1 : 0);
      limit.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    call.close();
    failure.close();
    pullRequest.close();
    limit.close();
  }
}
