package dev.stackunderflow.core.catalog.index;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events of one cell the view shows. A cell holds every event of one (provider,
 * session id, timestamp), from all devices. The answer depends on the cell's content alone, never
 * on the order in which it came together, so that all devices decide alike.
 */
final class Merge {

  /**
   * The greatest (stamp, device id) last, after all others what the user chose; among equals the
   * last line of the file.
   */
  private static final Comparator<Candidate> BY_WRITE =
      Comparator.comparingInt(Candidate::kept)
          .thenComparingLong(Candidate::stamp)
          .thenComparing(Candidate::deviceId)
          .thenComparingLong(Candidate::seq)
          .thenComparingLong(Candidate::entry);

  private Merge() {}

  /**
   * An event of the cell.
   *
   * @param entry its row id in the catalog
   * @param deviceId the device that holds it
   * @param slug the project's slug on that device
   * @param uuidKey a key of its uuid, null where it has none
   * @param digest its content digest
   * @param kept 0, or more for what the user chose to be shown: the latest choice is the greatest
   * @param stamp when it was published; {@link Long#MAX_VALUE} for not yet
   * @param seq the byte offset of its line
   * @param message whether it is a message of a person or an agent
   */
  record Candidate(
      long entry,
      String deviceId,
      String slug,
      @Nullable Long uuidKey,
      byte[] digest,
      int kept,
      long stamp,
      long seq,
      boolean message) {}

  /**
   * An event that the view hides.
   *
   * @param entry its row id in the catalog
   * @param isConflict whether its content differs from the winner's
   * @param winner the row id of the event that is shown in its stead
   */
  record Loss(long entry, boolean isConflict, long winner) {}

  /** The events that count as one: same uuid, or without one the same content. */
  private static final class Same {
    final List<Candidate> members = new ArrayList<>();
    final Set<String> devices = new HashSet<>();
    final Set<String> slugs = new HashSet<>();

    void add(Candidate candidate) {
      members.add(candidate);
      devices.add(candidate.deviceId());
      slugs.add(candidate.slug());
    }

    private boolean isMessage() {
      return members.stream().anyMatch(Candidate::message);
    }

    Candidate lastWrite() {
      return members.stream().max(BY_WRITE).orElseThrow();
    }

    /** Lines that are no messages often have no time of their own, only that of a line before. */
    boolean conflictsWith(Same other) {
      return isMessage()
          && other.isMessage()
          && devices.stream().noneMatch(other.devices::contains)
          && slugs.stream().anyMatch(other.slugs::contains);
    }
  }

  /**
   * Decides.
   *
   * @param cell every event of one cell
   * @return the events to hide; all others are shown
   */
  static List<Loss> resolve(List<Candidate> cell) {
    Map<Object, Same> groups = new HashMap<>();
    for (Candidate candidate : cell) {
      Object identity =
          candidate.uuidKey() != null ? candidate.uuidKey() : ByteBuffer.wrap(candidate.digest());
      groups.computeIfAbsent(identity, _ -> new Same()).add(candidate);
    }
    List<Same> byLastWrite = new ArrayList<>(groups.values());
    byLastWrite.sort(Comparator.comparing(Same::lastWrite, BY_WRITE).reversed());

    List<Loss> losses = new ArrayList<>();
    List<Same> kept = new ArrayList<>();
    for (Same group : byLastWrite) {
      Same winner = kept.stream().filter(k -> k.conflictsWith(group)).findFirst().orElse(null);
      if (winner == null) {
        kept.add(group);
        hideCopies(group, losses);
      } else {
        long shown = shown(winner).entry();
        group.members.forEach(m -> losses.add(new Loss(m.entry(), true, shown)));
      }
    }
    return losses;
  }

  /** The member that stands for the group: the last content, on the machine where it came from. */
  private static Candidate shown(Same group) {
    byte[] content = group.lastWrite().digest();
    return group.members.stream()
        .filter(m -> Arrays.equals(m.digest(), content))
        .min(BY_WRITE)
        .orElseThrow();
  }

  private static void hideCopies(Same group, List<Loss> losses) {
    if (group.devices.size() < 2) {
      return;
    }
    Candidate shown = shown(group);
    for (Candidate member : group.members) {
      if (!member.deviceId().equals(shown.deviceId())) {
        boolean differs = !Arrays.equals(member.digest(), shown.digest());
        losses.add(new Loss(member.entry(), differs, shown.entry()));
      }
    }
  }
}
