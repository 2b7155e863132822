package dev.stackunderflow.core.catalog.index;

import dev.stackunderflow.core.store.Event;
import dev.stackunderflow.core.store.SessionRoots;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which events of one cell the view shows. A cell holds every event of one (provider,
 * timestamp), of all sessions, from all devices. The answer depends on the cell's content alone,
 * never on the order in which it came together, so that all devices decide alike.
 */
final class Merge {

  /**
   * A flag of a candidate, beside those of {@link Event}: it comes from a write-only device. The
   * digest leaves out the raw line, so such a device must not speak for what a full device has.
   */
  static final long WRITE_ONLY = 1L << 40;

  /** Hidden, because the winner is the same event. */
  static final int COPY = 1;

  /** Hidden, because the winner is what another device made of the event. */
  static final int CONFLICT = 2;

  /** Shown in its session only, because another session was the first to hold the event. */
  static final int ELSEWHERE = 3;

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

  /** The session that wrote the event first: the line in a copy of it can say that it is one. */
  private static final Comparator<Candidate> BY_ORIGIN =
      Comparator.comparing((Candidate c) -> c.is(WRITE_ONLY))
          .thenComparing(c -> c.is(Event.COPIED))
          .thenComparing(c -> c.is(Event.SUPERSEDED))
          .thenComparing(Candidate::sessionId)
          .thenComparing(BY_WRITE);

  private Merge() {}

  /**
   * An event of the cell.
   *
   * @param entry its row id in the catalog
   * @param deviceId the device that holds it
   * @param sessionId the session that holds it
   * @param slug the project's slug on that device
   * @param uuidKey a key of its uuid, null where it has none
   * @param digest its content digest
   * @param kept 0, or more for what the user chose to be shown: the latest choice is the greatest
   * @param stamp when it was published; {@link Long#MAX_VALUE} for not yet
   * @param seq the place of its line
   * @param message whether it is a message of a person or an agent
   * @param flags bits of {@link Event}, and {@link #WRITE_ONLY}
   */
  record Candidate(
      long entry,
      String deviceId,
      String sessionId,
      String slug,
      @Nullable Long uuidKey,
      byte[] digest,
      int kept,
      long stamp,
      long seq,
      boolean message,
      long flags) {

    boolean is(long flag) {
      return (flags & flag) != 0;
    }
  }

  /**
   * An event that the view hides.
   *
   * @param entry its row id in the catalog
   * @param hidden {@link #COPY}, {@link #CONFLICT} or {@link #ELSEWHERE}
   * @param winner the row id of the event that is shown in its stead
   */
  record Loss(long entry, int hidden, long winner) {

    boolean isConflict() {
      return hidden == CONFLICT;
    }
  }

  /** The events of a session that count as one: same uuid, or without one the same content. */
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

