package dev.stackunderflow.core.agent.codex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stackunderflow.core.agent.source.LogSource.FileHead;
import dev.stackunderflow.core.json.LenientJson;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a thread shows each of its rollouts. After a revert the thread continues in another
 * rollout, which names the part of an older one that is still its history: what stands behind that
 * part, and in the rollouts between, is hidden.
 */
final class ShownRollouts {

  /** A rollout of the thread. */
  private record Rollout(FileHead file, String id, String began, Optional<HistoryBase> base) {

    static Rollout of(FileHead file) {
      ObjectNode line = LenientJson.object(file.firstLine());
      var payload = (line == null ? LenientJson.newObject() : line).path("payload");
      String further = RolloutName.furtherId(file.file());
      return new Rollout(
          file,
          further.isEmpty() ? LenientJson.textOr(payload, "id", "") : further,
          LenientJson.textOr(payload, "timestamp", ""),
          HistoryBase.of(file.firstLine()));
    }
  }

  private ShownRollouts() {}

  /**
   * Decides.
   *
   * @param files the thread's rollouts
   * @return the byte offset in each file at which the shown part ends; a file that is not named is
   *     hidden
   */
  static Map<FileHead, Long> of(List<FileHead> files) {
    List<Rollout> rollouts =
        files.stream()
            .map(Rollout::of)
            .sorted(Comparator.comparing(Rollout::began).thenComparing(Rollout::id))
            .toList();
    Map<FileHead, Long> shown = new HashMap<>();
    Map<String, Map<FileHead, Long>> shownAt = new HashMap<>();
    Map<String, FileHead> fileOf = new HashMap<>();
    for (Rollout rollout : rollouts) {
      if (rollout.base().isPresent()) {
        HistoryBase base = rollout.base().get();
        // The base of another thread: the thread was reverted to before it was forked.
        shown = new HashMap<>(shownAt.getOrDefault(base.rolloutId(), Map.of()));
        FileHead before = fileOf.get(base.rolloutId());
        if (before != null) {
          shown.put(before, base.endOffset());
        }
      }
      shown.put(rollout.file(), Long.MAX_VALUE);
      shownAt.put(rollout.id(), Map.copyOf(shown));
      fileOf.put(rollout.id(), rollout.file());
    }
    return shown;
  }
}
