package dev.stackunderflow.core.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.index.Merge.Candidate;
import dev.stackunderflow.core.catalog.index.Merge.Loss;
import dev.stackunderflow.core.store.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** One cell of up to four devices, with copies, conflicts, missing uuids and equal stamps. */
class MergeProperties {

  private record Draft(
      int device, int slug, int uuid, int content, int stamp, boolean superseded) {}

  @Provide
  Arbitrary<List<Candidate>> cells() {
    Arbitrary<Draft> draft =
        Combinators.combine(
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 1),
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(0, 2),
                Arbitraries.integers().between(1, 3),
                Arbitraries.of(false, false, false, true))
            .as(Draft::new);
    return draft.list().ofMinSize(1).ofMaxSize(9).map(MergeProperties::cell);
  }

  private static List<Candidate> cell(List<Draft> drafts) {
    List<Candidate> cell = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      Draft d = drafts.get(i);
      cell.add(
          new Candidate(
              i + 1,
              "device-" + d.device(),
              "session",
              "slug-" + d.slug(),
              d.uuid() == 0 ? null : Long.valueOf(d.uuid()),
              new byte[] {(byte) d.content()},
              0,
              d.stamp(),
              i,
              isMessage(d.content()),
              d.superseded() ? Event.SUPERSEDED : 0));
    }
    return cell;
  }

  /** The content tells the role. */
  private static boolean isMessage(int content) {
    return content != 2;
  }

  private static Candidate alone(long entry, String device, Candidate of) {
    return new Candidate(
        entry,
        device,
        "session",
        of.slug(),
        of.uuidKey(),
        of.digest(),
        0,
        of.stamp(),
        of.seq(),
        of.message(),
        0);
  }

  private static Set<Long> hidden(List<Candidate> cell) {
    return Merge.resolve(cell).stream().map(Loss::entry).collect(Collectors.toSet());
  }

  @Property
  void theOrderOfComingTogetherDoesNotMatter(
      @ForAll("cells") List<Candidate> cell, @ForAll long seed) {
    List<Candidate> shuffled = new ArrayList<>(cell);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(Merge.resolve(shuffled)).containsExactlyInAnyOrderElementsOf(Merge.resolve(cell));
  }

  @Property
  void nothingIsHiddenButBehindSomethingThatIsShown(@ForAll("cells") List<Candidate> cell) {
    Set<Long> hidden = hidden(cell);
    Map<Long, Candidate> byEntry = new HashMap<>();
    cell.forEach(c -> byEntry.put(c.entry(), c));
    for (Loss loss : Merge.resolve(cell)) {
      assertThat(hidden).doesNotContain(loss.winner());
      Candidate loser = Objects.requireNonNull(byEntry.get(loss.entry()));
      Candidate winner = Objects.requireNonNull(byEntry.get(loss.winner()));
      if (!loss.isConflict()) {
        assertThat(winner.digest()).isEqualTo(loser.digest());
      }
    }
    assertThat(hidden.size()).isLessThan(cell.size());
  }

  @Property
  void whatOneDeviceHoldsHidesOnlyCopiesOfItsOwn(@ForAll("cells") List<Candidate> cell) {
    List<Candidate> own = cell.stream().filter(c -> c.deviceId().equals("device-0")).toList();
    Set<Long> hidden = hidden(own);
    for (Candidate candidate : own) {
      assertThat(own)
          .filteredOn(c -> !hidden.contains(c.entry()))
          .anyMatch(
              c ->
                  Objects.equals(c.uuidKey(), candidate.uuidKey())
                      && Arrays.equals(c.digest(), candidate.digest()));
    }
    assertThat(Merge.resolve(own)).noneMatch(Loss::isConflict);
  }

  @Property
  void aCopyInAnotherSessionStaysInItAndCountsWhereItWasWrittenFirst(
      @ForAll("cells") List<Candidate> cell, @ForAll boolean firstIsCopied) {
    Candidate one = cell.getFirst();
    Assume.that(one.uuidKey() != null);
    Candidate first = inSession(one, 1, "a", firstIsCopied);
    Candidate second = inSession(one, 2, "b", !firstIsCopied);
    long copy = firstIsCopied ? 1 : 2;
    assertThat(Merge.resolve(List.of(second, first)))
        .containsExactly(new Loss(copy, Merge.ELSEWHERE, 3 - copy));
  }

  private static Candidate inSession(Candidate of, long entry, String session, boolean copied) {
    return new Candidate(
        entry,
        of.deviceId(),
        session,
        of.slug(),
        of.uuidKey(),
        of.digest(),
        0,
        of.stamp(),
        of.seq(),
        of.message(),
        copied ? Event.COPIED : 0);
  }

  @Property
  void theLastWritesContentIsAlwaysShown(@ForAll("cells") List<Candidate> cell) {
    Candidate last =
        cell.stream()
            .max(
                java.util.Comparator.comparingLong(Candidate::stamp)
                    .thenComparing(Candidate::deviceId)
                    .thenComparingLong(Candidate::seq))
            .orElseThrow();
    Set<Long> hidden = hidden(cell);
    assertThat(cell)
        .anyMatch(c -> !hidden.contains(c.entry()) && Arrays.equals(c.digest(), last.digest()));
  }

  @Property
  void whatTheUserChoseIsShown(@ForAll("cells") List<Candidate> cell, @ForAll int seed) {
    byte[] chosen = cell.get(Math.floorMod(seed, cell.size())).digest();
    List<Candidate> kept =
        cell.stream()
            .map(
                c ->
                    new Candidate(
                        c.entry(),
                        c.deviceId(),
                        c.sessionId(),
                        c.slug(),
                        c.uuidKey(),
                        c.digest(),
                        Arrays.equals(c.digest(), chosen) ? 1 : 0,
                        c.stamp(),
                        c.seq(),
                        c.message(),
                        c.flags()))
            .toList();
    Set<Long> hidden = hidden(kept);
    assertThat(kept)
        .filteredOn(c -> !hidden.contains(c.entry()))
        .anyMatch(c -> Arrays.equals(c.digest(), chosen));
  }

  /** The rules of the protocol for the common case, written down once more in the plainest way. */
  @Property
  void twoDevicesWithOneEventEachFollowTheRules(
      @ForAll("cells") List<Candidate> first, @ForAll("cells") List<Candidate> second) {
    Candidate x = alone(1, "x", first.getFirst());
    Candidate y = alone(2, "y", second.getFirst());
    boolean sameContent = Arrays.equals(x.digest(), y.digest());
    boolean same =
        (x.uuidKey() != null || y.uuidKey() != null)
            ? (x.uuidKey() != null && x.uuidKey().equals(y.uuidKey()))
            : sameContent;
    boolean secondIsLater = y.stamp() >= x.stamp();
    Candidate later = secondIsLater ? y : x;
    Candidate earlier = secondIsLater ? x : y;
    List<Loss> losses = Merge.resolve(List.of(x, y));
    if (same && sameContent) {
      assertThat(losses).containsExactly(new Loss(later.entry(), Merge.COPY, earlier.entry()));
    } else if (same || (x.slug().equals(y.slug()) && x.message() && y.message())) {
      assertThat(losses).containsExactly(new Loss(earlier.entry(), Merge.CONFLICT, later.entry()));
    } else {
      assertThat(losses).isEmpty();
    }
  }
}
