package dev.stackunderflow.core.catalog.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackunderflow.core.decision.Decision;
import dev.stackunderflow.core.decision.Decision.Link;
import dev.stackunderflow.core.decision.Decisions;
import dev.stackunderflow.core.file.Home;
import dev.stackunderflow.core.file.PrivateFiles;
import dev.stackunderflow.core.replica.Replica;
import dev.stackunderflow.core.sqlite.Sqlite;
import dev.stackunderflow.core.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWorktreeLinkerTest {

  @TempDir Path folder;
  private Path app;
  private Path worktree;

  @BeforeEach
  void aRepositoryWithAWorktree() throws Exception {
    app = Files.createDirectories(folder.resolve("app"));
    Files.createDirectories(app.resolve(".git/worktrees/fix"));
    worktree = Files.createDirectories(folder.resolve("fix/core"));
    Files.writeString(
        folder.resolve("fix/.git"), "gitdir: " + app.resolve(".git/worktrees/fix") + "\n");
  }

  @Test
  void aFolderOfAWorktreeStandsForTheSameFolderOfTheRepository() throws Exception {
    assertThat(GitWorktreeLinker.repository(folder.resolve("fix").toString()))
        .contains(app.toString());
    assertThat(GitWorktreeLinker.repository(worktree.toString()))
        .contains(app.resolve("core").toString());
    assertThat(GitWorktreeLinker.repository(app.toString())).isEmpty();
    assertThat(GitWorktreeLinker.repository(folder.resolve("gone").toString())).isEmpty();
    assertThat(GitWorktreeLinker.repository("relative")).isEmpty();
    Path submodule = Files.createDirectories(folder.resolve("sub"));
    Files.writeString(submodule.resolve(".git"), "gitdir: ../app/.git/modules/sub\n");
    assertThat(GitWorktreeLinker.repository(submodule.toString()))
        .as("a submodule is its own")
        .isEmpty();
  }

  @Test
  void aWorktreeThatClaudeCodeHasDeletedStandsForItsRepository() throws Exception {
    Path own = app.resolve(".claude/worktrees/pond");
    assertThat(GitWorktreeLinker.repository(own.toString())).contains(app.toString());
    assertThat(GitWorktreeLinker.repository(own.resolve("core").toString()))
        .contains(app.resolve("core").toString());
    Files.createDirectories(own);
    assertThat(GitWorktreeLinker.repository(own.toString())).as("a plain folder").isEmpty();
  }

  @Test
  void worktreesAreLinkedOnceAndWhatTheUserUnlinksStaysSo() throws Exception {
    var home = new Home(PrivateFiles.createFolder(folder.resolve("home")));
    try (Store store = Store.open(home.store())) {
      ProjectFolders.note(home, store, Clock.systemUTC());
      assertThat(home.syncFolder()).as("nothing to link").doesNotExist();
      for (Path path : List.of(app, folder.resolve("fix"))) {
        Sqlite.update(
            store.connection(),
            "INSERT INTO projects (provider, slug, path, display_name, first_seen, last_modified)"
                + " VALUES ('claude', ?, ?, 'x', 0, 0)",
            path.toString(),
            path.toString());
      }
      ProjectFolders.note(home, store, Clock.systemUTC());
      ProjectFolders.note(home, store, Clock.systemUTC());
      try (Replica replica = Replica.open(home.replica())) {
        var decisions = new Decisions(replica);
        List<Decision> all = decisions.all();
        assertThat(all).hasSize(1);
        Link link = (Link) all.getFirst().what();
        assertThat(link.linked()).isTrue();
        var off = new Link(link.first(), link.second(), false);
        decisions.decide(decisions.of(off, 0, new java.util.Random(1)));
      }
      ProjectFolders.note(home, store, Clock.systemUTC());
      try (Replica replica = Replica.open(home.replica())) {
        List<Decision> all = new Decisions(replica).all();
        assertThat(all).hasSize(2);
        assertThat(((Link) all.getLast().what()).linked()).isFalse();
      }
    }
  }
}
