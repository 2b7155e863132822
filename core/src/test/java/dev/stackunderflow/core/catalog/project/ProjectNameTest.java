package dev.stackunderflow.core.catalog.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.project.ProjectGroups.Place;
import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Link;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectNameTest {

  @ParameterizedTest
  @CsvSource({
    "/Users/x/src/app,              ~/src/app",
    "/home/y/src/app,               ~/src/app",
    "/home/y/src/app/,              ~/src/app",
    "/var/home/y/src/app,           ~/src/app",
    "/root/src/app,                 ~/src/app",
    "C:\\Users\\z\\src\\app,        ~/src/app",
    "/mnt/c/Users/z/src/app,        ~/src/app",
    "/c/Users/z/src/app,            ~/src/app",
    "/home/y,                       ~",
    "/workspaces/app,               /workspaces/app",
    "/rooted/app,                   /rooted/app",
    "/homes/y/app,                  /homes/y/app",
    "/home/y/src/app/.claude/worktrees/fix-1, ~/src/app",
    "/home/y/src/app/.claude/worktrees/fix-1/core, ~/src/app",
    "/,                             /",
  })
  void theSameFolderUnderAnyHomeHasOneName(String path, String name) {
    assertThat(ProjectName.of(path, "slug", "")).isEqualTo(name);
  }

  @Test
  void withoutAFolderTheSlugIsTheName() {
    assertThat(ProjectName.of(null, "-home-y-app", "")).isEqualTo("-home-y-app");
  }

  private static Decision link(int stamp, String one, String other, boolean linked) {
    return new Decision("id" + stamp, stamp, "laptop", Link.of(one, other, linked));
  }

  @Test
  void linkedProjectsAreOneUntilTheyAreUnlinked() {
    List<Decision> decisions = new ArrayList<>();
    decisions.add(link(1, "~/src/app-two", "~/src/app", true));
    decisions.add(link(2, "~/work/app", "~/src/app-two", true));
    var groups = new ProjectGroups(decisions, List.of());
    for (String name : List.of("~/src/app", "~/src/app-two", "~/work/app")) {
      assertThat(groups.of(new Place(name, null))).isEqualTo("~/src/app");
    }
    assertThat(groups.of(new Place("~/other", null))).isEqualTo("~/other");
    decisions.add(link(3, "~/src/app", "~/src/app-two", false));
    var fewer = new ProjectGroups(decisions, List.of());
    assertThat(fewer.of(new Place("~/src/app", null))).isEqualTo("~/src/app");
    assertThat(fewer.of(new Place("~/src/app-two", null))).isEqualTo("~/work/app");
  }

  @Test
  void theGroupsAreTheSameInWhateverOrderTheLinksComeTogether() {
    List<String> names = List.of("a", "bb", "cc", "ddd", "eee", "ffff");
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Decision> decisions = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        decisions.add(link(i, names.get(random.nextInt(6)), names.get(random.nextInt(6)), true));
      }
      var before = new ProjectGroups(decisions, List.of());
      Collections.shuffle(decisions, random);
      var after = new ProjectGroups(decisions, List.of());
      for (String name : names) {
        assertThat(after.of(new Place(name, null))).isEqualTo(before.of(new Place(name, null)));
      }
    }
  }
}
