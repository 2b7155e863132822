package dev.stackunderflow.core.catalog.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.project.ProjectGroups.Place;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProjectGroupsTest {

  private static final String R = "github.com/o/r";
  private static final String S = "github.com/o/s";

  private final List<Decision> decisions = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  private Place place(String name, @Nullable String remote) {
    var place = new Place(name, remote);
    places.add(place);
    return place;
  }

  private void decide(String one, String other, boolean linked) {
    int stamp = decisions.size();
    decisions.add(new Decision("id" + stamp, stamp, "laptop", Link.of(one, other, linked)));
  }

  private String of(Place place) {
    return new ProjectGroups(decisions, places).of(place);
  }

  @Test
  void foldersOfOneRepositoryAreOneProjectWhereverTheyAre() {
    Place app = place("~/src/app", R);
    Place moved = place("/srv/renamed", R);
    Place other = place("~/src/other", S);
    assertThat(List.of(of(app), of(moved), of(other))).containsExactly(R, R, S);
  }

  @Test
  void oneNameWithTwoRepositoriesIsTwoProjects() {
    Place here = place("~/src/app", R);
    Place there = place("~/src/app", S);
    Place unknown = place("~/src/app", null);
    assertThat(List.of(of(here), of(there), of(unknown))).containsExactly(R, S, "~/src/app");
  }

  @Test
  void aFolderOfUnknownRepositoryBelongsToTheOneThatAllOthersOfItsNameAreIn() {
    Place known = place("~/src/app", R);
    Place unknown = place("~/src/app", null);
    Place elsewhere = place("~/app", null);
    assertThat(List.of(of(known), of(unknown), of(elsewhere))).containsExactly(R, R, "~/app");
  }

  @Test
  void linksOfFoldersHoldForTheirRepositories() {
    Place old = place("~/old", null);
    Place app = place("~/src/app", R);
    decide("~/old", "~/src/app", true);
    assertThat(List.of(of(old), of(app))).containsExactly(R, R);
    Place fork = place("~/fork", S);
    decide(S, "~/old", true);
    assertThat(List.of(of(old), of(app), of(fork))).containsExactly(R, R, R);
  }

  @Test
  void anUnlinkedFolderLeavesItsRepositoryUntilItIsLinkedAgain() {
    Place app = place("~/src/app", R);
    Place copy = place("~/src/copy", R);
    Place copyThere = place("~/src/copy", null);
    decide("~/src/copy", R, false);
    assertThat(List.of(of(app), of(copy), of(copyThere)))
        .containsExactly(R, "~/src/copy", "~/src/copy");
    decide(R, "~/src/copy", true);
    assertThat(List.of(of(app), of(copy), of(copyThere))).containsExactly(R, R, R);
  }

  @Test
  void theRepositoryNamesTheGroupThoughItsNameIsLonger() {
    Place app = place("~/a", null);
    place("~/src/app", R);
    decide("~/a", "~/src/app", true);
    assertThat(of(app)).isEqualTo(R);
  }

  @Test
  void theGroupsAreTheSameInWhateverOrderThePlacesAndDecisionsCome() {
    List<String> names = List.of("a", "bb", "cc", "ddd", "eee");
    List<String> all = List.of("a", "bb", "cc", "ddd", "eee", "h/r", "h/s");
    var random = new Random(11);
    for (int round = 0; round < 300; round++) {
      decisions.clear();
      places.clear();
      for (int i = 0; i < 7; i++) {
        int remote = random.nextInt(4);
        place(names.get(random.nextInt(5)), remote < 2 ? all.get(5 + remote) : null);
      }
      for (int i = 0; i < 4; i++) {
        decide(all.get(random.nextInt(7)), all.get(random.nextInt(7)), true);
      }
      decide(names.get(random.nextInt(5)), all.get(5 + random.nextInt(2)), false);
      Decision off = decisions.removeLast();
      List<Place> tested = List.copyOf(places);
      decisions.addFirst(off);
      List<String> before = tested.stream().map(this::of).toList();
      decisions.removeFirst();
      Collections.shuffle(decisions, random);
      decisions.addFirst(off);
      Collections.shuffle(places, random);
      assertThat(tested.stream().map(this::of).toList()).as("round " + round).isEqualTo(before);
    }
  }
}
