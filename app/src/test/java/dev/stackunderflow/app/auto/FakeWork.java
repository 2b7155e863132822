package dev.stackunderflow.app.auto;

import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.sync.api.PullResult;
import dev.stackunderflow.sync.api.PushResult;
import dev.stackunderflow.sync.api.SyncException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Work that only notes what it was asked to do, and fails when a test wants that. */
final class FakeWork implements SyncWork {

  final List<String> done = new ArrayList<>();
  final Home home;
  boolean isSetUp = true;
  boolean isWriteOnly;
  long newInLogs;
  long requests;
  long requestsOfAPull = 1;
  String circumstances = "";
  @Nullable SyncException failure;
  @Nullable Instant nextAttempt;

  FakeWork(Path folder) {
    home = new Home(folder);
  }

  /** What was done since the last call. */
  List<String> doneSince() {
    var since = List.copyOf(done);
    done.clear();
    return since;
  }

  private void failIfWanted() throws SyncException {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public Home home() {
    return home;
  }

  @Override
  public boolean isSetUp() {
    return isSetUp;
  }

  @Override
  public boolean isWriteOnly() {
    return isWriteOnly;
  }

  @Override
  public long ingest(Set<Path> changed) {
    done.add(changed.isEmpty() ? "ingest" : "ingest " + changed.size());
    long added = newInLogs;
    newInLogs = 0;
    return added;
  }

  @Override
  public PullResult pull() throws SyncException {
    done.add("pull");
    failIfWanted();
    requests += requestsOfAPull;
    return new PullResult(1, 0, 0, 0, 0, requestsOfAPull, List.of(), List.of());
  }

  @Override
  public PushResult push() throws SyncException {
    done.add("push");
    failIfWanted();
    return new PushResult(0, 0, 0, 1, 0, List.of());
  }

  @Override
  public String prune() {
    done.add("prune");
    return "Pruned.";
  }

  @Override
  public long requestsToday() {
    return requests;
  }

  @Override
  public Optional<Instant> nextAttempt() {
    return Optional.ofNullable(nextAttempt);
  }

  @Override
  public String circumstances() {
    return circumstances;
  }
}