    /** Lines that are not messages often have no time of their own, only that of a line before. */
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
    Map<String, List<Candidate>> sessions = new TreeMap<>();
    for (Candidate candidate : cell) {
      if (!candidate.is(Event.REPLAYED)) {
        sessions.computeIfAbsent(candidate.sessionId(), _ -> new ArrayList<>()).add(candidate);
      }
    }
    List<Loss> losses = new ArrayList<>();
    for (List<Candidate> session : sessions.values()) {
      ofSession(session, losses);
    }
    if (sessions.size() > 1) {
      acrossSessions(cell, losses);
    }
    return losses;
  }

  private static void ofSession(List<Candidate> session, List<Loss> losses) {
    Map<Object, Same> groups = new HashMap<>();
    List<Candidate> superseded = new ArrayList<>();
    for (Candidate candidate : session) {
      if (candidate.is(Event.SUPERSEDED)) {
        superseded.add(candidate);
      } else {
        groups.computeIfAbsent(identity(candidate), _ -> new Same()).add(candidate);
      }
    }
    List<Same> byLastWrite = new ArrayList<>(groups.values());
    byLastWrite.sort(Comparator.comparing(Same::lastWrite, BY_WRITE).reversed());

    List<Same> kept = new ArrayList<>();
    for (Same group : byLastWrite) {
      Same winner = kept.stream().filter(k -> k.conflictsWith(group)).findFirst().orElse(null);
      if (winner == null) {
        kept.add(group);
        hideCopies(group, losses);
      } else {
        long shown = shown(winner).entry();
        group.members.forEach(m -> losses.add(new Loss(m.entry(), CONFLICT, shown)));
      }
    }
    hideSuperseded(superseded, session, losses);
  }

  private static Object identity(Candidate candidate) {
    return candidate.uuidKey() != null ? candidate.uuidKey() : ByteBuffer.wrap(candidate.digest());
  }

  /** The member that stands for the group: the last content, on the machine where it came from. */
  private static Candidate shown(Same group) {
    byte[] content = group.lastWrite().digest();
    return group.members.stream()
        .filter(m -> Arrays.equals(m.digest(), content))
        .min(Comparator.comparing((Candidate c) -> c.is(WRITE_ONLY)).thenComparing(BY_WRITE))
        .orElseThrow();
  }

  private static void hideCopies(Same group, List<Loss> losses) {
    if (group.members.size() < 2) {
      return;
    }
    Candidate shown = shown(group);
    Map<ByteBuffer, Candidate> first = new HashMap<>();
    first.put(ByteBuffer.wrap(shown.digest()), shown);
    List<Candidate> members = new ArrayList<>(group.members);
    members.sort(BY_WRITE);
    for (Candidate member : members) {
      if (!member.deviceId().equals(shown.deviceId())) {
        boolean differs = !Arrays.equals(member.digest(), shown.digest());
        losses.add(new Loss(member.entry(), differs ? CONFLICT : COPY, shown.entry()));
      } else if (member.entry() != shown.entry() && isOneEvent(member)) {
        Candidate same = first.putIfAbsent(ByteBuffer.wrap(member.digest()), member);
        if (same != null) {
          losses.add(new Loss(member.entry(), COPY, same.entry()));
        }
      }
    }
  }

  /** Whether the same content at the same time is the same event, however often it is written. */
  private static boolean isOneEvent(Candidate candidate) {
    return candidate.uuidKey() != null || candidate.message();
  }

  /** A line that is gone from one log may be in another, or gone from several. */
  private static void hideSuperseded(
      List<Candidate> superseded, List<Candidate> session, List<Loss> losses) {
    Set<Long> hidden = losses.stream().map(Loss::entry).collect(Collectors.toSet());
    for (Candidate candidate : superseded) {
      session.stream()
          .filter(other -> other.entry() != candidate.entry() && isSame(other, candidate))
          .filter(other -> !hidden.contains(other.entry()))
          .min(
              Comparator.comparing((Candidate c) -> c.is(Event.SUPERSEDED)).thenComparing(BY_WRITE))
          .filter(
              other ->
                  !other.is(Event.SUPERSEDED)
                      || (isOneEvent(candidate) && BY_WRITE.compare(other, candidate) < 0))
          .ifPresent(other -> losses.add(new Loss(candidate.entry(), COPY, other.entry())));
    }
  }

  private static boolean isSame(Candidate one, Candidate other) {
    return Objects.equals(one.uuidKey(), other.uuidKey())
        && Arrays.equals(one.digest(), other.digest());
  }

  /** An event belongs to the session that held it first; the others have it as a copy. */
  private static void acrossSessions(List<Candidate> cell, List<Loss> losses) {
    Set<Long> hidden = losses.stream().map(Loss::entry).collect(Collectors.toSet());
    Map<Object, Candidate> owners = new HashMap<>();
    List<Candidate> shown =
        cell.stream()
            .filter(c -> isOneEvent(c) && !c.is(Event.REPLAYED))
            .filter(c -> !hidden.contains(c.entry()))
            .sorted(BY_ORIGIN)
            .toList();
    for (Candidate candidate : shown) {
      Candidate owner = owners.putIfAbsent(ByteBuffer.wrap(candidate.digest()), candidate);
      // Without a uuid two sessions can say the same at one time, unless one says that it copied.
      boolean isSame = candidate.uuidKey() != null || candidate.is(Event.COPIED);
      if (owner != null && isSame && !owner.sessionId().equals(candidate.sessionId())) {
        boolean isSameThread =
            SessionRoots.of(owner.sessionId()).equals(SessionRoots.of(candidate.sessionId()));
        losses.add(new Loss(candidate.entry(), isSameThread ? COPY : ELSEWHERE, owner.entry()));
      }
    }
  }
}
