package dev.stackunderflow.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.catalog.project.ProjectFolders;
import dev.stackunderflow.core.catalog.view.DeviceFilter;
import dev.stackunderflow.core.catalog.view.ProjectGroupView;
import dev.stackunderflow.core.decision.ProjectLinks;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import dev.stackunderflow.sync.testing.Lines;
import dev.stackunderflow.sync.testing.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A repository is one project, wherever its folders are on the machines. */
class RepositoriesIT extends TwoMachines {

  private static final String REMOTE = "github.com/o/r";

  /** A working tree as Git makes it, with this remote. */
  static Path clone(Machine machine, String folder, String url) throws IOException {
    Path tree = machine.folder().resolve(folder);
    Files.createDirectories(tree.resolve(".git"));
    Files.writeString(tree.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(tree.resolve(".git/config"), "[remote \"origin\"]\n\turl = " + url + "\n");
    return tree;
  }

  private void work(Machine machine, Path cwd, String session, int second) throws Exception {
    machine.append(
        cwd.toString().replaceAll("[^A-Za-z0-9]", "-"),
        session,
        Lines.user(session + second, Lines.at(second), "words of " + session)
            .replace("/home/me/src/app", cwd.toString()));
    machine.ingest();
  }

  private static List<String> names(Machine machine) throws Exception {
    return machine.view(
        c ->
            c.projectGroups(new DeviceFilter.All()).stream()
                .map(ProjectGroupView::name)
                .sorted()
                .toList());
  }

  private void syncAll() throws Exception {
    for (int i = 0; i < 2; i++) {
      for (Machine machine : List.of(a, b)) {
        machine.push();
        machine.pull();
      }
    }
  }

  @Test
  void clonesOfOneRemoteAreOneProjectOnAllMachines() throws Exception {
    work(a, clone(a, "src/app", "git@github.com:o/r.git"), "one", 1);
    work(b, clone(b, "work/renamed", "https://me:secret@github.com/o/r"), "two", 2);
    work(b, clone(b, "src/app", "https://github.com/o/other"), "three", 3);
    syncAll();
    for (Machine machine : List.of(a, b)) {
      assertThat(names(machine)).containsExactly("github.com/o/other", REMOTE);
      ProjectGroupView app = machine.view(c -> c.projectGroups(new DeviceFilter.All())).getLast();
      assertThat(app.name()).isEqualTo(REMOTE);
      assertThat(app.sessions()).isEqualTo(2);
    }
    assertThat(a.push().requests()).isZero();
  }

  @Test
  void aMovedFolderStaysTheProjectItWas() throws Exception {
    Path app = clone(a, "src/app", "git@github.com:o/r.git");
    work(a, app, "one", 1);
    Path moved = a.folder().resolve("elsewhere");
    Files.move(app, moved);
    work(a, moved, "two", 2);
    assertThat(names(a)).containsExactly(REMOTE);
    clock.advance(Duration.ofMinutes(1));
    work(a, app, "one", 90);
    assertThat(names(a)).as("what is known of a folder that is gone stays").containsExactly(REMOTE);
  }

  @Test
  void aRemoteThatIsAddedLaterIsSeenWhenTheProjectGoesOn() throws Exception {
    Path app = Files.createDirectories(a.folder().resolve("src/app"));
    work(a, app, "one", 1);
    assertThat(names(a)).containsExactly("~/src/app");
    clone(a, "src/app", "git@github.com:o/r.git");
    Path log = a.log(app.toString().replaceAll("[^A-Za-z0-9]", "-"), "one");
    a.append(
        app.toString().replaceAll("[^A-Za-z0-9]", "-"),
        "one",
        Lines.user("u9", Lines.at(9), "more").replace("/home/me/src/app", app.toString()));
    Instant later = Files.getLastModifiedTime(log).toInstant().plusSeconds(3_600);
    Files.setLastModifiedTime(log, FileTime.from(later));
    a.ingest();
    assertThat(names(a)).containsExactly(REMOTE);
  }

  @Test
  void theHomeThatADeviceNamesMakesItsFoldersThoseOfOtherHomes() throws Exception {
    work(a, Files.createDirectories(a.folder().resolve("src/app")), "one", 1);
    work(b, Files.createDirectories(b.folder().resolve("src/app")), "two", 2);
    assertThat(names(a)).containsExactly("~/src/app");
    syncAll();
    assertThat(names(a)).containsExactly("~/src/app");
    assertThat(names(b)).containsExactly("~/src/app");
  }

  @Test
  void whatTheUserUnlinksIsNoPartOfItsRepositoryAnyMoreOnAnyMachine() throws Exception {
    work(a, clone(a, "src/app", "git@github.com:o/r.git"), "one", 1);
    work(a, clone(a, "src/copy", "git@github.com:o/r.git"), "two", 2);
    work(b, clone(b, "src/app", "git@github.com:o/r.git"), "three", 3);
    syncAll();
    Set<String> repositories = a.view(c -> c.repositoriesOf("~/src/copy"));
    assertThat(new ProjectLinks(a.home(), clock).unlink("~/src/copy", repositories))
        .containsExactly(REMOTE);
    syncAll();
    assertThat(names(a)).containsExactly(REMOTE, "~/src/copy");
    assertThat(names(b)).containsExactly(REMOTE, "~/src/copy");
    new ProjectLinks(b.home(), clock).link("~/src/copy", "~/src/app");
    syncAll();
    assertThat(names(a)).containsExactly(REMOTE);
    Set<String> typed = a.view(c -> c.projectsNamed("copy", false));
    assertThat(typed).containsExactly("~/src/copy");
  }

  @Test
  void aDeviceThatIsRemovedTakesItsPlacesWithIt() throws Exception {
    work(a, clone(a, "src/app", "git@github.com:o/r.git"), "one", 1);
    syncAll();
    b.sync().remove(a.status().deviceId());
    try (Connection db = Sqlite.openAsIs(b.home().replica())) {
      assertThat(Sqlite.number(db, "SELECT count(*) FROM device_folder")).isZero();
      assertThat(Sqlite.number(db, "SELECT count(*) FROM device_home")).isZero();
    }
  }

  @Test
  void foldersOfWhichNothingIsPublishedAreInNoHead() throws Exception {
    Path app = clone(a, "src/app", "git@github.com:o/r.git");
    work(a, app, "one", 1);
    try (Store store = Store.open(a.home().store())) {
      Sqlite.update(store.connection(), "DELETE FROM messages");
      ProjectFolders.note(a.home(), store, clock);
    }
    work(a, Files.createDirectories(a.folder().resolve("plain")), "two", 2);
    syncAll();
    try (Connection db = Sqlite.openAsIs(b.home().replica())) {
      assertThat(Sqlite.number(db, "SELECT count(*) FROM device_folder")).isZero();
    }
  }
}
