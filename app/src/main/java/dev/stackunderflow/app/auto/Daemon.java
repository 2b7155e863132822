package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.agent.Agents;
import dev.stackunderflow.core.agent.source.CodingAgent;
import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.Sync;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Continuous sync with everything that it works with: what {@code start} and {@code auto} run. */
public final class Daemon implements AutoCloseable {

  private final AutoLog log;
  private final LocalSyncWork work;
  private final AutoRunner runner;

  private Daemon(AutoLog log, LocalSyncWork work, AutoRunner runner) {
    this.log = log;
    this.work = work;
    this.runner = runner;
  }

  /**
   * Creates one that does not run yet.
   *
   * @param home the program's folder
   * @param env the environment
   * @param clock the time
   * @param sync the home's sync
   * @param observer told what it does
   * @throws IOException if its log file cannot be opened
   */
  public static Daemon of(
      Home home, Map<String, String> env, Clock clock, Sync sync, Observer observer)
      throws IOException {
    List<CodingAgent> agents = Agents.all(env);
    var work = new LocalSyncWork(home, env, clock, sync, agents, observer);
    AutoLog log = AutoLog.open(home);
    List<WatchedFolder> folders =
        agents.stream().flatMap(agent -> agent.folders().stream()).toList();
    return new Daemon(
        log, work, new AutoRunner(work, folders, clock, new SecureRandom(), observer, log));
  }

  /** What pushes and pulls. */
  public LocalSyncWork work() {
    return work;
  }

  /** The loop. */
  public AutoRunner runner() {
    return runner;
  }

  /** Begins, on threads of its own. */
  public void start() {
    runner.start();
  }

  /** Stops within five seconds. */
  @Override
  public void close() throws IOException {
    try (log) {
      runner.close();
    }
  }
}
