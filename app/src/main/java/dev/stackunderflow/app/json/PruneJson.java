package dev.stackunderflow.app.json;

import dev.stackunderflow.sync.api.PruneResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of {@code sync prune}. */
public final class PruneJson {

  private PruneJson() {}

  /** What was deleted, and what holds up the rest. */
  public static Map<String, @Nullable Object> of(PruneResult r) {
    return new JsonFields()
        .with("dry_run", r.dryRun())
        .with("deleted_segments", r.deletedSegments())
        .with("deleted_bytes", r.deletedBytes())
        .with("too_young", r.tooYoung())
        .with("held_up", r.heldUp())
        .with("deleted_orphans", r.deletedOrphans())
        .with("waiting_orphans", r.waitingOrphans())
        .with("devices", r.devices().stream().map(PruneJson::device).toList())
        .with("notices", r.notices())
        .map();
  }

  private static Map<String, @Nullable Object> device(PruneResult.Device d) {
    return new JsonFields()
        .device(d.deviceId(), d.label())
        .with("merged_generation", d.mergedGeneration())
        .with("last_seen", d.lastSeen())
        .with("waited_for", d.isWaitedFor())
        .with("holds_up", d.holdsUp())
        .map();
  }
}
