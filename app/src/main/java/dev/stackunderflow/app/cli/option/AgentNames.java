package dev.stackunderflow.app.cli.option;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import java.util.Iterator;
import java.util.Map;

/** The names of all coding agents that are read, for completion. */
public final class AgentNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Agents.all(Map.of()).stream().map(CodingAgent::id).sorted().iterator();
  }
}
