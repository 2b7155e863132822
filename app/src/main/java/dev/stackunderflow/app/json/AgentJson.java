package dev.stackunderflow.app.json;

import dev.stackunderflow.core.agent.UnreadAgents;
import dev.stackunderflow.core.agent.source.CodingAgent.Carry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The coding agents. */
public final class AgentJson {

  private AgentJson() {}

  /**
   * An agent.
   *
   * @param id its name in the store
   * @param title its name for people
   * @param folders where its sessions are on this machine; empty where it is not used here
   * @param sessionsHere how many sessions this machine has
   * @param sessionsElsewhere how many sessions only other devices have
   * @param lastSeen the latest event's time, or null
   * @param reads what is read
   * @param carry whether a session can be continued elsewhere
   */
  public record Row(
      String id,
      String title,
      List<Path> folders,
      long sessionsHere,
      long sessionsElsewhere,
      @Nullable String lastSeen,
      String reads,
      Carry carry) {

    /** Whether there is anything of it. */
    public boolean isUsed() {
      return !folders.isEmpty() || sessionsHere + sessionsElsewhere > 0;
    }
  }

  /** One document with all agents. */
  public static Map<String, @Nullable Object> of(
      List<Row> agents, List<UnreadAgents.Found> unread) {
    return new JsonFields()
        .with("agents", agents.stream().map(AgentJson::agent).toList())
        .with("not_read", unread.stream().map(AgentJson::unread).toList())
        .map();
  }

  private static Map<String, @Nullable Object> agent(Row row) {
    return new JsonFields()
        .with("agent", row.id())
        .with("title", row.title())
        .with("folders", row.folders().stream().map(Path::toString).toList())
        .with("sessions_here", row.sessionsHere())
        .with("sessions_elsewhere", row.sessionsElsewhere())
        .with("last_seen", row.lastSeen())
        .with("reads", row.reads())
        .with("can_carry", row.carry().isPossible())
        .with("carry", row.carry().how())
        .map();
  }

  private static Map<String, @Nullable Object> unread(UnreadAgents.Found found) {
    return new JsonFields()
        .with("title", found.title())
        .with("folder", found.folder().toString())
        .map();
  }
}
