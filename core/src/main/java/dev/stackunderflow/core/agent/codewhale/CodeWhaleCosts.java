package dev.stackunderflow.core.agent.codewhale;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.Stated;
import dev.stackunderflow.core.agent.source.StatedReader;
import dev.stackunderflow.core.json.LenientJson;
import dev.stackunderflow.core.store.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a session cost, with its subagents; the same in yuan is not read. */
final class CodeWhaleCosts implements StatedReader {

  private static final List<String> PARTS =
      List.of("session_cost_usd", "subagent_cost_usd", "agent_cost_usd");

  @Override
  public Stated of(Event event, @Nullable String branch) {
    ObjectNode cost =
        event.role().equals(CodeWhaleSessions.COST) ? LenientJson.object(event.rawJson()) : null;
    return cost == null
        ? Stated.NOTHING
        : Stated.of(
            null, null, PARTS.stream().mapToDouble(part -> cost.path(part).asDouble(0)).sum());
  }
}
