package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stackunderflow.core.carry.CarryException;
import dev.stackunderflow.core.carry.CarryPlan;
import dev.stackunderflow.core.carry.SeveralFoldersException;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A session is carried to where its repository is on the other machine. */
class CarryRepositoryIT extends CarriedSession {

  private static final String URL = "git@github.com:o/r.git";
  private static final String SAME = "https://github.com/o/r";
  private static final String OTHER = "https://github.com/o/other";

  /** A session of another kind in a folder, so that the machine knows it. */
  private static void know(Machine machine, Path cwd, String session) throws Exception {
    machine.append(
        slug(cwd), session, in(cwd, Lines.user(session, Lines.at(700), "known " + session)));
    machine.ingest();
  }

  private void beginIn(Path cwd) throws Exception {
    a.append(slug(cwd), ID, Stream.of(begun()).map(l -> in(cwd, l)).toArray(String[]::new));
    a.ingest();
    a.push();
    b.pull();
  }

  private static Path clone(Machine machine, String folder, String url) throws Exception {
    return RepositoriesIT.clone(machine, folder, url).toRealPath();
  }

  @Test
  void theCloneWithTheSameRemoteIsTheFolder() throws Exception {
    Path there = clone(a, "src/gauge", URL);
    Path clone = clone(b, "work/renamed", SAME);
    know(b, clone, "x");
    beginIn(there);
    CarryPlan plan = carry(b, null);
    assertThat(plan.folder()).isEqualTo(clone);
    assertThat(plan.mapped())
        .containsKey(new CarryPlan.Mapping(there.toString(), clone.toString()));
    assertThat(Files.readString(b.log(slug(clone), ID))).contains(clone + "");
  }

  @Test
  void aSubfolderOfTheRepositoryIsFoundInTheOtherClone() throws Exception {
    Path there = Files.createDirectories(clone(a, "src/gauge", URL).resolve("core"));
    Path clone = clone(b, "work/renamed", SAME);
    Path here = Files.createDirectories(clone.resolve("core"));
    know(b, clone, "x");
    beginIn(there);
    assertThat(carry(b, null).folder()).isEqualTo(here);
  }

  @Test
  void theCloneAtTheSamePlaceIsPreferredAndNeedsNoSession() throws Exception {
    know(b, clone(b, "work/renamed", SAME), "x");
    Path same = clone(b, "src/gauge", SAME);
    beginIn(clone(a, "src/gauge", URL));
    assertThat(carry(b, null).folder()).isEqualTo(same);
  }

  @Test
  void severalClonesAreListedAndNothingIsWritten() throws Exception {
    Path one = clone(b, "work/one", SAME);
    Path two = clone(b, "work/two", URL);
    know(b, one, "x");
    know(b, two, "y");
    beginIn(clone(a, "src/gauge", URL));
    assertThatThrownBy(() -> carry(b, null))
        .isInstanceOf(SeveralFoldersException.class)
        .hasMessageContaining("github.com/o/r")
        .hasMessageContaining("--to DIR")
        .asInstanceOf(InstanceOfAssertFactories.type(SeveralFoldersException.class))
        .satisfies(e -> assertThat(e.folders()).containsExactly(one, two));
    assertThat(b.log(slug(one), ID)).doesNotExist();
    assertThat(carry(b, two).folder()).isEqualTo(two);
  }

  @Test
  void theMainWorkingTreeIsPreferredToItsWorktrees() throws Exception {
    Path main = clone(b, "work/main", SAME);
    Path data = Files.createDirectories(main.resolve(".git/worktrees/fix"));
    Files.writeString(data.resolve("HEAD"), "ref: refs/heads/fix\n");
    Files.writeString(data.resolve("commondir"), "../..\n");
    Path fix = Files.createDirectories(b.folder().resolve("work/fix")).toRealPath();
    Files.writeString(fix.resolve(".git"), "gitdir: " + data + "\n");
    know(b, fix, "x");
    know(b, main, "y");
    beginIn(clone(a, "src/gauge", URL));
    assertThat(carry(b, null).folder()).isEqualTo(main);
  }

  @Test
  void anotherRepositoryAtTheSamePlaceIsNotTheFolder() throws Exception {
    Path same = clone(b, "src/gauge", OTHER);
    beginIn(clone(a, "src/gauge", URL));
    assertThatThrownBy(() -> carry(b, null))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("github.com/o/other")
        .hasMessageContaining("Nothing was written");
    assertThat(b.log(slug(same), ID)).doesNotExist();
    Path clone = clone(b, "work/renamed", SAME);
    know(b, clone, "x");
    assertThat(carry(b, null).folder()).isEqualTo(clone);
  }

  @Test
  void aCloneThatIsGoneOrHasAnotherRemoteNowIsPassedOver() throws Exception {
    Path moved = clone(b, "work/one", SAME);
    know(b, moved, "x");
    Path changed = clone(b, "work/two", SAME);
    know(b, changed, "y");
    Files.move(moved, b.folder().resolve("work/gone"));
    clone(b, "work/two", OTHER);
    Path there = clone(a, "src/gauge", URL);
    beginIn(there);
    Files.move(there, a.folder().resolve("src/away")); // it is on another machine
    assertThatThrownBy(() -> carry(b, null))
        .isInstanceOf(CarryException.class)
        .hasMessageContaining("src/gauge on this machine, nor one of github.com/o/r");
  }

  @Test
  void theSamePlaceUnderAHomeOfAnyNameIsTheFolder() throws Exception {
    beginIn(Files.createDirectories(a.folder().resolve("src/app")).toRealPath());
    CarryPlan plan = carry(b, null);
    assertThat(plan.folder()).isEqualTo(here);
    assertThat(plan.mapped()).hasSize(1);
  }
}
