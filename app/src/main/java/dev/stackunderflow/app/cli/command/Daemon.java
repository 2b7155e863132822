package dev.stackunderflow.app.cli.command;

import dev.stackunderflow.app.auto.AutoLog;
import dev.stackunderflow.app.auto.AutoRunner;
import dev.stackunderflow.app.auto.LocalSyncWork;
import dev.stackunderflow.app.auto.Observer;
import dev.stackunderflow.app.cli.terminal.Context;
import dev.stackunderflow.core.ingest.ClaudeLogs;
import dev.stackunderflow.core.ingest.CodexLogs;
import dev.stackunderflow.core.ingest.LogSource;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What runs until it is stopped: continuous sync, and whatever a command adds to it. */
final class Daemon implements AutoCloseable {

  private final AutoLog log;
  private final LocalSyncWork work;
  private final AutoRunner runner;

  /**
   * One that does not run yet.
   *
   * @param context what it works with
   * @param observer told what it does
   */
  Daemon(Context context, Observer observer) throws IOException {
    List<LogSource> sources = List.of(new ClaudeLogs(context.env()), new CodexLogs(context.env()));
    log = AutoLog.open(context.home());
    work =
        new LocalSyncWork(
            context.home(), context.env(), context.clock(), context.sync(), sources, observer);
    runner =
        new AutoRunner(
            work,
            sources.stream().flatMap(source -> source.folders().stream()).toList(),
            context.clock(),
            new SecureRandom(),
            observer,
            log);
  }

  LocalSyncWork work() {
    return work;
  }

  AutoRunner runner() {
    return runner;
  }

  AutoLog log() {
    return log;
  }

  /** Runs until the process is told to end, and ends what runs within five seconds. */
  void run() {
    runner.start();
    untilStopped(this);
  }

  /**
   * Waits for SIGTERM, SIGINT or SIGHUP, and has the process closed what is given before it ends.
   */
  static void untilStopped(AutoCloseable running) {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      try {
                        running.close();
                      } catch (Exception e) {
                        // The process ends now; what is written is whole or not at all.
                      }
                      stopped.countDown();
                    }));
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    runner.close();
    log.close();
  }
}
