package dev.stackunderflow.app.cli.terminal;

import dev.stackunderflow.app.text.CountFormat;
import dev.stackunderflow.app.text.TimeFormat;
import dev.stackunderflow.core.catalog.report.Report.Counts;
import dev.stackunderflow.core.catalog.view.SessionView;
import dev.stackunderflow.core.catalog.view.Tokens;
import dev.stackunderflow.sync.api.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code stackunderflow} alone prints: what is here, and the next commands. */
public final class OverviewText {

  private static final int MOST_AGENTS = 5;

  private final Context context;
  private final List<String> lines = new ArrayList<>();

  public OverviewText(Context context) {
    this.context = context;
  }

  /**
   * Prints it.
   *
   * @param sessions all sessions, the latest first
   * @param recent the counts of the last 30 days
   * @param sync the state of sync, empty where it is not set up
   */
  public void print(List<SessionView> sessions, Counts recent, Optional<Status> sync) {
    Instant now = context.clock().instant();
    if (sessions.isEmpty()) {
      field("sessions", "none found on this machine");
    } else {
      field("sessions", sessions(sessions));
      field("last", TimeFormat.local(sessions.getFirst().lastTs()));
    }
    field("30 days", counts(recent));
    field(
        "sync",
        sync.map(
                s ->
                    CountFormat.of(s.devices().size(), "device")
                        + ", last sync "
                        + TimeFormat.ago(s.lastSyncTs(), now)
                        + (s.pendingEvents() == 0
                            ? ""
                            : ", " + CountFormat.of(s.pendingEvents(), "event") + " to send"))
            .orElse("not set up; nothing leaves this machine"));
    lines.add("");
    if (sessions.isEmpty()) {
      next("agents", "where each agent's logs are looked for");
      next("ingest", "look again, after a first session");
    } else {
      next("report", "tokens and cost");
      next("sessions", "all sessions, the latest first");
    }
    if (sync.isPresent()) {
      next("sync now", "get and send what is new");
    } else {
      next("sync init", "see all of your machines in one view");
    }
    context.tell(String.join("\n", lines));
  }

  private static String sessions(List<SessionView> sessions) {
    Map<String, Long> byAgent =
        sessions.stream()
            .collect(
                Collectors.groupingBy(SessionView::provider, TreeMap::new, Collectors.counting()));
    List<String> agents =
        byAgent.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(agent -> CountFormat.of(agent.getValue()) + " " + agent.getKey())
            .toList();
    String named = String.join(", ", agents.subList(0, Math.min(MOST_AGENTS, agents.size())));
    int more = agents.size() - MOST_AGENTS;
    return CountFormat.of(sessions.size())
        + " ("
        + named
        + (more > 0 ? ", and " + CountFormat.of(more, "other agent") : "")
        + ")";
  }

  private static String counts(Counts recent) {
    Tokens tokens = recent.tokens();
    long all = tokens.input() + tokens.output() + tokens.cacheCreation() + tokens.cacheRead();
    if (recent.events() == 0) {
      return "nothing";
    }
    return CountFormat.of(recent.events(), "message")
        + " in "
        + CountFormat.of(recent.sessions(), "session")
        + ", "
        + CountFormat.of(all, "token")
        + ", cost at list prices: "
        + (recent.cost().isUnknown() ? "not known" : ReportText.cost(recent.cost()) + " USD");
  }

  private void field(String name, String value) {
    lines.add(name + " ".repeat(10 - name.length()) + value);
  }

  private void next(String command, String what) {
    lines.add("  stackunderflow " + command + " ".repeat(18 - command.length()) + what);
  }
}
