package dev.stackunderflow.app.auto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.agent.source.CodingAgent.WatchedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real folders, watched by the system. */
class LogWatcherTest {

  private static final String ANY = "any";

  private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();

  private String next() throws InterruptedException {
    return String.valueOf(told.poll(30, TimeUnit.SECONDS));
  }

  /** What is told of a file, whatever else is. */
  private boolean isTold(Path file) throws InterruptedException {
    String one = next();
    while (!one.equals(file.toString()) && !one.equals("null")) {
      one = next();
    }
    return one.equals(file.toString());
  }

  @Test
  void anAppendIsToldAlsoInAFolderThatCameLater(@TempDir Path folder) throws Exception {
    Path there = Files.createDirectories(folder.resolve("claude/projects"));
    Path later = folder.resolve("codex/sessions");
    try (var watcher =
        new LogWatcher(
            List.of(WatchedFolder.deep(there), WatchedFolder.deep(later)),
            file -> told.add(file == null ? ANY : file.toString()))) {
      assertThat(watcher.refresh()).isTrue();
      assertThat(next()).as("what came before it watched").isEqualTo(ANY);
      Path log = there.resolve("one.jsonl");
      Files.writeString(log, "a\n");
      assertThat(isTold(log)).isTrue();
      Path deep = Files.createDirectories(there.resolve("project/subagents")).resolve("two.jsonl");
      Files.writeString(deep, "a\n");
      assertThat(isTold(deep)).isTrue();
      told.clear();
      Files.writeString(deep, "b\n", StandardOpenOption.APPEND);
      assertThat(isTold(deep)).isTrue();
      Files.createDirectories(later);
      assertThat(watcher.refresh()).isTrue();
      Path codex = later.resolve("rollout.jsonl");
      Files.writeString(codex, "a\n");
      assertThat(isTold(codex)).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void aFolderThatWentAndCameAgainIsWatchedAgain(@TempDir Path folder) throws Exception {
    Path there = Files.createDirectories(folder.resolve("projects"));
    try (var watcher =
        new LogWatcher(
            List.of(WatchedFolder.deep(there)),
            file -> told.add(file == null ? ANY : file.toString()))) {
      watcher.refresh();
      Files.delete(there);
      Files.createDirectories(there);
      told.clear();
      Path log = there.resolve("one.jsonl");
      while (!told.contains(log.toString())) { // as the runner does, from time to time
        watcher.refresh();
        Files.writeString(log, "a\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(told).contains(log.toString());
    }
  }

  @Test
  void belowAFolderOfADatabaseNothingElseIsWatched(@TempDir Path folder) throws Exception {
    Path data = Files.createDirectories(folder.resolve("share/opencode"));
    Path other = Files.createDirectories(data.resolve("snapshot"));
    try (var watcher =
        new LogWatcher(
            List.of(WatchedFolder.flat(data)),
            file -> told.add(file == null ? ANY : file.toString()))) {
      watcher.refresh();
      assertThat(next()).isEqualTo(ANY);
      Files.writeString(other.resolve("object"), "a");
      Files.writeString(
          Files.createDirectories(data.resolve("log/later")).resolve("today.log"), "a");
      Path wal = Files.writeString(data.resolve("opencode.db-wal"), "a");
      assertThat(next()).as("the first file that is told").isEqualTo(wal.toString());
    }
  }
}
